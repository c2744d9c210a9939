/** Webhooks: sends every endpoint what happens, woken by the log and by what is due. Any number of processes share the work. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Connecting } from '../../src/kernel/read/connection.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import { REVOCATION_TYPE } from '../../src/kernel/access/session-revocations.ts';
import { longTimeout } from '../../src/kernel/scheduler/long-timeout.ts';
import { EndpointLocks } from './endpoint-lock.ts';
import { EndpointWorker, type EndpointWorkerOptions } from './endpoint-worker.ts';
import type { EndpointRef } from './types.ts';
import type { Log } from '../../src/telemetry/log-events.ts';

/** What the sender needs of the rest. */
export interface WebhookDispatcherOptions extends EndpointWorkerOptions {
  readonly connect: Connecting;
  /** How long messages are kept, as PostgreSQL reads an interval. */
  readonly keep: string;
  readonly log: Log<'warn'>;
}

/** What another process holds, or could not be done, is looked at again after so long. */
const TRY_AGAIN_MS = 5_000;
const LOOK_EVERY_MS = 10;
const RETAIN_EVERY_MS = 10 * 60_000;
const RETAIN_AT_ONCE = 1_000;

/** The sender of a process. */
export class WebhookDispatcher {
  readonly #options: WebhookDispatcherOptions;
  readonly #holds: EndpointLocks;
  readonly #stopped = new AbortController();
  readonly #known = new Map<string, EndpointWorker>();
  /** The work that is being done; it answers whether there was anything to do. */
  readonly #busy = new Map<string, Promise<boolean>>();
  /** Those that were looked at while they were busy: the work may have been past what was new. */
  readonly #missed = new Set<string>();
  #callOff = () => {};
  #alarm = Infinity;
  #running: Promise<void> | null = null;
  #isAsked = false;
  #retained = -Infinity;

  constructor(options: WebhookDispatcherOptions) {
    this.#options = options;
    this.#holds = new EndpointLocks(options.connect);
  }

  /** Looks at every endpoint. Asked while it is looking, it looks once more. */
  poll(): Promise<void> {
    this.#isAsked = true;
    return (this.#running ??= this.#run());
  }

  /** Takes note that something happened. Where there is no endpoint, only the making of one matters. */
  onEvent({ streamType }: LoggedEvent): void {
    if (streamType === REVOCATION_TYPE) void this.#options.sessions.refresh().then(() => this.poll());
    if (this.#known.size > 0 || streamType === 'WebhookEndpoint') void this.poll();
  }

  /** What came next in the log could not be heard, or the log went back: every endpoint is looked at as if for the first time. */
  startOver(): void {
    this.#known.clear();
    void this.poll();
  }

  /** Sends everything that has happened and is due by now, and comes back when that is done. */
  async runUntilIdle(): Promise<void> {
    const { feed } = this.#options;
    const { signal } = this.#stopped;
    const end = (await feed.end(signal))?.position ?? 0;
    while (feed.head.position < end && !signal.aborted) await delay(LOOK_EVERY_MS);
    let did: boolean;
    do {
      await this.poll();
      did = (await Promise.all(this.#busy.values())).includes(true);
    } while (did);
  }

  /** Ends; what is on its way is broken off, and sent again by whoever comes next. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#callOff();
    await this.#running;
    await Promise.all(this.#busy.values());
    await this.#holds.stop();
  }

  async #run(): Promise<void> {
    const { ledger, feed, log } = this.#options;
    while (this.#isAsked && !this.#stopped.signal.aborted) {
      this.#isAsked = false;
      try {
        await this.#retain();
        const { position: head } = feed.head;
        const all = await ledger.work();
        const ids = new Set(all.map(({ id }) => id));
        for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
        await Promise.all(all.map((work) => this.#look(work, head)));
      } catch (error) {
        const event = 'webhook.lookup_failed';
        if (!this.#stopped.signal.aborted) log.warn({ event, err: error }, 'the dispatcher cannot look at the endpoints; it tries again');
        this.#wakeIn(TRY_AGAIN_MS);
      }
    }
    this.#running = null;
  }

  /** Begins what there is to do for an endpoint, unless it is being done. */
  async #look(work: EndpointRef, head: number): Promise<void> {
    const { now } = this.#options;
    if (this.#busy.has(work.id)) return void this.#missed.add(work.id);
    let known = this.#known.get(work.id);
    if (!known) this.#known.set(work.id, (known = new EndpointWorker(this.#options)));
    const left = work.due ? work.due.getTime() - now().getTime() : Infinity;
    if (left > 0) {
      this.#wakeIn(left);
      if (!(await known.hasNews(work, head, this.#stopped.signal))) return;
    }
    const done = this.#work(known, work).then((did) => {
      this.#busy.delete(work.id);
      // What came in meanwhile, or falls due next, is looked at now.
      const again = this.#missed.delete(work.id) || did;
      if (again && !this.#stopped.signal.aborted) void this.poll();
      return again;
    });
    this.#busy.set(work.id, done);
  }

  /** Answers whether there was anything to do. */
  async #work(known: EndpointWorker, work: EndpointRef): Promise<boolean> {
    const { log } = this.#options;
    const { signal } = this.#stopped;
    try {
      if (await this.#holds.take(work.id)) return await known.run(work, signal).finally(() => this.#holds.release(work.id));
    } catch (error) {
      const fields = { err: error, endpoint: work.id };
      if (!signal.aborted)
        log.warn({ event: 'webhook.endpoint_failed', ...fields }, 'the dispatcher could not serve an endpoint; it tries again');
    }
    this.#wakeIn(TRY_AGAIN_MS);
    return false;
  }

  #wakeIn(ms: number): void {
    const at = performance.now() + ms;
    if (ms === Infinity || at >= this.#alarm || this.#stopped.signal.aborted) return;
    this.#callOff();
    this.#alarm = at;
    const ring = () => {
      this.#alarm = Infinity;
      void this.poll();
    };
    this.#callOff = longTimeout(ms, ring);
  }

  async #retain(): Promise<void> {
    const { ledger, now, keep } = this.#options;
    if (performance.now() - this.#retained < RETAIN_EVERY_MS) return;
    this.#retained = performance.now();
    while (await ledger.retain(now(), keep, RETAIN_AT_ONCE));
  }
}
