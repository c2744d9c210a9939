/**
 * The relay: copies the event log to NATS JetStream, in order, each event once. Every process that has a NATS_URL offers to be it; the one
 * that holds a lock of the database is, and another takes over when it is gone.
 */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { connectLog, type Keep, type LogConnection } from './log.ts';
import { connectNats, standing, SUBJECT } from './nats-log.ts';

const LOCK = 7_421_001;
const OFFER_EVERY_MS = 1_000;
const LOOK_EVERY_MS = 5_000;
const RETAIN_EVERY_MS = 60_000;

/** What a relay needs. */
export interface RelayOptions {
  readonly connect: pg.ClientConfig;
  readonly nats: string;
  readonly keep: Keep;
  readonly now: () => Date;
  readonly log: { info(details: object, message: string): void; warn(details: object, message: string): void };
}

/** Offers to be the relay until it is stopped. */
export function startRelay(options: RelayOptions): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const running = offer(options, stopped.signal);
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}

async function offer(options: RelayOptions, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const client = new pg.Client({ keepAlive: true, ...options.connect });
    client.on('error', () => {}); // the work below fails by itself
    try {
      await client.connect();
      while (!stopped.aborted) {
        const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK]);
        if (rows[0]!.held) await relay(options, client, stopped);
        await delay(OFFER_EVERY_MS, undefined, { signal: stopped }).catch(() => {});
      }
    } catch (error) {
      if (!stopped.aborted) options.log.warn({ err: error }, 'the relay to NATS has stopped; trying again');
      await delay(OFFER_EVERY_MS, undefined, { signal: stopped }).catch(() => {});
    } finally {
      await client.end().catch(() => {}); // with it the lock is given back
    }
  }
}

/** Copies until it is stopped or a connection is lost. The lock's own connection is asked as often as the log, so that nobody goes on without it. */
async function relay({ connect, nats, keep, now, log }: RelayOptions, holder: pg.Client, stopped: AbortSignal): Promise<void> {
  let wake = () => {};
  const source: LogConnection = await connectLog(connect, () => wake());
  const { nc, js, jsm } = await connectNats(nats, keep).catch(async (error: unknown) => {
    await source.end();
    throw error;
  });
  const lost = nc.closed().then(() => wake());
  try {
    const begun = await standing(jsm);
    // A new stream begins with the oldest event that is kept.
    let sequence = begun?.last ?? 0;
    let position = begun ? begun.last + begun.offset : await source.floor();
    log.info({ position }, 'this process relays the event log to NATS');
    let retained = -Infinity;
    while (!stopped.aborted) {
      const woken = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_EVERY_MS).unref();
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        stopped.addEventListener('abort', wake, { once: true });
      });
      await holder.query('select 1');
      const head = await source.head();
      while (position < head && !stopped.aborted) {
        const events = await source.behind(position);
        if (!events) throw new Error(`the log is no longer kept behind ${position}: delete the stream, and it is begun anew`);
        // All on their way at once, each behind the one before. Whoever writes between them is another relay, and this one has lost its lock.
        const from = sequence;
        const sent = events.map((event, at) =>
          js.publish(SUBJECT, JSON.stringify(event), { msgID: String(event.position), expect: { lastSequence: from + at } }),
        );
        await Promise.all(sent);
        sequence += events.length;
        position = events.at(-1)!.position;
      }
      if (performance.now() - retained > RETAIN_EVERY_MS) {
        await source.retain(keep, now());
        retained = performance.now();
      }
      if (nc.isClosed() || !source.isOpen) throw new Error('a connection was lost');
      await woken;
    }
  } finally {
    await source.end();
    await nc.close();
    await lost;
  }
}
