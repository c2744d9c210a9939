/** The feed: the event log as this process reads it, each event once, in commit order, for all subscribers together. */
import { setTimeout as delay } from 'node:timers/promises';
import { EventCursors } from '../src/kernel/cursor.ts';
import { ACCESS_STREAM, type LoggedEvent } from '../src/kernel/event.ts';
import type { Keep, LogConnection } from './log.ts';

/** How many events are kept in memory at least, and twice as many at most: who was away for a moment only is answered from there. */
const RECENT = 10_000;
/** A notification can be lost with its connection; this often the log is looked at all the same. */
const LOOK_EVERY_MS = 5_000;
const RETAIN_EVERY_MS = 60_000;
const TRY_AGAIN_MS = 250;

/** Where the feed connects, where it tells of trouble, and how much of the log it keeps. */
export interface FeedOptions {
  /** Connects to the log; `onNews` is called when something may have happened. */
  readonly connect: (onNews: () => void) => Promise<LogConnection>;
  readonly log: { warn(details: object, message: string): void };
  readonly keep: Keep;
  readonly now: () => Date;
  /** Called with each event of the log, once, in commit order. */
  readonly heard?: (event: LoggedEvent) => void;
  /** Called when events were dropped before they could be heard. */
  readonly missed?: () => void;
}

/** Who takes events in, in order, and is waited for. */
export interface Taker {
  take(events: readonly LoggedEvent[]): Promise<void>;
  /**
   * What came next is not to be had: it is no longer kept, because this process was away for longer than the log is, or the log was
   * restored from an older copy. It goes on from here.
   */
  skip(head: number, why: 'NO_LONGER_KEPT' | 'NOT_REACHED'): void;
}

/** Follows the event log. Ends with {@link stop}. */
export class Feed {
  readonly #options: FeedOptions;
  readonly #stopped = new AbortController();
  readonly #ends = new Map<string, number>();
  #cursors: EventCursors | null = null;
  #running: Promise<void> | null = null;
  #log: LogConnection | null = null;
  #head = 0;
  #recent: LoggedEvent[] = [];
  #taker: Taker | null = null;
  #retained = 0;
  #lookedAt = performance.now();
  #wake = () => {};

  private constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Connects, finds the head of the log, and reads the last events of it: after a restart everybody comes back for these. */
  static async start(options: FeedOptions): Promise<Feed> {
    const feed = new Feed(options);
    const log = await feed.#connected();
    feed.#cursors = new EventCursors(await log.key());
    feed.#head = await log.head();
    for (const { organization, type, position } of await log.accessEnds()) feed.#ends.set(`${organization} ${type}`, position);
    await feed.#recall(log);
    return feed;
  }

  /** Follows the log from its head on, and hands over what comes. */
  follow(taker: Taker): void {
    this.#taker = taker;
    this.#running = this.#run();
  }

  get cursors(): EventCursors {
    return this.#cursors!;
  }

  /** The last position that was handed over. */
  get head(): number {
    return this.#head;
  }

  /** How long ago the log was last looked at, in seconds. */
  get secondsSinceRead(): number {
    return (performance.now() - this.#lookedAt) / 1_000;
  }

  /** Where an organization last lost access to a thing of one of these types; 0 where it never did as far as the log is kept. */
  accessEnded(organization: string, types: readonly string[]): number {
    return Math.max(0, ...types.map((type) => this.#ends.get(`${organization} ${type}`) ?? 0));
  }

  /** Ends the following and the connection. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#wake();
    await this.#log?.end();
    await this.#running;
  }

  /** Where the log ends by now, whether this process has heard of it or not. */
  end(over: AbortSignal): Promise<number | undefined> {
    return this.#surely((log) => log.reached(), over);
  }

  /** The next events behind a position; null where some of them are no longer kept, undefined when it is over before they could be read. */
  async behind(position: number, over: AbortSignal): Promise<readonly LoggedEvent[] | null | undefined> {
    const first = this.#recent[0]?.position;
    if (first !== undefined && first <= position + 1) return this.#recent.slice(position + 1 - first);
    return this.#surely((log) => log.behind(position), over);
  }

  async #recall(log: LogConnection): Promise<void> {
    for (let at = Math.max(await log.floor(), this.#head - RECENT); at < this.#head; at = this.#recent.at(-1)!.position) {
      const events = (await log.behind(at))?.filter(({ position }) => position <= this.#head);
      // Just dropped, or not there yet: then they are read when they are asked for.
      if (!events?.length) return void (this.#recent = []);
      this.#recent.push(...events);
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const woken = this.#untilWoken();
      try {
        await this.#advance();
        this.#lookedAt = performance.now();
        await this.#retain();
        await woken;
      } catch (error) {
        if (this.#stopped.signal.aborted) return;
        this.#options.log.warn({ err: error }, 'the event log cannot be read; trying again');
        await this.#log?.end();
        await delay(TRY_AGAIN_MS, undefined, { ref: false });
      }
    }
  }

  /** Resolves with the next notification, or when it is time to look anyway. */
  #untilWoken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_EVERY_MS).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Takes in what was committed since. Only {@link #run} calls it: two at once would take the same events in twice. */
  async #advance(): Promise<void> {
    const log = await this.#connected();
    const head = await log.head();
    // What is read may be a copy that has not come as far; the log itself never goes back.
    if (head < this.#head && (await log.reached()) < this.#head) return this.#skip(head, 'NOT_REACHED');
    while (this.#head < head) {
      const events = await log.behind(this.#head);
      if (!events) return this.#skip(head, 'NO_LONGER_KEPT');
      if (events.length === 0) break;
      for (const { streamType, streamId, subjectType, position } of events)
        if (streamType === ACCESS_STREAM) this.#ends.set(`${streamId} ${subjectType}`, position);
      this.#recent.push(...events);
      if (this.#recent.length > 2 * RECENT) this.#recent = this.#recent.slice(-RECENT);
      this.#head = events.at(-1)!.position;
      for (const event of events) this.#options.heard?.(event);
      await this.#taker!.take(events);
    }
  }

  #skip(head: number, why: 'NO_LONGER_KEPT' | 'NOT_REACHED'): void {
    this.#options.log.warn({ behind: this.#head, head, why }, 'what comes next in the log is not to be had; subscribers must start over');
    this.#recent = [];
    this.#head = head;
    this.#options.missed?.();
    this.#taker!.skip(head, why);
  }

  async #retain(): Promise<void> {
    if (performance.now() - this.#retained < RETAIN_EVERY_MS && this.#retained > 0) return;
    this.#retained = performance.now();
    await (await this.#connected()).retain(this.#options.keep, this.#options.now());
  }

  async #connected(): Promise<LogConnection> {
    if (this.#log?.isOpen) return this.#log;
    this.#log = await this.#options.connect(() => this.#wake());
    if (this.#stopped.signal.aborted) await this.#log.end();
    return this.#log;
  }

  /** Reads from the log; while its connection is lost, waits for it to come back. Nothing when it is over before. */
  async #surely<T>(read: (log: LogConnection) => Promise<T>, over: AbortSignal): Promise<T | undefined> {
    while (!over.aborted && !this.#stopped.signal.aborted) {
      const log = this.#log!;
      try {
        return await read(log);
      } catch (error) {
        if (log.isOpen) throw error;
        await delay(TRY_AGAIN_MS, undefined, { ref: false });
      }
    }
    return undefined;
  }
}
