/** The feed: the event log as this process reads it, each event once, in commit order, for all subscribers together. */
import { setTimeout as delay } from 'node:timers/promises';
import { EventCursors, type EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import { AccessRevocations } from './access-revocations.ts';
import type { LogStart, Retention, LogConnection, CursorExpired } from './postgres-log.ts';
import type { EventIntake } from './event-intake.ts';

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
  readonly keep: Retention;
  readonly now: () => Date;
  /** Called with each event of the log, once, in commit order. */
  readonly onEvent?: (event: LoggedEvent) => void;
  /** Called when what came next could not be heard: it was dropped, or the log went back to an older state. */
  readonly onMissed?: () => void;
}

/** Follows the event log. Ends with {@link stop}. */
export class EventFeed {
  /** Where access last ended. */
  readonly accessEnds = new AccessRevocations();
  readonly #options: FeedOptions;
  readonly #stopped = new AbortController();
  #cursors: EventCursors | null = null;
  #running: Promise<void> | null = null;
  #log: LogConnection | null = null;
  #head: EventPosition = { position: 0, stamp: 0 };
  #recent: LoggedEvent[] = [];
  #taker: EventIntake | null = null;
  #retained = 0;
  #lookedAt = performance.now();
  #wake = () => {};

  private constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Connects, finds the head of the log, and reads the last events of it: after a restart everybody comes back for these. */
  static async start(options: FeedOptions): Promise<EventFeed> {
    const feed = new EventFeed(options);
    const log = await feed.#connected();
    feed.#cursors = new EventCursors(await log.key());
    // What the log is read from may not have come as far: what happened before the start is no news.
    feed.#head = await log.reached();
    feed.accessEnds.learn(await log.accessEnds(), feed.#head.position);
    await feed.#recall(log);
    return feed;
  }

  /** Follows the log from its head on, and hands over what comes. */
  follow(taker: EventIntake): void {
    this.#taker = taker;
    this.#running = this.#run();
  }

  get cursors(): EventCursors {
    return this.#cursors!;
  }

  /** The last place that was handed over. */
  get head(): EventPosition {
    return this.#head;
  }

  /** How long ago the log was last looked at, in seconds. */
  get secondsSinceRead(): number {
    return (performance.now() - this.#lookedAt) / 1_000;
  }

  /** Ends the following and the connection. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#wake();
    await this.#log?.end();
    await this.#running;
  }

  /** Where the log ends by now, whether this process has heard of it or not. */
  end(over: AbortSignal): Promise<EventPosition | undefined> {
    return this.#surely((log) => log.reached(), over);
  }

  /** The next events behind a place, or why they cannot be had; undefined when it is over before they could be read. */
  async behind(from: LogStart, over: AbortSignal): Promise<readonly LoggedEvent[] | CursorExpired | undefined> {
    const at = this.#remembered(from.position);
    if (!at) return this.#surely((log) => log.behind(from), over);
    if (from.stamp !== null && from.stamp !== at.stamp) return 'LOG_DIVERGED';
    return this.#recent.slice(at.position + 1 - this.#recent[0]!.position);
  }

  /** Why a place is none after which the log can be read; null when it is one, undefined when it is over before that is known. */
  async check(place: EventPosition, over: AbortSignal): Promise<CursorExpired | null | undefined> {
    const at = place.position === this.#head.position ? this.#head : this.#remembered(place.position);
    if (!at) return this.#surely((log) => log.check(place), over);
    return place.stamp === at.stamp ? null : 'LOG_DIVERGED';
  }

  #remembered(position: number): LoggedEvent | undefined {
    return this.#recent[position - (this.#recent[0]?.position ?? Infinity)];
  }

  async #recall(log: LogConnection): Promise<void> {
    const end = this.#head.position;
    let at: LogStart = { position: Math.max(await log.floor(), end - RECENT), stamp: null };
    while (at.position < end) {
      const found = await log.behind(at);
      const events = typeof found === 'string' ? [] : found.filter(({ position }) => position <= end);
      // Just dropped, or not there yet: then they are read when they are asked for.
      if (events.length === 0) return void (this.#recent = []);
      this.#recent.push(...events);
      at = events.at(-1)!;
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
    if (head.position < this.#head.position) {
      const reached = await log.reached();
      return reached.position < this.#head.position ? this.#skip(log, reached, 'NOT_REACHED') : undefined;
    }
    while (this.#head.position < head.position || (this.#head.position === head.position && this.#head.stamp !== head.stamp)) {
      const events = await log.behind(this.#head);
      if (typeof events === 'string') return this.#skip(log, await log.reached(), events);
      if (events.length === 0) break;
      for (const event of events) this.accessEnds.onEvent(event);
      this.#recent.push(...events);
      if (this.#recent.length > 2 * RECENT) this.#recent = this.#recent.slice(-RECENT);
      this.#head = events.at(-1)!;
      for (const event of events) this.#options.onEvent?.(event);
      await this.#taker!.take(events);
    }
  }

  async #skip(log: LogConnection, head: EventPosition, why: CursorExpired): Promise<void> {
    this.#options.log.warn(
      { behind: this.#head.position, head: head.position, why },
      'what comes next in the log is not to be had; subscribers must start over',
    );
    if (why !== 'NO_LONGER_KEPT') await log.diverged(this.#recent);
    const ends = await log.accessEnds();
    this.#head = head;
    this.#recent = [];
    this.accessEnds.learn(ends, head.position);
    this.#options.onMissed?.();
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
