/** The stage: one amount of data, and every contender running on it. */
import pg from 'pg';
import type { Contender, Place } from './contenders/contender.ts';
import { type Running, start } from './contenders/process.ts';
import { type Viewer, viewers } from './data/scale.ts';
import type { Load } from './measure/load.ts';
import type { World } from './workloads/workload.ts';

/** Where trials take place. */
export interface Stage {
  readonly tickets: number;
  readonly place: Place;
  readonly running: readonly Running[];
  readonly worlds: Readonly<Record<'provider' | 'customer', World>>;
  readonly load: Load;
  readonly rounds: number;
}

/** Does some work with all contenders running, and stops them. */
export async function onStage<T>(
  tickets: number,
  place: Place,
  contenders: readonly Contender[],
  { load, rounds, undo }: { load: Load; rounds: number; undo: (step: () => unknown) => void },
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const pool = new pg.Pool({ connectionString: place.appUrl, max: 1 });
  const started = await Promise.allSettled(contenders.map((contender) => start(contender, place)));
  const running = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const stop = () => Promise.all(running.map((each) => each.stop()));
  undo(stop);
  try {
    for (const each of started) if (each.status === 'rejected') throw each.reason;
    const worlds = await worldsOf(place.ownerUrl, tickets, pool);
    return await work({ tickets, place, running, worlds, load, rounds });
  } finally {
    await stop();
    await pool.end();
  }
}

async function worldsOf(ownerUrl: string, tickets: number, pool: pg.Pool): Promise<Stage['worlds']> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  const { rows } = await owner.query(`select
    (select provider_id from customer_partner group by 1 having provider_id is not null order by count(*) desc limit 1) as provider,
    (select id from customer where domain = 'customer0.example') as customer`);
  await owner.end();
  const all = viewers(rows[0]);
  const world = (viewer: Viewer): World => ({ viewer, tickets, rows: (sql, values) => asViewer(pool, viewer, sql, values) });
  return { provider: world(all.provider), customer: world(all.customer) };
}

async function asViewer<T>(pool: pg.Pool, viewer: Viewer, sql: string, values?: unknown[]): Promise<T[]> {
  const client = await pool.connect();
  try {
    await client.query(`select set_config('tierline.viewer', $1, false)`, [JSON.stringify(viewer)]);
    return (await client.query<any>(sql, values)).rows;
  } finally {
    client.release();
  }
}
