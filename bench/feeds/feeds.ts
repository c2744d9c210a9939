/**
 * The feeds: very many processes that follow the event log, over PostgreSQL alone and over NATS JetStream. `npm run bench -- --feeds`; both in
 * turns on one PostgreSQL, ratios within one run.
 */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../src/database/embedded.ts';
import { migrateAndGrant } from '../../src/database/prepare.ts';
import { parentOf } from '../measure/processor.ts';
import { machine, rounded } from '../report/machine.ts';
import { figures, table } from './figures.ts';
import { startNats } from './nats-server.ts';
import { Readers } from './readers.ts';
import { LOGS, PACES, shoot, type Ground, type Shot } from './trial.ts';
import { Writers } from './writers.ts';

const RESULT = new URL('../results/feeds.json', import.meta.url);
const PROCESSES = 4;
const WRITERS = 8;
const STEADY = 50;
/** As long as a feed waits before it looks without having been woken. */
const IDLE_SECONDS = 5;

/** Measures, says it and writes it down. */
export async function feeds(
  course: { rounds: number; seconds: number; counts: readonly number[] },
  say: (line: string) => void,
  undo: (step: () => unknown) => void,
): Promise<void> {
  const began = new Date();
  const folder = await mkdtemp(join(tmpdir(), 'tierline-feeds-'));
  undo(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o711); // as root the database runs as another user, who must get this far
  const nats = await startNats(join(folder, 'nats'));
  undo(() => nats.stop());
  const database = await startEmbedded({ dataDir: join(folder, 'data'), log: say });
  undo(() => database.stop());
  await migrateAndGrant(database.url);
  const owner = new pg.Client(database.url);
  await owner.connect();
  undo(() => owner.end());
  const { rows } = await owner.query('select pg_backend_pid() as pid');
  const readers = new Readers(PROCESSES);
  undo(() => readers.stop());
  const writers = await Writers.connect(database.url, WRITERS);
  undo(() => writers.close());

  const ground = { owner, postmaster: parentOf(rows[0].pid), nats, readers, writers };
  const shots: Shot[] = [];
  const most = Math.max(...course.counts);
  for (let round = 0; round <= course.rounds; round++) {
    for (const count of round === 0 ? [most] : course.counts) {
      for (const log of LOGS) {
        const head = Number((await owner.query('select event_sequence() as head')).rows[0].head);
        await readers.open(count, { database: database.url, nats: log === 'NATS' ? nats.url : null, head });
        shots.push(...(await trial(ground, { readers: count, log, round }, course)));
        await readers.close();
      }
    }
  }
  const counted = shots.filter(({ round }) => round > 0);
  const whole = figures(counted);
  const busy = counted.reduce((sum, each) => sum + each.othersMs, 0) / counted.reduce((sum, each) => sum + each.seconds * 1000, 0);
  for (const pace of PACES) say(`\n${TITLES[pace]}\n\n${table(pace, whole.figures)}`);
  const { postgresMs, natsMs } = whole.more;
  say(`\nOne more process costs PostgreSQL ${postgresMs.toFixed(2)} ms for each event, or nats-server ${natsMs.toFixed(2)} ms.`);
  say(`${busy.toFixed(2)} processors were busy with other things. It took ${Math.round((Date.now() - began.getTime()) / 1000)} s.`);
  const { rounds, seconds } = course;
  const told = {
    began,
    machine: machine(),
    course: { rounds, seconds, writers: WRITERS, steady: STEADY, idle: IDLE_SECONDS },
    busy,
    ...whole,
    shots: shots.map(({ delays: _delays, ...each }) => each),
  };
  await writeFile(RESULT, `${JSON.stringify(told, rounded, 2)}\n`);
}

const TITLES = {
  steady: `${STEADY} events a second; each cell is PostgreSQL's log / NATS, processor times are milliseconds for 1,000 events`,
  'flat out': `As many events as ${WRITERS} writers can commit`,
  idle: 'No events; milliseconds of processor time a second',
};

/** What one number of readers over one log is put through. In the warm-up it is short, and waiting is measured once. */
async function trial(ground: Ground, which: Pick<Shot, 'readers' | 'log' | 'round'>, { seconds }: { seconds: number }): Promise<Shot[]> {
  if (which.round === 0) return [await shoot(ground, which, { pace: 'flat out', seconds: 0.3, perSecond: null })];
  const shots = [
    await shoot(ground, which, { pace: 'steady', seconds, perSecond: STEADY }),
    await shoot(ground, which, { pace: 'flat out', seconds, perSecond: null }),
  ];
  if (which.round === 1) shots.push(await shoot(ground, which, { pace: 'idle', seconds: IDLE_SECONDS, perSecond: 0 }));
  return shots;
}
