/** One run: for each amount of data all contenders, for each workload all numbers of connections, round by round. */
import pg from 'pg';
import { programLogin } from '../src/database/login.ts';
import { APP_ROLE } from '../src/database/prepare.ts';
import type { EmbeddedDatabase } from '../src/database/embedded.ts';
import { contenders } from './contenders/index.ts';
import { load } from './data/load.ts';
import { openIssuer } from './issuer.ts';
import { neighbours } from './kinds/neighbours.ts';
import { requests } from './kinds/requests.ts';
import { Load } from './measure/load.ts';
import { parentOf } from './measure/processor.ts';
import { rounds } from './measure/rounds.ts';
import type { Options } from './options.ts';
import { Report } from './report/report.ts';
import { onStage, type Stage } from './stage.ts';
import { workloads } from './workloads/index.ts';
import { noisyNeighbour } from './workloads/noisy-neighbour.ts';

/** What a run stands on. */
export interface Ground {
  readonly database: EmbeddedDatabase;
  /** For what must last as long as the run. */
  readonly folder: string;
  readonly say: (line: string) => void;
  /** Remembers what is to be undone when the run is over, however it ends. */
  readonly undo: (step: () => unknown) => void;
}

/** Measures what was asked for, says it and writes it down. */
export async function bench(asked: Options, { database, folder, say, undo }: Ground): Promise<void> {
  const report = new Report(asked, say);
  const generator = new Load();
  undo(() => generator.stop());
  const issuer = await openIssuer(folder);
  undo(() => issuer.close());
  const chosen = contenders.filter(({ name }) => asked.contenders.includes(name));
  for (const tickets of asked.tickets) {
    const ownerUrl = await load(database.url, tickets, say);
    const { login } = await programLogin(ownerUrl, APP_ROLE, { force: true });
    const own = { postmaster: await postmasterOf(ownerUrl), own: [process.pid, generator.pid] };
    const place = { ownerUrl, appUrl: login.url, issuer };
    await onStage(tickets, place, chosen, { load: generator, rounds: asked.rounds, undo }, async (stage) => {
      for (const trial of trialsOf(stage, asked)) {
        for (const each of await trial) report.add(tickets, each, await rounds(each, asked, own));
      }
    });
  }
  await report.write();
}

/** Each workload when its turn comes; other kinds of workloads join here. */
function* trialsOf(stage: Stage, { workloads: names, connections }: Options) {
  for (const workload of workloads) {
    if (!names.includes(workload.name)) continue;
    yield workload === noisyNeighbour ? neighbours(stage, connections) : requests(workload, stage, connections);
  }
}

async function postmasterOf(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query('select pg_backend_pid() as pid');
  const postmaster = parentOf(rows[0].pid);
  await client.end();
  return postmaster;
}
