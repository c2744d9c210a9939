/** Runs: one operation while it is worked on. Whether it is still wanted, until when, and how much its answer holds by now. */
import type { Party } from './fair-queue.ts';
import { isSpent, loopTurn, wasSpent } from './loop.ts';
import { timedOut, tooLarge, type OperationStopped } from './stopped.ts';

/** The most that an answer may hold. */
export const ANSWER = { bytes: 16 * 2 ** 20, cells: 250_000, errors: 1_000 } as const;

/** How many connections to the database one operation has at a time, where it is executed field by field. */
const MOST_CONNECTIONS = 3;
/** After so many cells the clock is looked at. */
const LOOK_EVERY = 16;
/** So many fields that were put off are taken up again before the clock is looked at. */
const AT_ONCE = 8;

/** What is worked out of one live update takes no longer, in milliseconds. */
const LIVE_MS = 10_000;

/** Who shares a pool of connections: requests, live evaluations, or the program itself. */
export type Lane = 'requests' | 'live' | 'program';

/** One operation. */
export class Run {
  readonly lane: Lane;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #protected = 0;
  #stopped: OperationStopped | null = null;
  #cells = 0;
  #bytes = 0;
  #never: Promise<never> | null = null;
  #connections = 0;
  readonly #waiting: (() => void)[] = [];
  #putOff: (() => void)[] = [];
  #isTakingUp = false;

  constructor(lane: Lane) {
    this.lane = lane;
    if (lane === 'live') this.within(LIVE_MS);
  }

  /** Aborted, with an {@link OperationStopped} as its reason, when the operation is to end. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Stops it after some time, in milliseconds. */
  within(ms: number): void {
    this.#timer ??= setTimeout(() => this.stop(timedOut(ms / 1_000)), ms);
  }

  /** Stops it. What is protected is brought to its end first. */
  stop(reason: OperationStopped): void {
    this.#stopped ??= reason;
    if (this.#protected === 0) this.#stopping.abort(this.#stopped);
  }

  /** It is over. */
  end(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  /** Does what must not be broken off: a change that has begun. */
  async protect<T>(work: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    this.#protected += 1;
    try {
      return await work();
    } finally {
      this.#protected -= 1;
      if (this.#protected === 0 && this.#stopped) this.#stopping.abort(this.#stopped);
    }
  }

  /**
   * Counts a field of the answer, of so many bytes. What comes back has to be waited for: the event loop has others to serve, or the
   * operation was stopped, and then it never comes.
   */
  cell(party: Party, bytes: number): Promise<void> | undefined {
    this.#bytes += bytes;
    this.#cells += 1;
    if (this.#cells > ANSWER.cells) this.stop(tooLarge(`${ANSWER.cells} fields`));
    else if (this.#bytes > ANSWER.bytes) this.stop(tooLarge(`${ANSWER.bytes} bytes`));
    if (this.signal.aborted) return this.#neverAgain();
    if (!wasSpent() && (this.#cells % LOOK_EVERY !== 0 || !isSpent())) return undefined;
    return new Promise((resolve) => {
      this.#putOff.push(resolve);
      if (!this.#isTakingUp) void this.#takeUp(party);
    });
  }

  /** Counts so many bytes of a value that is answered, and answers it; when it is too much, it never comes. */
  hold<T>(value: T, bytes: number): T | Promise<never> {
    this.#bytes += bytes;
    if (this.#bytes <= ANSWER.bytes) return value;
    this.stop(tooLarge(`${ANSWER.bytes} bytes`));
    return this.signal.aborted ? this.#neverAgain() : value;
  }

  #neverAgain(): Promise<never> {
    return (this.#never ??= new Promise<never>(() => {}));
  }

  /** Takes up what was put off, a slice at a time. */
  async #takeUp(party: Party): Promise<void> {
    this.#isTakingUp = true;
    while (this.#putOff.length > 0) {
      await loopTurn(party);
      const all = this.#putOff;
      this.#putOff = [];
      let at = 0;
      while (at < all.length && !isSpent()) {
        for (const end = Math.min(at + AT_ONCE, all.length); at < end; at++) all[at]!();
        // What follows from them is done before the next.
        await null;
      }
      this.#putOff = at === all.length ? this.#putOff : [...all.slice(at), ...this.#putOff];
    }
    this.#isTakingUp = false;
  }

  /** Waits until the operation may have one more connection to the database; what comes back is for giving it up. */
  async connection(): Promise<() => void> {
    if (this.#connections >= MOST_CONNECTIONS) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#connections += 1;
    return () => {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#connections -= 1;
    };
  }
}
