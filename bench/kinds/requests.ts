/** Questions and answers over HTTP: the kind of all workloads so far. */
import type { Request } from '../contenders/contender.ts';
import { agree, type Answer } from '../contenders/agree.ts';
import { asking, type Running } from '../contenders/process.ts';
import type { Stage } from '../stage.ts';
import type { Question, Workload, World } from '../workloads/workload.ts';
import type { Trial } from './kind.ts';

/** How many questions of a workload are compared, at most. */
const COMPARED = 10;
/** The turn that is kept for comparing: no round has it. */
const COMPARING = 100;

/** A contender that knows how to ask a workload. */
interface Prepared {
  readonly running: Running;
  readonly headers: Record<string, string>;
  request(question: Question): Request;
}

/** Makes sure that all contenders answer a workload alike; answers the trial for each number of connections. */
export async function requests(workload: Workload, stage: Stage, connections: readonly number[]): Promise<Trial[]> {
  const world = stage.worlds[workload.viewer];
  const sample = (await workload.questions(world, COMPARING)).slice(0, COMPARED);
  const prepared = await Promise.all(stage.running.map((running) => prepare(running, workload, stage, world, sample)));
  for (const question of sample) {
    agree(workload.name, await Promise.all(prepared.map((each) => answer(each, question))));
  }
  return connections.map((count, at) => trial(workload, stage, world, prepared, count, at));
}

async function prepare(running: Running, workload: Workload, stage: Stage, { viewer }: World, sample: Question[]): Promise<Prepared> {
  const { contender } = running;
  const headers = await contender.headers(stage.place, viewer);
  const cursors = new Map<string, string | null>();
  for (const { after } of sample)
    if (after && !cursors.has(after.id)) cursors.set(after.id, await contender.cursor(after, asking(running, headers)));
  return {
    running,
    headers,
    request: (question) => contender.request(workload, question, viewer, question.after ? cursors.get(question.after.id)! : null),
  };
}

async function answer({ running, headers, request }: Prepared, question: Question): Promise<Answer> {
  const data = await asking(running, headers)(request(question));
  return { name: running.contender.name, data: running.contender.plain(data) };
}

function trial(workload: Workload, { load, rounds }: Stage, world: World, prepared: Prepared[], connections: number, at: number): Trial {
  return {
    workload: workload.name,
    connections,
    contenders: prepared.map(({ running }) => running),
    async prepare(running, round) {
      const { headers, request } = prepared.find((each) => each.running === running)!;
      const turn = workload.once ? at * (rounds + 1) + round : 0;
      if (turn >= COMPARING) throw new Error(`${workload.name} has new questions for ${COMPARING} rounds: ask for fewer`);
      const requests = (await workload.questions(world, turn)).map(request);
      const job = { origin: running.origin, headers, connections, requests, once: workload.once ?? false };
      return async (seconds) => {
        try {
          return await load.run({ ...job, seconds });
        } catch (error) {
          throw new Error(`${workload.name} with ${connections} connections: ${running.ended() ?? running.contender.name} failed`, {
            cause: error,
          });
        }
      };
    },
  };
}
