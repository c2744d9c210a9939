/** The event loop, shared out: one turn of it works on requests for a while only, so that whatever else comes in is heard. */
import { FairQueue, type Party } from './fair-queue.ts';

/** How long one turn of the event loop works on requests, in milliseconds. */
const SLICE_MS = 5;

let began = 0;
let isOver = false;

function reset(): void {
  began = 0;
  isOver = false;
}

/** Whether this turn of the event loop has worked on requests for as long as it may. The first to ask begins the measure. */
export function isSpent(): boolean {
  if (isOver) return true;
  const now = performance.now();
  if (began !== 0) return (isOver = now - began > SLICE_MS);
  began = now;
  setImmediate(reset);
  return false;
}

const queue = new FairQueue<() => void>();
let isRunning = false;

/** How much of the event loop each organization had, in milliseconds; whoever comes is taken to have had as much as who was served last. */
const had = new Map<string, number>();
let served: string | null = null;
let standard = 0;
/** So many organizations are remembered. */
const REMEMBERED = 1_000;

/**
 * A place in this turn of the event loop, or in a later one: where there is more to do than fits, organizations share its time alike, and
 * within each its people take turns. Undefined where nothing has to be waited for.
 */
export function loopTurn(party: Party): Promise<void> | undefined {
  if (queue.size === 0 && !isSpent()) return undefined;
  return new Promise((resolve) => {
    queue.push(party, resolve);
    if (isRunning) return;
    isRunning = true;
    begin();
  });
}

const rankOf = (organization: string): number => Math.max(standard, had.get(organization) ?? 0);

/** Both in one phase of the event loop: what follows from the first is done before the second, and nothing else is. */
function begin(): void {
  setImmediate(next);
  setImmediate(settle);
}

function next(): void {
  reset();
  began = performance.now();
  const resolve = queue.shift(rankOf, ({ organization }) => {
    served = organization;
    return true;
  });
  resolve?.();
}

function settle(): void {
  if (served !== null) {
    standard = rankOf(served);
    if (had.size >= REMEMBERED) had.clear();
    had.set(served, standard + performance.now() - began);
  }
  served = null;
  reset();
  isRunning = queue.size > 0;
  if (isRunning) begin();
}

/** Works off a list a slice at a time. What is added meanwhile is done too, the last first. */
export async function inSlices(party: Party, list: (() => void)[]): Promise<void> {
  for (let work = list.pop(); work; work = list.pop()) {
    work();
    if (isSpent()) await loopTurn(party);
  }
}
