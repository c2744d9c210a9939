/** The end of the program: what was started is stopped again. */
import { setTimeout as delay } from 'node:timers/promises';

/** What hangs, such as on a database that does not answer, is not waited for when all of it together takes longer than this. */
const STOP_WITHIN_MS = 15_000;

/** Undoes everything, the last first, even if some of it fails or hangs. The first step began first, and is waited for: it is the database. */
export async function runInReverse([first, ...steps]: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  const over = new AbortController();
  // This timer also keeps Node running: what is waited for may keep nothing.
  const late = delay(STOP_WITHIN_MS, undefined, { signal: over.signal }).catch(() => {});
  for (const step of steps.reverse()) await Promise.race([step().catch((error: unknown) => failures.push(error)), late]);
  await first?.().catch((error: unknown) => failures.push(error));
  over.abort();
  if (failures.length > 0) throw failures[0];
}
