/** Rounds: the contenders take turns, A B C A B C …, so that whatever else happens on the machine happens to all of them. */
import { loadavg } from 'node:os';
import type { Running } from '../contenders/process.ts';
import type { Shot, Trial } from '../kinds/kind.ts';
import { resident } from './memory.ts';
import { type Used, used } from './processor.ts';
import { quantile } from './statistics.ts';

/** How long and how often. */
export interface Course {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUp: number;
}

/** The processes that belong to the bench itself. */
export interface Bench {
  readonly postmaster: number;
  readonly own: readonly number[];
}

/** One contender in one round. */
export interface Round {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of processor time for each answer. */
  readonly serverMs: number | null;
  readonly databaseMs: number | null;
  /** What the server held in memory at the end, in megabytes. */
  readonly residentMb: number | null;
  readonly bytes: number;
  /** How much of the machine others used meanwhile: 1 is one processor. */
  readonly others: number | null;
  readonly loadAverage: number;
}

/** All rounds of one contender, and every latency of them. */
export interface Taken {
  readonly running: Running;
  readonly rounds: Round[];
  readonly latencies: Float64Array[];
}

/** Puts every contender through a trial, round by round, after a warm-up that is not counted. */
export async function rounds(trial: Trial, { rounds: count, seconds, warmUp }: Course, bench: Bench): Promise<Taken[]> {
  const taken = trial.contenders.map((running): Taken => ({ running, rounds: [], latencies: [] }));
  for (const { running } of taken) await (await trial.prepare(running, 0))(warmUp);
  for (let round = 1; round <= count; round++) {
    for (const each of taken) {
      const { pid } = each.running;
      const run = await trial.prepare(each.running, round);
      const before = used(pid, bench.postmaster, bench.own);
      const shot = await run(seconds);
      const after = used(pid, bench.postmaster, bench.own);
      each.rounds.push(figures(shot, pid, (key) => (before && after ? after[key] - before[key] : null)));
      each.latencies.push(shot.latencies);
    }
  }
  return taken;
}

function figures({ done, seconds, latencies, bytes }: Shot, pid: number, spent: (key: keyof Used) => number | null): Round {
  const each = (ms: number | null) => (ms === null ? null : ms / done);
  const others = spent('others');
  const sorted = latencies.toSorted();
  return {
    perSecond: done / seconds,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    serverMs: each(spent('server')),
    databaseMs: each(spent('database')),
    residentMb: resident(pid),
    bytes: bytes / done,
    others: others === null ? null : Math.max(0, others / 1000 / seconds),
    loadAverage: loadavg()[0]!,
  };
}
