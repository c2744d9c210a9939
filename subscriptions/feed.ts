/** The feed: the event log as an async iterable. One connection listens for all subscribers of this process. */
import pg from 'pg';
import type { EventFeed, LoggedEvent } from '../src/kernel/event.ts';
import { Problem } from '../src/kernel/problem.ts';

const BATCH = 500;
/** A notification can be lost with its connection; this often the log is looked at all the same. */
const LOOK_EVERY_MS = 5_000;
const RETRY_MS = 500;

/** Where the feed connects, and where it tells of trouble. */
export interface FeedOptions {
  readonly connect: pg.ClientConfig;
  readonly log: { warn(details: object, message: string): void };
}

/** Reads the event log in commit order, for as many subscribers as there are. Ends with {@link stop}. */
export class Feed implements EventFeed {
  readonly #options: FeedOptions;
  readonly #stopped = new AbortController();
  #client: pg.Client | null = null;
  #head = 0;
  #recent: LoggedEvent[] = [];
  #waiting = new Set<() => void>();
  #wake = () => {};

  private constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Connects, finds the head of the log, and follows it from there on. */
  static async start(options: FeedOptions): Promise<Feed> {
    const feed = new Feed(options);
    await feed.#listen();
    void feed.#run();
    return feed;
  }

  /** Ends every iteration and the connection. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#wake();
    this.#tell();
    await this.#client?.end().catch(() => {});
  }

  async *since(position: number | null, signal: AbortSignal): AsyncGenerator<LoggedEvent> {
    let at = position ?? this.#head;
    if (at > this.#head) await this.#advance();
    if (at > this.#head) throw new Problem('INVALID', '`after` names a place that this log has not reached.', { field: 'after' });
    const over = AbortSignal.any([signal, this.#stopped.signal]);
    while (!over.aborted) {
      if (at >= this.#head) await this.#change(over);
      for (const event of at < this.#head ? await this.#again(() => this.#behind(at), over) : []) {
        if (over.aborted) return;
        at = event.position;
        yield event;
      }
    }
  }

  /** Reads for a subscriber; a lost connection delays it, and does not end its subscription. */
  async #again(read: () => Promise<LoggedEvent[]>, over: AbortSignal): Promise<LoggedEvent[]> {
    try {
      return await read();
    } catch {
      await this.#pause(this.#change(over), RETRY_MS);
      return [];
    }
  }

  /** Waits for something, but not longer than this. */
  async #pause(something: Promise<void>, ms: number): Promise<void> {
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms).unref();
    await Promise.race([something, over]);
    clearTimeout(timer);
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      try {
        if (!this.#client) await this.#listen();
        await this.#advance();
        await this.#pause(woken, LOOK_EVERY_MS);
      } catch (error) {
        if (this.#stopped.signal.aborted) return;
        this.#options.log.warn({ err: error }, 'the event log cannot be read; trying again');
        this.#drop();
        await this.#pause(new Promise(() => {}), RETRY_MS);
      }
    }
  }

  async #listen(): Promise<void> {
    const client = new pg.Client(this.#options.connect);
    client.on('error', () => this.#drop(client));
    client.on('end', () => this.#drop(client));
    client.on('notification', () => this.#wake());
    await client.connect();
    await client.query('listen tierline_event');
    this.#client = client;
    if (this.#head === 0) this.#head = await this.#sequence();
  }

  #drop(client = this.#client): void {
    if (this.#client !== client) return;
    this.#client = null;
    void client?.end().catch(() => {});
    this.#wake();
  }

  /** Gives positions to what was committed, and takes the new events in. */
  async #advance(): Promise<void> {
    const head = await this.#sequence();
    while (this.#head < head) {
      const events = await this.#read(this.#head);
      if (events.length === 0) break;
      this.#recent = [...this.#recent, ...events].slice(-2 * BATCH);
      this.#head = events.at(-1)!.position;
      this.#tell();
    }
  }

  async #sequence(): Promise<number> {
    const { rows } = await this.#connected().query<{ head: string }>('select event_sequence() as head');
    return Number(rows[0]!.head);
  }

  /** What stands behind a position: from memory when it is recent, from the log otherwise. */
  async #behind(position: number): Promise<LoggedEvent[]> {
    const first = this.#recent[0]?.position;
    if (first !== undefined && first <= position + 1) return this.#recent.slice(position + 1 - first);
    return this.#read(position);
  }

  async #read(position: number): Promise<LoggedEvent[]> {
    const { rows } = await this.#connected().query<Record<string, string> & { at: Date }>('select * from event_since($1, $2)', [position, BATCH]);
    return rows.map((row) => ({
      position: Number(row.position),
      id: row.id!,
      kind: row.kind!,
      at: row.at,
      streamType: row.stream_type!,
      streamId: row.stream_id!,
      subjectType: row.subject_type!,
      subjectId: row.subject_id!,
    }));
  }

  #connected(): pg.Client {
    if (!this.#client) throw new Error('no connection to the database');
    return this.#client;
  }

  #tell(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resume of waiting) resume();
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
