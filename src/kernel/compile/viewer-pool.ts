/** A pool of connections for reading, each of which knows as whom it reads. */
import pg from 'pg';
import { sessionOf, type Viewer } from '../viewer.ts';
import { TextQuery } from './text-query.ts';

/** How many statements a connection prepares before it is replaced: what is prepared stays in the server's memory. */
const MOST_PREPARED = 500;

interface Marked extends pg.PoolClient {
  viewer?: string;
  prepared?: Set<string>;
}

/** Reads as viewers. A connection that read for the same viewer last is used as it is; for another one the viewer is set in the same journey. */
export class ViewerPool {
  readonly #pool: pg.Pool;

  constructor(config: pg.PoolConfig) {
    this.#pool = new pg.Pool(config);
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
      (client.prepared ??= new Set()).add(query.name);
      const text = await new Promise<string>((resolve, reject) => {
        const viewer = client.viewer === wanted ? null : wanted;
        client.query(new TextQuery({ ...query, viewer }, (error, found) => (error ? reject(error) : resolve(found))));
      });
      client.viewer = wanted;
      broken = client.prepared.size > MOST_PREPARED;
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
