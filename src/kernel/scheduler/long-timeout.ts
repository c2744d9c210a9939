/** Timers of any length: a timer of Node.js holds at most 24.8 days, and fires at once beyond that. */
const LONGEST_MS = 2 ** 31 - 1;

/** The interval at which a timer for a time checks the clock: the wall clock may be set forward or back. */
const POLL_INTERVAL_MS = 5_000;

/** Fires once at this time of the wall clock. The timer does not keep the process running. Returns a function that cancels it. */
export function timeoutAt(time: Date, fire: () => void): () => void {
  let callOff = () => {};
  const wait = () => {
    const left = time.getTime() - Date.now();
    callOff = left > 0 ? longTimeout(Math.min(left, POLL_INTERVAL_MS), wait) : longTimeout(0, fire);
  };
  wait();
  return () => callOff();
}

/** Fires once after this many milliseconds. The timer does not keep the process running. Returns a function that cancels it. */
export function longTimeout(ms: number, fire: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    const next = left > LONGEST_MS ? () => wait(left - LONGEST_MS) : fire;
    timer = setTimeout(next, Math.min(Math.max(left, 0), LONGEST_MS)).unref();
  };
  wait(ms);
  return () => clearTimeout(timer);
}
