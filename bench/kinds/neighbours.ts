/** Neighbours: the same questions in turns alone and beside somebody who asks for as much as is allowed. */
import { Client } from 'undici';
import { operation } from '../contenders/contender.ts';
import type { Running } from '../contenders/process.ts';
import type { Stage } from '../stage.ts';
import { HEAVY_AT_ONCE, heavy, noisyNeighbour } from '../workloads/noisy-neighbour.ts';
import { requests } from './requests.ts';
import type { Trial } from './kind.ts';

const PATIENCE = 120_000;

/** The trials, for each number of connections that ask for little. Only Tierline is asked: what it shares out is its own. */
export async function neighbours(stage: Stage, connections: readonly number[]): Promise<Trial[]> {
  const tierline = stage.running.find(({ contender }) => contender.name === 'tierline');
  if (!tierline) return [];
  const trials = await requests(noisyNeighbour, { ...stage, running: [tierline] }, connections);
  const { contender } = tierline;
  const headers = await contender.headers(stage.place, stage.worlds.provider.viewer);
  const noise = await heaviest(tierline, headers);
  const named = (name: string): Running => ({ ...tierline, contender: { ...contender, name } });
  const [alone, beside] = [named('alone'), named(`beside ${HEAVY_AT_ONCE}`)];
  return trials.map((trial) => ({
    ...trial,
    contenders: [alone, beside],
    async prepare(running, round) {
      const run = await trial.prepare(tierline, round);
      if (running === alone) return run;
      return async (seconds) => {
        const stop = await makeNoise(tierline, headers, noise);
        try {
          return await run(seconds);
        } finally {
          await stop();
        }
      };
    },
  }));
}

/** Which of the heavy requests of each kind is the first that is let through; kinds of which none is are left out. */
async function heaviest({ origin }: Running, headers: Record<string, string>): Promise<((n: number) => string)[]> {
  const client = new Client(origin, { headersTimeout: PATIENCE, bodyTimeout: PATIENCE });
  const found: ((n: number) => string)[] = [];
  try {
    for (const kind of heavy)
      for (const [level, query] of kind(0).entries()) {
        const { statusCode, body } = await client.request(asked(query, headers));
        const text = await body.text();
        if (statusCode !== 200 || text.includes('"errors"')) continue;
        found.push((n) => kind(n)[level]!);
        break;
      }
    if (found.length === 0) throw new Error('none of the heavy requests is let through');
    return found;
  } finally {
    await client.destroy();
  }
}

let made = 0;

/** Asks for as much as is allowed until it is stopped; begins when all of it has been sent. */
async function makeNoise(
  { origin }: Running,
  headers: Record<string, string>,
  noise: readonly ((n: number) => string)[],
): Promise<() => Promise<void>> {
  const clients = Array.from(
    { length: HEAVY_AT_ONCE },
    () => new Client(origin, { pipelining: 1, headersTimeout: PATIENCE, bodyTimeout: PATIENCE }),
  );
  let isOver = false;
  const loops = clients.map(async (client) => {
    while (!isOver) {
      try {
        const { body } = await client.request(asked(noise[++made % noise.length]!(made), headers));
        await body.dump({ limit: Infinity });
      } catch (error) {
        if (!isOver) throw error;
      }
    }
  });
  const ended = Promise.all(loops);
  return async () => {
    isOver = true;
    await Promise.all(clients.map((client) => client.destroy()));
    await ended;
  };
}

const asked = (query: string, headers: Record<string, string>) => {
  const { path, body } = operation(query);
  return { path, method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body } as const;
};
