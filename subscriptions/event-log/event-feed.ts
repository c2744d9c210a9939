/** The feed reads the event log for all subscribers of this process: each event once, in commit order. */
import { setTimeout as delay } from 'node:timers/promises';
import { EventCursors, type EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import { AccessRevocations } from './access-revocations.ts';
import type { LogStart, Retention, LogConnection, CursorExpired } from './postgres-log.ts';
import type { EventIntake } from './event-intake.ts';
import type { Log } from '../../src/telemetry/log-events.ts';

/** The minimum number of events in memory; the maximum is twice as much. Clients that were away for a moment are served from there. */
const RECENT = 10_000;
/** The poll interval: a notification can be lost with its connection. */
const POLL_INTERVAL_MS = 5_000;
const RETAIN_EVERY_MS = 60_000;
const RETRY_DELAY_MS = 250;

/** How the feed connects and logs, and how much of the log it retains. */
export interface FeedOptions {
  /** Connects to the log; `onNews` is called when something may have happened. */
  readonly connect: (onNews: () => void) => Promise<LogConnection>;
  readonly log: Log<'warn'>;
  readonly keep: Retention;
  readonly now: () => Date;
  /** Called with each event of the log, once, in commit order. */
  readonly onEvent?: (event: LoggedEvent) => void;
  /** Called after a gap: events were dropped, or the log went back to an older state. */
  readonly onMissed?: () => void;
}

/** Follows the event log until {@link stop}. */
export class EventFeed {
  /** The last access revocations. */
  readonly accessEnds = new AccessRevocations();
  readonly #options: FeedOptions;
  readonly #stopped = new AbortController();
  #cursors: EventCursors | null = null;
  #running: Promise<void> | null = null;
  #log: LogConnection | null = null;
  #head: EventPosition = { position: 0, stamp: 0 };
  #recent: LoggedEvent[] = [];
  #intake: EventIntake | null = null;
  #retained = 0;
  #readAt = performance.now();
  #wake = () => {};

  private constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Connects, finds the head of the log, and loads the last events: after a restart all clients resume from these. */
  static async start(options: FeedOptions): Promise<EventFeed> {
    const feed = new EventFeed(options);
    const log = await feed.#connected();
    feed.#cursors = new EventCursors(await log.key());
    // The source may lag behind the log. Events from before the start are not new.
    feed.#head = await log.reached();
    feed.accessEnds.learn(await log.accessEnds(), feed.#head.position);
    await feed.#loadRecent(log);
    return feed;
  }

  /** Follows the log from its head and hands over new events. */
  follow(intake: EventIntake): void {
    this.#intake = intake;
    this.#running = this.#run();
  }

  get cursors(): EventCursors {
    return this.#cursors!;
  }

  /** The position of the last event that was handed over. */
  get head(): EventPosition {
    return this.#head;
  }

  /** The time since the last read of the log, in seconds. */
  get secondsSinceRead(): number {
    return (performance.now() - this.#readAt) / 1_000;
  }

  /** Stops following and closes the connection. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#wake();
    await this.#log?.end();
    await this.#running;
  }

  /** The current end of the log, whether this process has read so far or not. */
  end(over: AbortSignal): Promise<EventPosition | undefined> {
    return this.#readWithRetry((log) => log.reached(), over);
  }

  /** The next events after a position, or why there are none; undefined when `over` aborts first. */
  async behind(from: LogStart, over: AbortSignal): Promise<readonly LoggedEvent[] | CursorExpired | undefined> {
    const at = this.#recentAt(from.position);
    if (!at) return this.#readWithRetry((log) => log.behind(from), over);
    if (from.stamp !== null && from.stamp !== at.stamp) return 'LOG_DIVERGED';
    return this.#recent.slice(at.position + 1 - this.#recent[0]!.position);
  }

  /** Why the log cannot be read after a position; null if it can, undefined when `over` aborts first. */
  async check(place: EventPosition, over: AbortSignal): Promise<CursorExpired | null | undefined> {
    const at = place.position === this.#head.position ? this.#head : this.#recentAt(place.position);
    if (!at) return this.#readWithRetry((log) => log.check(place), over);
    return place.stamp === at.stamp ? null : 'LOG_DIVERGED';
  }

  #recentAt(position: number): LoggedEvent | undefined {
    return this.#recent[position - (this.#recent[0]?.position ?? Infinity)];
  }

  async #loadRecent(log: LogConnection): Promise<void> {
    const end = this.#head.position;
    let at: LogStart = { position: Math.max(await log.floor(), end - RECENT), stamp: null };
    while (at.position < end) {
      const found = await log.behind(at);
      const events = typeof found === 'string' ? [] : found.filter(({ position }) => position <= end);
      // The events were just dropped, or have not arrived; then each reader reads them when it needs them.
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
        this.#readAt = performance.now();
        await this.#retain();
        await woken;
      } catch (error) {
        if (this.#stopped.signal.aborted) return;
        this.#options.log.warn({ event: 'event_log.unreadable', err: error }, 'the feed cannot read the event log; it tries again');
        await this.#log?.end();
        await delay(RETRY_DELAY_MS, undefined, { ref: false });
      }
    }
  }

  /** Resolves with the next notification, or after the poll interval. */
  #untilWoken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_INTERVAL_MS).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Reads new events. Only {@link #run} calls it: two calls at once would read the same events twice. */
  async #advance(): Promise<void> {
    const log = await this.#connected();
    const head = await log.head();
    // A lagging copy may be behind; the log itself never goes back.
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
      await this.#intake!.take(events);
    }
  }

  async #skip(log: LogConnection, head: EventPosition, why: CursorExpired): Promise<void> {
    this.#options.log.warn(
      { event: 'event_log.gap', behind: this.#head.position, head: head.position, why },
      'the feed cannot go on where it was in the event log; subscribers start over',
    );
    if (why !== 'NO_LONGER_KEPT') await log.diverged(this.#recent);
    const ends = await log.accessEnds();
    this.#head = head;
    this.#recent = [];
    this.accessEnds.learn(ends, head.position);
    this.#options.onMissed?.();
    this.#intake!.skip(head, why);
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

  /** Reads from the log and retries while the connection is lost; undefined when `over` aborts first. */
  async #readWithRetry<T>(read: (log: LogConnection) => Promise<T>, over: AbortSignal): Promise<T | undefined> {
    while (!over.aborted && !this.#stopped.signal.aborted) {
      const log = this.#log!;
      try {
        return await read(log);
      } catch (error) {
        if (log.isOpen) throw error;
        await delay(RETRY_DELAY_MS, undefined, { ref: false });
      }
    }
    return undefined;
  }
}
