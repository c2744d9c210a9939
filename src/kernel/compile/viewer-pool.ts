/** A pool of connections for reading, each of which knows as whom it reads. */
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { sessionOf, type Viewer } from '../viewer.ts';
import { TextQuery } from './text-query.ts';

/** How many statements, and how many letters of them, a connection prepares before it is replaced: what is prepared stays in the server's memory. */
const MOST_PREPARED = { statements: 300, letters: 2 ** 21 };
/** A read that takes longer ends its connection: the database may be gone without a word. */
const READ_WITHIN_MS = 60_000;

interface Marked extends pg.PoolClient {
  viewer?: string;
  prepared?: Set<string>;
  letters?: number;
}

/** Reads as viewers. A connection that read for the same viewer last is used as it is; for another one the viewer is set in the same journey. */
export class ViewerPool {
  readonly #pool: pg.Pool;

  constructor(config: pg.PoolConfig) {
    this.#pool = new pg.Pool({ keepAlive: true, connectionTimeoutMillis: 10_000, ...config });
    this.#pool.on('error', () => {}); // an idle connection was lost: the pool makes another
    // The pool does not listen to a connection that is in use: the read on it fails by itself.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** The one text that a prepared statement answers. */
  async read(viewer: Viewer, query: { name: string; text: string; values: unknown[] }): Promise<string> {
    const client: Marked = await this.#pool.connect();
    let broken = true;
    try {
      const wanted = sessionOf(viewer).variables['tierline.viewer'];
      const late = setTimeout(() => stream(client).destroy(new Error(`a read took longer than ${READ_WITHIN_MS} ms`)), READ_WITHIN_MS);
      const text = await new Promise<string>((resolve, reject) => {
        const viewer = client.viewer === wanted ? null : wanted;
        client.query(new TextQuery({ ...query, viewer }, (error, found) => (error ? reject(error) : resolve(found))));
      }).finally(() => clearTimeout(late));
      client.viewer = wanted;
      broken = isFull(client, query);
      return text;
    } finally {
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
function isFull(client: Marked, { name, text }: { name: string; text: string }): boolean {
  const prepared = (client.prepared ??= new Set());
  if (!prepared.has(name)) client.letters = (client.letters ?? 0) + text.length;
  prepared.add(name);
  return prepared.size > MOST_PREPARED.statements || client.letters! > MOST_PREPARED.letters;
}
