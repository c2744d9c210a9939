/** Shares the event loop: one turn of it spends limited time on requests, so that other input is handled. */
import { FairQueue, type Party } from './fair-queue.ts';

/** How long one piece of work holds the event loop, in milliseconds. */
const SLICE_MS = 2;
/** For how long work is begun within one turn of the event loop, in milliseconds: to look for more costs as much as a short request. */
const TURN_MS = 5;

let began = 0;

function reset(): void {
  began = 0;
}

/** The time that this turn of the event loop, or this slice of it, has spent on requests. The first call begins the measurement. */
function worked(): number {
  const now = performance.now();
  if (began !== 0) return now - began;
  began = now;
  setImmediate(reset);
  return 0;
}

/** Whether this turn of the event loop has worked on one thing for as long as it may. */
export const isSliceOver = (): boolean => worked() > SLICE_MS;

const queue = new FairQueue<() => void>();
let isRunning = false;

/** How much of the event loop each organization had, in milliseconds; whoever comes is taken to have had as much as who was served last. */
const had = new Map<string, number>();
let served: string | null = null;
let standard = 0;
/** So many organizations are remembered. */
const REMEMBERED = 1_000;

/** A place to begin something: in this turn of the event loop, then undefined, or in a later one where there is more to do than fits. */
export function loopTurn(party: Party): Promise<void> | undefined {
  return queue.size === 0 && worked() <= TURN_MS ? undefined : laterTurn(party);
}

/** A place in a later turn of the event loop: organizations share its time alike, and within each its people take turns. */
export function laterTurn(party: Party): Promise<void> {
  return new Promise((resolve) => {
    queue.push(party, resolve);
    if (isRunning) return;
    isRunning = true;
    begin();
  });
}

const rankOf = (organization: string): number => Math.max(standard, had.get(organization) ?? 0);

/** For how long those who waited are served within one turn of the event loop, in milliseconds; whoever comes last has a slice of its own. */
const SHORT_MS = 1;
/** At most so many are served in one turn. */
const AT_ONCE = 16;

let until = 0;

/** All in one phase of the event loop: the consequences of one are handled before the next, and nothing else is. */
function begin(): void {
  until = 0;
  for (let left = Math.min(queue.size, AT_ONCE); left > 0; left--) setImmediate(next);
  setImmediate(settle);
}

function next(): void {
  const now = performance.now();
  account(now);
  if (until === 0) until = now + SHORT_MS;
  else if (now > until) return;
  began = now;
  const resolve = queue.shift(rankOf, ({ organization }) => {
    served = organization;
    return true;
  });
  resolve?.();
}

function settle(): void {
  account(performance.now());
  isRunning = queue.size > 0;
  if (isRunning) begin();
}

/** Adds the time since it was served to what the organization had that was served last. */
function account(now: number): void {
  if (served !== null) {
    standard = rankOf(served);
    if (had.size >= REMEMBERED) had.clear();
    had.set(served, standard + now - began);
  }
  served = null;
  reset();
}

/** Works off a list a slice at a time. What is added meanwhile is done too, the last first. */
export async function inSlices(party: Party, list: (() => void)[]): Promise<void> {
  for (let work = list.pop(); work; work = list.pop()) {
    work();
    if (isSliceOver()) await laterTurn(party);
  }
}
