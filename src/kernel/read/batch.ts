/** Batches: reads of one kind that the fields of an answer ask for at once are one statement. */
import DataLoader from 'dataloader';
import type { OperationRun } from '../load/run.ts';

/** How many keys one statement looks up. */
const MOST_KEYS = 1_000;

/** What collects the reads of one kind, and sends them when no more can come: neither from what goes on now, nor from what its operation has put off. */
export function batched<K, V>(run: OperationRun, read: (keys: readonly K[]) => Promise<V[]>): DataLoader<K, V> {
  return new DataLoader<K, V>(read, { maxBatchSize: MOST_KEYS, batchScheduleFn: (send) => whenComplete(run, send) });
}

function whenComplete(run: OperationRun, send: () => void): void {
  const sendUnlessMoreComes = () => {
    if (run.takenUp) void run.takenUp.then(() => whenComplete(run, send));
    else send();
  };
  void Promise.resolve().then(() => process.nextTick(sendUnlessMoreComes));
}
