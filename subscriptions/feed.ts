/** The feed: the event log as an async iterable. One connection listens for all subscribers of this process. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { EventCursors } from '../src/kernel/cursor.ts';
import type { EventFeed, LoggedEvent } from '../src/kernel/event.ts';
import { kernelMessages } from '../src/kernel/messages.ts';
import { Problem } from '../src/kernel/problem.ts';
import { connectLog, type LogConnection } from './log.ts';

const RECENT = 1_000;
/** A notification can be lost with its connection; this often the log is looked at all the same. */
const LOOK_EVERY_MS = 5_000;
const TRY_AGAIN_MS = 250;

/** Where the feed connects, and where it tells of trouble. */
export interface FeedOptions {
  readonly connect: pg.ClientConfig;
  readonly log: { warn(details: object, message: string): void };
  /** Called with each event of the log, once, in commit order. */
  readonly heard?: (event: LoggedEvent) => void;
}

/** Reads the event log in commit order, for as many subscribers as there are. Ends with {@link stop}. */
export class Feed implements EventFeed {
  readonly #options: FeedOptions;
  #cursors: EventCursors | null = null;
  readonly #stopped = new AbortController();
  #running: Promise<void> | null = null;
  #log: LogConnection | null = null;
  #head = 0;
  #recent: LoggedEvent[] = [];
  #readers = 0;
  #waiting = new Set<() => void>();
  #wake = () => {};

  private constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Connects, finds the head of the log, and follows it from there on. */
  static async start(options: FeedOptions): Promise<Feed> {
    const feed = new Feed(options);
    const log = await feed.#connected();
    feed.#cursors = new EventCursors(await log.key());
    feed.#head = await log.head();
    feed.#running = feed.#run();
    return feed;
  }

  get cursors(): EventCursors {
    return this.#cursors!;
  }

  /** How many are reading. */
  get readers(): number {
    return this.#readers;
  }

  /** Ends every iteration and the connection. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#wake();
    await this.#log?.end();
    await this.#running;
  }

  async *since(position: number | null, signal: AbortSignal): AsyncGenerator<LoggedEvent> {
    const over = AbortSignal.any([signal, this.#stopped.signal]);
    let at = position ?? this.#head;
    this.#readers += 1;
    try {
      // Another process may have been there already, before this one heard of it.
      if (at > this.#head && at > ((await this.#surely((log) => log.head(), over)) ?? at)) {
        throw new Problem('INVALID', kernelMessages.cursorAhead(), { field: 'after' });
      }
      while (!over.aborted) {
        if (at >= this.#head) await this.#change(over);
        for (const event of at < this.#head ? ((await this.#behind(at, over)) ?? []) : []) {
          if (over.aborted) return;
          at = event.position;
          yield event;
        }
      }
    } finally {
      this.#readers -= 1;
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const woken = this.#untilWoken();
      try {
        await this.#advance();
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
    while (this.#head < head) {
      const events = await log.behind(this.#head);
      if (events.length === 0) break;
      this.#recent = [...this.#recent, ...events].slice(-RECENT);
      this.#head = events.at(-1)!.position;
      for (const resume of this.#waiting) resume();
      for (const event of events) this.#options.heard?.(event);
    }
  }

  async #connected(): Promise<LogConnection> {
    if (this.#log?.isOpen) return this.#log;
    this.#log = await connectLog(this.#options.connect, () => this.#wake());
    if (this.#stopped.signal.aborted) await this.#log.end();
    return this.#log;
  }

  /** What stands behind a position: from memory when it is recent, from the log otherwise. */
  async #behind(position: number, over: AbortSignal): Promise<LoggedEvent[] | undefined> {
    const first = this.#recent[0]?.position;
    if (first !== undefined && first <= position + 1) return this.#recent.slice(position + 1 - first);
    return this.#surely((log) => log.behind(position), over);
  }

  /** Reads from the log; while its connection is lost, waits for it to come back. Nothing when it is over before. */
  async #surely<T>(read: (log: LogConnection) => Promise<T>, over: AbortSignal): Promise<T | undefined> {
    while (!over.aborted) {
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

  #change(over: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const resume = () => {
        over.removeEventListener('abort', resume);
        this.#waiting.delete(resume);
        resolve();
      };
      this.#waiting.add(resume);
      over.addEventListener('abort', resume, { once: true });
    });
  }
}
