/** Timers of any length: one of Node's holds at most 24.8 days, and rings at once when it is given more. */
const LONGEST_MS = 2 ** 31 - 1;

/** Rings once, after so many milliseconds; nothing is kept running by it. Answers how to call it off. */
export function alarm(ms: number, ring: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    const next = left > LONGEST_MS ? () => wait(left - LONGEST_MS) : ring;
    timer = setTimeout(next, Math.min(Math.max(left, 0), LONGEST_MS)).unref();
  };
  wait(ms);
  return () => clearTimeout(timer);
}
