/**
 * The relay copies the event log to NATS JetStream, in order, each event once. Every process with a NATS_URL offers to be the relay. The
 * holder of a database lock is the relay and tells the others so. When it no longer answers, another one takes over.
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
/** A recreated stream begins this many events ago. The database serves clients that were away for longer. */
const RECENT = 10_000;

/** The dependencies of a relay. */
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

/** While another process is the relay, this costs an occasional NATS message, and PostgreSQL nothing. */
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

/** The jitter keeps processes that lost NATS together from offering together. */
const pause = (stopped: AbortSignal) => delay(OFFER_EVERY_MS * (0.5 + Math.random()), undefined, { signal: stopped }).catch(() => {});

/** Becomes the relay, if the lock is free. */
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
    await holder.end().catch(() => {}); // which releases the lock
  }
}

/**
 * Copies until it is stopped or a connection is lost. It queries the lock's connection as often as the log, so that it never continues
 * without the lock.
 */
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
        // The database is another one, or its log went back. The next relay begins by comparing stream and log.
        if (events === 'NOT_REACHED' || events === 'LOG_DIVERGED') throw new Error('the log went back to an older state');
        if (events === 'NO_LONGER_KEPT') {
          // NATS was down for longer than the log is retained. Readers detect the gap and report it.
          log.warn(
            { event: 'relay.gap', behind: place.position, head: head.position },
            'the event log dropped events before the relay copied them; the stream goes on with what is kept',
          );
          await jsm.streams.purge(stream);
          place = await recent(source);
          continue;
        }
        if (events.length === 0) break;
        // All messages are in flight at once, each expecting the one before. A conflicting write means that another relay exists and this
        // one lost its lock.
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

/** Where an empty stream begins. */
async function recent(source: LogConnection): Promise<LogStart> {
  const [floor, { position }] = [await source.floor(), await source.head()];
  return { position: Math.max(floor, position - RECENT), stamp: null };
}
