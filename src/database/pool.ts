/** The pool of connections: one that ends while somebody holds it is given back at once, whether or not the holder does so. */
import type pg from 'pg';
import { limitsHere, type Shares } from '../kernel/shares.ts';

/** How the connections of one pool are shared out: each kind of work has its own, and takes none of the other's. */
export interface SharedOut {
  /** Of what is asked and changed. */
  readonly ordinary: Shares;
  /** Of the live layer: deliveries, replays, webhooks. */
  readonly live: Shares;
}

/** Makes a pool give its connections within shares. */
export function shareOut(pool: pg.Pool, { ordinary, live }: SharedOut): void {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const own = async (): Promise<pg.PoolClient> => {
    const limits = limitsHere();
    const giveBack = await (limits ? live.take(limits) : ordinary.take([]));
    try {
      const client = await connect();
      const release = client.release.bind(client);
      client.release = (error) => {
        release(error);
        giveBack();
      };
      return client;
    } catch (error) {
      giveBack();
      throw error;
    }
  };
  pool.connect = ((callback?: Parameters<pg.Pool['connect']>[0]) =>
    callback ? (connect as pg.Pool['connect'])(callback) : own()) as typeof pool.connect;
}

/**
 * Makes a pool take back what has ended. Kysely does not give a connection back when the statement that prepares it for
 * its viewer fails, as it does when the connection has just ended: each time the pool would be one smaller for good,
 * until everything waits for ever.
 */
export function takeBackEnded(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool);
  // The pool's own `query` asks with a callback, and gives back what it holds.
  pool.connect = ((callback?: Parameters<typeof connect>[0]) => (callback ? connect(callback) : connect().then(watched))) as typeof connect;
}

function watched(client: pg.PoolClient): pg.PoolClient {
  const release = client.release.bind(client);
  const ended = () => client.release(true);
  let isHeld = true;
  client.release = (error) => {
    if (!isHeld) return;
    isHeld = false;
    client.off('end', ended);
    release(error);
  };
  return client.once('end', ended);
}
