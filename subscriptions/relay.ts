/**
 * The relay: copies the event log to NATS JetStream, in order, each event once. Every process that has a NATS_URL offers to be it; the one
 * that holds a lock of the database is, and answers the others that it is. When it answers no more, another takes over.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { begin, clientOf, type Connecting } from '../src/kernel/connection.ts';
import { LOCK } from '../src/kernel/lock.ts';
import { connectLog, type Keep, type LogConnection } from './log.ts';
import { ANSWER_WITHIN_MS, connectNats, standing, STREAM, SUBJECT, type Nats } from './nats-stream.ts';

/** Where the relay answers that it is there. */
const WHO = 'tierline.relay';
const OFFER_EVERY_MS = 2_000;
const LOOK_EVERY_MS = 5_000;
const RETAIN_EVERY_MS = 60_000;

/** What a relay needs. */
export interface RelayOptions {
  readonly connect: Connecting;
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

/** As long as somebody is the relay, this costs a message to NATS now and then, and PostgreSQL nothing. */
async function offer(options: RelayOptions, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    let nats: Nats | undefined;
    try {
      nats = await connectNats(options.nats, options.keep);
      while (!stopped.aborted) {
        if (!(await isRelayed(nats))) await lead(options, nats, stopped);
        await pause(stopped);
      }
    } catch (error) {
      if (!stopped.aborted) options.log.warn({ err: error }, 'the relay to NATS has stopped; trying again');
      await pause(stopped);
    } finally {
      await nats?.nc.close();
    }
  }
}

/** Not all processes at once, even when all of them lost NATS at once. */
const pause = (stopped: AbortSignal) => delay(OFFER_EVERY_MS * (0.5 + Math.random()), undefined, { signal: stopped }).catch(() => {});

async function isRelayed({ nc }: Nats): Promise<boolean> {
  try {
    await nc.request(WHO, '', { timeout: ANSWER_WITHIN_MS });
    return true;
  } catch (error) {
    if (nc.isClosed()) throw error;
    return false; // there is nobody, or nobody who answers: the lock will tell
  }
}

/** Is the relay, if the lock can be had. */
async function lead(options: RelayOptions, nats: Nats, stopped: AbortSignal): Promise<void> {
  const holder = clientOf(options.connect);
  holder.on('error', () => {}); // the work below fails by itself
  try {
    await begin(holder, options.connect);
    const { rows } = await holder.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK.RELAY]);
    if (!rows[0]!.held) return;
    const answering = nats.nc.subscribe(WHO, { callback: (_, asked) => void asked?.respond() });
    await relay(options, nats, holder, stopped).finally(() => answering.unsubscribe());
  } finally {
    await holder.end().catch(() => {}); // with it the lock is given back
  }
}

/** Copies until it is stopped or a connection is lost. The lock's own connection is asked as often as the log, so that nobody goes on without it. */
async function relay({ connect, keep, now, log }: RelayOptions, nats: Nats, holder: pg.Client, stopped: AbortSignal): Promise<void> {
  const { nc, js, jsm } = nats;
  let wake = () => {};
  const source: LogConnection = await connectLog(connect, () => wake());
  void nc.closed().then(() => wake());
  const over = () => wake();
  stopped.addEventListener('abort', over);
  try {
    // A stream that holds nothing, or nothing any more, goes on with the oldest event that is kept.
    let { last: sequence, held } = await standing(nats);
    let position = held ? sequence + held.offset : await source.floor();
    log.info({ position }, 'this process relays the event log to NATS');
    let retained = -Infinity;
    while (!stopped.aborted) {
      const woken = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_EVERY_MS).unref();
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      await holder.query('select 1');
      const head = await source.head();
      while (position < head && !stopped.aborted) {
        const events = await source.behind(position);
        if (!events) {
          // NATS was away for longer than the log is kept. Whoever reads finds that something is missing, and says so.
          log.warn({ behind: position, head }, 'events were dropped before they were relayed; the stream goes on with what is kept');
          await jsm.streams.purge(STREAM);
          position = await source.floor();
          continue;
        }
        // All on their way at once, each behind the one before. Whoever writes between them is another relay, and this one has lost its lock.
        const from = sequence;
        const sent = events.map((event, at) => js.publish(SUBJECT, JSON.stringify(event), { expect: { lastSequence: from + at } }));
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
    stopped.removeEventListener('abort', over);
    await source.end();
  }
}
