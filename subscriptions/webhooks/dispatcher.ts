/** The dispatcher sends webhooks. New events and due deliveries wake it. Any number of processes share the work. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Connecting } from '../../src/kernel/read/connection.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import { REVOCATION_TYPE } from '../../src/kernel/access/session-revocations.ts';
import { longTimeout } from '../../src/kernel/scheduler/long-timeout.ts';
import { EndpointLocks } from './endpoint-lock.ts';
import { EndpointWorker } from './endpoint-worker.ts';
import type { EndpointWorkerOptions } from './worker-options.ts';
import type { EndpointRef } from './types.ts';
import type { Log } from '../../src/telemetry/log-events.ts';

/** The dependencies of the dispatcher. */
export interface WebhookDispatcherOptions extends EndpointWorkerOptions {
  readonly connect: Connecting;
  /** The retention of deliveries, as a PostgreSQL interval. */
  readonly keep: string;
  readonly log: Log<'warn'>;
}

/** The delay before it looks again at an endpoint that failed, or that another process has locked. */
const RETRY_DELAY_MS = 5_000;
const POLL_INTERVAL_MS = 10;
const RETAIN_EVERY_MS = 10 * 60_000;
const RETAIN_AT_ONCE = 1_000;

/** The webhook dispatcher of a process. */
export class WebhookDispatcher {
  readonly #options: WebhookDispatcherOptions;
  readonly #locks: EndpointLocks;
  readonly #stopped = new AbortController();
  readonly #known = new Map<string, EndpointWorker>();
  /** The work under way by endpoint; it resolves with whether there was anything to do. */
  readonly #busy = new Map<string, Promise<boolean>>();
  /** Endpoints that were polled while busy: their work may have missed the newest events. */
  readonly #missed = new Set<string>();
  #cancelTimer = () => {};
  #wakeAt = Infinity;
  #running: Promise<void> | null = null;
  #isAsked = false;
  #retained = -Infinity;

  constructor(options: WebhookDispatcherOptions) {
    this.#options = options;
    this.#locks = new EndpointLocks(options.connect);
  }

  /** Polls every endpoint. A call during a poll makes it poll once more. */
  poll(): Promise<void> {
    this.#isAsked = true;
    return (this.#running ??= this.#run());
  }

  /** Handles an event. Without endpoints, only the creation of one matters. */
  onEvent({ streamType }: LoggedEvent): void {
    if (streamType === REVOCATION_TYPE) void this.#options.sessions.refresh().then(() => this.poll());
    if (this.#known.size > 0 || streamType === 'WebhookEndpoint') void this.poll();
  }

  /** Called after a gap in the log or its return to an older state. Every endpoint is looked at as if for the first time. */
  startOver(): void {
    this.#known.clear();
    void this.poll();
  }

  /** Sends everything that is due by now; resolves when nothing is left. */
  async runUntilIdle(): Promise<void> {
    const { feed } = this.#options;
    const { signal } = this.#stopped;
    const end = (await feed.end(signal))?.position ?? 0;
    while (feed.head.position < end && !signal.aborted) await delay(POLL_INTERVAL_MS);
    let did: boolean;
    do {
      await this.poll();
      did = (await Promise.all(this.#busy.values())).includes(true);
    } while (did);
  }

  /** Stops. Deliveries under way are aborted, and the next process sends them again. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#cancelTimer();
    await this.#running;
    await Promise.all(this.#busy.values());
    await this.#locks.stop();
  }

  async #run(): Promise<void> {
    const { deliveryStore, feed, log } = this.#options;
    while (this.#isAsked && !this.#stopped.signal.aborted) {
      this.#isAsked = false;
      try {
        await this.#retain();
        const { position: head } = feed.head;
        const all = await deliveryStore.work();
        const ids = new Set(all.map(({ id }) => id));
        for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
        await Promise.all(all.map((work) => this.#look(work, head)));
      } catch (error) {
        if (!this.#stopped.signal.aborted)
          log.warn({ event: 'webhook.lookup_failed', err: error }, 'the dispatcher cannot look at the endpoints; it tries again');
        this.#wakeIn(RETRY_DELAY_MS);
      }
    }
    this.#running = null;
  }

  /** Begins the work on an endpoint, unless it is under way. */
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
      // Poll at once for new events and the next due time.
      const again = this.#missed.delete(work.id) || did;
      if (again && !this.#stopped.signal.aborted) void this.poll();
      return again;
    });
    this.#busy.set(work.id, done);
  }

  /** Works on an endpoint; returns whether there was anything to do. */
  async #work(known: EndpointWorker, work: EndpointRef): Promise<boolean> {
    const { log } = this.#options;
    const { signal } = this.#stopped;
    try {
      if (await this.#locks.take(work.id)) return await known.run(work, signal).finally(() => this.#locks.release(work.id));
    } catch (error) {
      const fields = { err: error, endpoint: work.id };
      if (!signal.aborted)
        log.warn({ event: 'webhook.endpoint_failed', ...fields }, 'the dispatcher could not serve an endpoint; it tries again');
    }
    this.#wakeIn(RETRY_DELAY_MS);
    return false;
  }

  #wakeIn(ms: number): void {
    const at = performance.now() + ms;
    if (ms === Infinity || at >= this.#wakeAt || this.#stopped.signal.aborted) return;
    this.#cancelTimer();
    this.#wakeAt = at;
    const ring = () => {
      this.#wakeAt = Infinity;
      void this.poll();
    };
    this.#cancelTimer = longTimeout(ms, ring);
  }

  async #retain(): Promise<void> {
    const { deliveryStore, now, keep } = this.#options;
    if (performance.now() - this.#retained < RETAIN_EVERY_MS) return;
    this.#retained = performance.now();
    while (await deliveryStore.retain(now(), keep, RETAIN_AT_ONCE));
  }
}
