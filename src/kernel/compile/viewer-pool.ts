/** A pool of connections for reading, each of which knows as whom it reads. */
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { cancel } from '../load/cancel.ts';
import { ANSWER_LIMITS } from '../load/run.ts';
import { channels } from '../../telemetry/channels.ts';
import { span } from '../../telemetry/tracing.ts';
import { timedOut, tooLarge } from '../load/stopped.ts';
import { Turns } from '../load/turns.ts';
import { sessionOf, type Viewer } from '../access/viewer.ts';
import { TextQuery } from './pipelined-query.ts';

/** How many statements, and how many letters of them, a connection prepares before it is replaced: what is prepared stays in the server's memory. */
const MOST_PREPARED = { statements: 300, letters: 2 ** 21 };
/** A longer statement is prepared for once: the server forgets it with its answer. */
const LONGEST_KEPT = 2 ** 16;
/** After so many letters that were prepared for once a connection is replaced too: the memory for planning them may not have gone back to the system. */
const MOST_PASSING = 2 ** 20;
/** A connection that does not end its statement within this time, in milliseconds, after it was asked to is cut. */
const CANCELLED_WITHIN_MS = 2_000;
const READ_WITHIN_MS = 60_000;

interface Marked extends pg.PoolClient {
  viewer?: string;
  prepared?: Set<string>;
  letters?: number;
  passing?: number;
  /** How many bytes came since the statement was sent. */
  received?: number;
}

/** What a pool needs beside what `pg` needs. */
export interface ViewerPoolConfig extends pg.PoolConfig {
  /** How long a statement may take, in milliseconds. */
  readonly withinMs?: number;
  /** Who comes first where all connections are in use. */
  readonly turns?: Turns;
}

/** Reads as viewers. A connection that read for the same viewer last is used as it is; for another one the viewer is set in the same journey. */
export class ViewerPool {
  readonly #pool: pg.Pool;
  readonly #turns: Turns;
  readonly #withinMs: number;
  readonly #name: string;

  constructor({ withinMs = READ_WITHIN_MS, turns, ...config }: ViewerPoolConfig) {
    this.#withinMs = withinMs;
    this.#name = (config.application_name ?? 'reads').replace('tierline ', '');
    this.#turns = turns ?? new Turns({ slots: config.max ?? 10 });
    this.#pool = new pg.Pool({ keepAlive: true, connectionTimeoutMillis: 10_000, ...config });
    this.#pool.on('error', () => {}); // an idle connection was lost: the pool makes another
    this.#pool.on('connect', (client: Marked) => {
      // The pool does not listen to a connection that is in use: the read on it fails by itself.
      client.on('error', () => {});
      stream(client).on('data', (chunk: Buffer) => {
        client.received = (client.received ?? 0) + chunk.length;
        if (client.received > ANSWER_LIMITS.bytes) stream(client).destroy(tooLarge(`${ANSWER_LIMITS.bytes} bytes`));
      });
    });
  }

  /** The text that a prepared statement returns. An aborted signal rejects at once, and the server cancels the statement. */
  async read(viewer: Viewer, query: { name: string; text: string; values: unknown[] }, signal?: AbortSignal): Promise<string> {
    const turn = this.#turns.take(viewer, signal);
    const release = turn instanceof Promise ? await turn : turn;
    const began = performance.now();
    let outcome: 'ok' | 'failed' = 'failed';
    try {
      const text = await span('database read', 'client', { 'db.system': 'postgresql' }, () => this.#read(viewer, query, signal));
      outcome = 'ok';
      return text;
    } finally {
      release();
      if (channels.statement.hasSubscribers)
        channels.statement.publish({ pool: this.#name, outcome, seconds: (performance.now() - began) / 1_000 });
    }
  }

  /** How many reads are at work, and how many wait for a turn. */
  get counts(): { working: number; waiting: number } {
    return { working: this.#turns.working, waiting: this.#turns.queued };
  }

  async #read(viewer: Viewer, query: { name: string; text: string; values: unknown[] }, signal?: AbortSignal): Promise<string> {
    const client: Marked = await this.#pool.connect();
    let broken = true;
    let asked: Promise<void> | null = null;
    let cut: NodeJS.Timeout | undefined;
    let why: unknown;
    const stop = (reason: unknown) => {
      if (asked) return;
      why = reason;
      asked = cancel(client);
      cut = setTimeout(() => stream(client).destroy(), CANCELLED_WITHIN_MS);
    };
    const gone = () => stop(signal!.reason);
    // A caller with a signal has its own deadline.
    const late = signal ? undefined : setTimeout(() => stop(timedOut(this.#withinMs / 1_000)), this.#withinMs);
    try {
      signal?.throwIfAborted();
      signal?.addEventListener('abort', gone);
      const wanted = sessionOf(viewer).variables['tierline.viewer'];
      const name = query.text.length > LONGEST_KEPT ? '' : query.name;
      client.received = 0;
      const text = await new Promise<string>((resolve, reject) => {
        const viewer = client.viewer === wanted ? null : wanted;
        client.query(new TextQuery({ ...query, name, viewer }, (error, found) => (error ? reject(error) : resolve(found))));
      });
      client.viewer = wanted;
      broken = isFull(client, name, query.text.length);
      return text;
    } catch (error) {
      // Its viewer is as before. Whether a new statement was prepared is not known, so only one with an old or with none can be used again.
      const isKnown = query.text.length > LONGEST_KEPT || client.prepared?.has(query.name);
      if ((error as { code?: string }).code === '57014' && isKnown && client.viewer) broken = false;
      throw why ?? error;
    } finally {
      clearTimeout(late);
      clearTimeout(cut);
      signal?.removeEventListener('abort', gone);
      // A cancel request in flight would hit the connection's next statement.
      if (asked) await asked;
      client.release(broken);
    }
  }

  /** Ends all connections. */
  end(): Promise<void> {
    return this.#pool.end();
  }
}

const stream = (client: pg.PoolClient) => (client as unknown as { connection: { stream: Duplex } }).connection.stream;

/** Whether a connection has prepared as much as it may. */
function isFull(client: Marked, name: string, letters: number): boolean {
  if (name === '') return (client.passing = (client.passing ?? 0) + letters) > MOST_PASSING;
  const prepared = (client.prepared ??= new Set());
  if (!prepared.has(name)) client.letters = (client.letters ?? 0) + letters;
  prepared.add(name);
  return prepared.size > MOST_PREPARED.statements || client.letters! > MOST_PREPARED.letters;
}
