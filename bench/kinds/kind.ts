/** Kinds: what can be measured. Rounds, processor time and the report are the same for every kind. */
import type { Running } from '../contenders/process.ts';

/** What one contender did in one round. */
export interface Shot {
  /** How many answers (or deliveries) there were, and in how many seconds. */
  readonly done: number;
  readonly seconds: number;
  /** How long each took, in milliseconds. */
  readonly latencies: Float64Array;
  readonly bytes: number;
}

/** One cell of the table: a workload at a number of connections, that every contender is put through in turn. */
export interface Trial {
  readonly workload: string;
  readonly connections: number;
  readonly contenders: readonly Running[];
  /** Makes one contender's next round ready; what is answered runs it. `round` is another each time, and 0 is the warm-up. */
  prepare(running: Running, round: number): Promise<(seconds: number) => Promise<Shot>>;
}
