/**
 * The relay: copies the event log to NATS JetStream, in order, each event once. Every process that has a NATS_URL offers to be it; the one
 * that holds a lock of the database is, and answers the others that it is. When it answers no more, another takes over.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { begin, clientOf, type Connecting } from '../../src/kernel/read/connection.ts';
import { LOCK } from '../../src/kernel/write/advisory-locks.ts';
import { connectLog, type LogStart, type Retention, type LogConnection } from './postgres-log.ts';
import { connectNats, IDENTITY, isRelayed, streamState, type LogIdentity, type Nats } from './nats-stream.ts';
import type { Log } from '../../src/telemetry/log-events.ts';

const OFFER_EVERY_MS = 2_000;
const LOOK_EVERY_MS = 5_000;
const RETAIN_EVERY_MS = 60_000;
/** A stream that is begun anew begins so many events ago: whoever was away for longer is answered by the database. */
const RECENT = 10_000;

/** What a relay needs. */
export interface RelayOptions {
  readonly connect: Connecting;
  readonly nats: string;
  readonly identify: () => Promise<LogIdentity>;
  readonly keep: Retention;
  readonly now: () => Date;
  readonly log: Log<'info' | 'warn'>;
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
      const identity = await options.identify();
      nats = await connectNats(options.nats, options.keep, identity);
      while (!stopped.aborted) {
        if (!(await isRelayed(nats, identity))) await lead(options, nats, identity, stopped);
        await pause(stopped);
      }
    } catch (error) {
      if (!stopped.aborted) options.log.warn({ event: 'relay.stopped', err: error }, 'the relay to NATS stopped; it tries again');
      await pause(stopped);
    } finally {
      await nats?.nc.close();
    }
  }
}

/** Not all processes at once, even when all of them lost NATS at once. */
const pause = (stopped: AbortSignal) => delay(OFFER_EVERY_MS * (0.5 + Math.random()), undefined, { signal: stopped }).catch(() => {});

/** Is the relay, if the lock can be had. */
async function lead(options: RelayOptions, nats: Nats, { id }: LogIdentity, stopped: AbortSignal): Promise<void> {
  const holder = clientOf(options.connect);
  holder.on('error', () => {}); // the work below fails by itself
  try {
    await begin(holder, options.connect);
    const { rows } = await holder.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK.RELAY]);
    if (!rows[0]!.held) return;
    const [here] = (await holder.query<LogIdentity>(IDENTITY)).rows;
    if (here!.id !== id) throw new Error('the database holds another log by now');
    const answering = nats.nc.subscribe(nats.relay, { callback: (_, asked) => void asked?.respond(here!.server) });
    await relay(options, nats, holder, stopped).finally(() => answering.unsubscribe());
  } finally {
    await holder.end().catch(() => {}); // with it the lock is given back
  }
}

/** Copies until it is stopped or a connection is lost. The lock's own connection is asked as often as the log, so that nobody goes on without it. */
async function relay({ connect, keep, now, log }: RelayOptions, nats: Nats, holder: pg.Client, stopped: AbortSignal): Promise<void> {
  const { nc, js, jsm, stream, subject } = nats;
  let wake = () => {};
  const source: LogConnection = await connectLog(connect, () => wake());
  void nc.closed().then(() => wake());
  const over = () => wake();
  stopped.addEventListener('abort', over);
  try {
    let { last: sequence, held } = await streamState(nats);
    let place: LogStart = held?.end ?? (await recent(source));
    const lost = held && (await source.check(held.end));
    if (lost === 'NOT_REACHED' || lost === 'LOG_DIVERGED') {
      log.warn(
        { event: 'relay.stream_diverged', position: place.position, why: lost },
        'the stream holds other events than the database; the relay begins it anew',
      );
      await jsm.streams.delete(stream);
      await nats.prepare();
      [sequence, place] = [0, await recent(source)];
    }
    log.info({ event: 'relay.started', position: place.position }, 'this process relays the event log to NATS');
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
      while (!stopped.aborted && (place.position !== head.position || (place.stamp ?? head.stamp) !== head.stamp)) {
        const events = await source.behind(place);
        // The database is another, or its log went back: whoever is the relay next begins with looking what is different.
        if (events === 'NOT_REACHED' || events === 'LOG_DIVERGED') throw new Error('the log went back to an older state');
        if (events === 'NO_LONGER_KEPT') {
          // NATS was away for longer than the log is kept. Whoever reads finds that something is missing, and says so.
          log.warn(
            { event: 'relay.gap', behind: place.position, head: head.position },
            'the event log dropped events before the relay copied them; the stream goes on with what is kept',
          );
          await jsm.streams.purge(stream);
          place = await recent(source);
          continue;
        }
        if (events.length === 0) break;
        // All on their way at once, each behind the one before. Whoever writes between them is another relay, and this one has lost its lock.
        const from = sequence;
        const sent = events.map((event, at) => js.publish(subject, JSON.stringify(event), { expect: { lastSequence: from + at } }));
        await Promise.all(sent);
        sequence += events.length;
        place = events.at(-1)!;
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

/** Where a stream begins that holds nothing. */
async function recent(source: LogConnection): Promise<LogStart> {
  const [floor, { position }] = [await source.floor(), await source.head()];
  return { position: Math.max(floor, position - RECENT), stamp: null };
}
