/** One trial: so many readers over one of the logs, and what writing to them costs, and what waiting does. */
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { spent, used, type Used } from '../measure/processor.ts';
import type { NatsServer } from './nats-server.ts';
import type { Readers } from './readers.ts';
import type { Writers } from './writers.ts';

/** What stands between the events and their readers. */
export const LOGS = ['PostgreSQL', 'NATS'] as const;
/** One of them. */
export type Log = (typeof LOGS)[number];

/** What is done meanwhile: events at a steady pace, as many as can be written, or none. */
export const PACES = ['steady', 'flat out', 'idle'] as const;
/** One of them. */
export type Pace = (typeof PACES)[number];

/** What the trials stand on. */
export interface Ground {
  readonly owner: pg.Client;
  readonly postmaster: number;
  readonly nats: NatsServer;
  readonly readers: Readers;
  readonly writers: Writers;
}

/** How it went. */
export interface Shot extends Cost {
  readonly readers: number;
  readonly log: Log;
  readonly pace: Pace;
  readonly round: number;
  readonly events: number;
  readonly seconds: number;
  /** From sending each commit until the last reader had the event, in milliseconds. */
  readonly delays: readonly number[];
  /** Connections to PostgreSQL that the readers hold; over NATS two of them are the relay's. */
  readonly connections: number;
}

/** Milliseconds of processor time; where the system does not tell, not a number. */
interface Cost {
  readonly postgresMs: number;
  readonly natsMs: number;
  /** Of all readers together, the relay included. */
  readonly readersMs: number;
  /** Of whatever else ran on the machine meanwhile. */
  readonly othersMs: number;
}

/** Some seconds of a pace: `perSecond` null for as many events as can be written, 0 for none. */
export async function shoot(
  ground: Ground,
  trial: Pick<Shot, 'readers' | 'log' | 'round'>,
  { pace, seconds, perSecond }: { pace: Pace; seconds: number; perSecond: number | null },
): Promise<Shot> {
  const cost = meter(ground);
  const begun = performance.now();
  const sent = perSecond === 0 ? await delay(seconds * 1000, []) : await ground.writers.write(seconds, perSecond);
  const heard = sent.length > 0 ? await ground.readers.heard(sent.length) : [];
  const took = (performance.now() - begun) / 1000;
  const spentOnIt = cost();
  const { rows } = await ground.owner.query(HELD);
  const delays = heard.map((at, index) => at - sent[index]!);
  return { ...trial, pace, events: sent.length, seconds: took, delays, ...spentOnIt, connections: rows[0].held };
}

const HELD = `select count(*)::int as held from pg_stat_activity where application_name in ('tierline feed', 'tierline relay')`;

function meter({ postmaster, nats, readers }: Ground): () => Cost {
  const read = () => ({ all: used(nats.pid, postmaster, [process.pid, ...readers.pids]), readers: spent(readers.pids) });
  const before = read();
  return () => {
    const after = read();
    const between = (key: keyof Used) => (before.all && after.all ? after.all[key] - before.all[key] : NaN);
    return {
      postgresMs: between('database'),
      natsMs: between('server'),
      readersMs: before.all ? after.readers - before.readers : NaN,
      othersMs: between('others'),
    };
  };
}
