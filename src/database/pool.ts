/** The pool of connections: who may have one, and that each is given back, whether or not its holder does so, and can be used by the next. */
import type { Duplex } from 'node:stream';
import type pg from 'pg';
import { cancel } from '../kernel/load/cancel.ts';
import { currentOperation, type Operation } from '../kernel/access/request-context.ts';
import { ANSWER_LIMITS, type Lane } from '../kernel/load/run.ts';
import { tooLarge } from '../kernel/load/stopped.ts';
import type { Release, Turns } from '../kernel/load/turns.ts';

/** Who comes first, for each that shares the pool; whoever has no turns takes what is free. */
export type TurnsByLane = Partial<Record<Lane, Turns>>;

/** A connection that does not end its statement within this time, in milliseconds, after it was asked to is cut. */
const CANCELLED_WITHIN_MS = 2_000;
/** A statement of an operation brings at most so many bytes: whole rows, of which an answer shows a part. */
const MOST_BYTES = 4 * ANSWER_LIMITS.bytes;
/** What may still be asked on a connection whose operation was stopped: it ends its transaction. */
const ENDING = /^rollback/i;

/**
 * Makes a pool take back what has ended. Kysely does not give a connection back when the statement that prepares it for
 * its viewer fails, as it does when the connection has just ended: each time the pool would be one smaller for good,
 * until everything waits for ever. And makes it fair: operations take turns, and one that is stopped ends its statement.
 */
export function watchedPool(pool: pg.Pool, lanes: TurnsByLane = {}): void {
  const connect = pool.connect.bind(pool);
  const turn = async (): Promise<pg.PoolClient> => {
    const operation = currentOperation();
    const turns = operation && lanes[operation.run.lane];
    if (!operation || !turns) return watched(await connect(), operation, () => {});
    const { run, viewer } = operation;
    const giveUp = await run.connection();
    let release: Release | undefined;
    const over = () => {
      release?.();
      giveUp();
    };
    try {
      release = await turns.take(run.party ?? viewer, run.signal, run.goesOn);
      const client = await connect();
      if (run.signal.aborted) client.release();
      run.signal.throwIfAborted();
      return watched(client, operation, over);
    } catch (error) {
      over();
      throw error;
    }
  };
  // The pool's own `query` asks with a callback, and gives back what it holds.
  pool.connect = ((callback?: Parameters<typeof connect>[0]) => (callback ? connect(callback) : turn())) as typeof connect;
}

function watched(client: pg.PoolClient, operation: Operation | undefined, over: () => void): pg.PoolClient {
  const release = client.release.bind(client);
  const query = client.query.bind(client);
  const signal = operation?.run.signal;
  let asked: Promise<void> | null = null;
  let cut: NodeJS.Timeout | undefined;
  let isHeld = true;
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  let received = 0;
  const receive = (chunk: Buffer) => {
    received += chunk.length;
    if (received > MOST_BYTES) stream.destroy(tooLarge(`${ANSWER_LIMITS.bytes} bytes`));
  };
  if (operation && operation.run.lane !== 'program') stream.on('data', receive);
  const stop = () => {
    const refuse = (text: unknown, ...others: unknown[]) =>
      typeof text === 'string' && ENDING.test(text) ? (query as any)(text, ...others) : Promise.reject(signal!.reason as Error);
    client.query = refuse as typeof client.query;
    asked = cancel(client);
    cut = setTimeout(() => stream.destroy(), CANCELLED_WITHIN_MS);
  };
  const giveBack = (error?: Error | boolean) => {
    client.query = query;
    over();
    release(error);
  };
  const ended = () => client.release(true);
  client.release = (error) => {
    if (!isHeld) return;
    isHeld = false;
    client.off('end', ended);
    stream.off('data', receive);
    signal?.removeEventListener('abort', stop);
    clearTimeout(cut);
    // A request to cancel that is still on its way would hit who comes next.
    if (asked) void asked.then(() => giveBack(error));
    else giveBack(error);
  };
  if (signal?.aborted) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  return client.once('end', ended);
}
