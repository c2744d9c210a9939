/** Timers of any length: one of Node's holds at most 24.8 days, and rings at once when it is given more. */
const LONGEST_MS = 2 ** 31 - 1;

/** So often an alarm that is set for a time looks whether it is that time: the clock on the wall may be put forward or back. */
const LOOK_EVERY_MS = 5_000;

/** Rings once, when it is that time by the clock on the wall; nothing is kept running by it. Answers how to call it off. */
export function timeoutAt(time: Date, ring: () => void): () => void {
  let callOff = () => {};
  const wait = () => {
    const left = time.getTime() - Date.now();
    callOff = left > 0 ? longTimeout(Math.min(left, LOOK_EVERY_MS), wait) : longTimeout(0, ring);
  };
  wait();
  return () => callOff();
}

/** Rings once, after so many milliseconds; nothing is kept running by it. Answers how to call it off. */
export function longTimeout(ms: number, ring: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    const next = left > LONGEST_MS ? () => wait(left - LONGEST_MS) : ring;
    timer = setTimeout(next, Math.min(Math.max(left, 0), LONGEST_MS)).unref();
  };
  wait(ms);
  return () => clearTimeout(timer);
}
