/** Cells: what one contender did with one workload, all rounds together. */
import type { Trial } from '../kinds/kind.ts';
import type { Round, Taken } from '../measure/rounds.ts';
import { quantile, type Spread, spread } from '../measure/statistics.ts';

/** A cell of the table, as it is written to the file. */
export interface Cell {
  readonly workload: string;
  readonly tickets: number;
  readonly connections: number;
  readonly contender: string;
  readonly perSecond: Spread;
  /** Milliseconds, over all answers of all rounds. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of processor time for each answer, of the server and of PostgreSQL. */
  readonly serverMs: number | null;
  readonly databaseMs: number | null;
  readonly residentMb: number | null;
  readonly bytes: number;
  /** Processors that others on the machine used meanwhile. */
  readonly others: number | null;
  /** How many times as many answers a second as each contender, round against round. */
  readonly times: Readonly<Record<string, Spread>>;
  readonly rounds: readonly Round[];
}

/** The cells of a trial, in the order of the contenders. */
export function cells(tickets: number, { workload, connections }: Trial, taken: readonly Taken[]): Cell[] {
  return taken.map(({ running, rounds, latencies }) => {
    const sorted = joined(latencies).toSorted();
    const middle = (key: 'serverMs' | 'databaseMs' | 'residentMb' | 'others') => {
      const values = rounds.map((round) => round[key]).filter((value) => value !== null);
      return values.length > 0 ? spread(values).median : null;
    };
    return {
      workload,
      tickets,
      connections,
      contender: running.contender.name,
      perSecond: spread(rounds.map(({ perSecond }) => perSecond)),
      p50: quantile(sorted, 0.5),
      p99: quantile(sorted, 0.99),
      serverMs: middle('serverMs'),
      databaseMs: middle('databaseMs'),
      residentMb: middle('residentMb'),
      bytes: Math.round(spread(rounds.map(({ bytes }) => bytes)).median),
      others: middle('others'),
      times: Object.fromEntries(taken.map((other) => [other.running.contender.name, against(rounds, other.rounds)])),
      rounds,
    };
  });
}

const against = (rounds: readonly Round[], others: readonly Round[]): Spread =>
  spread(rounds.map(({ perSecond }, at) => perSecond / others[at]!.perSecond));

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
