/** Runs: one operation while it is worked on. Whether it is still wanted, until when, and how much its answer holds by now. */
import type { Party } from './fair-queue.ts';
import { isSliceOver, laterTurn } from './event-loop.ts';
import { timedOut, tooLarge, type OperationStopped } from './stopped.ts';

/** The most that an answer may hold. */
export const ANSWER_LIMITS = { bytes: 16 * 2 ** 20, cells: 250_000, errors: 1_000 } as const;

/** How many connections to the database one operation has at a time, where it is executed field by field. */
const MOST_CONNECTIONS = 3;

/** What is worked out of one live update takes no longer, in milliseconds. */
const LIVE_MS = 10_000;

/** Who shares a pool of connections: requests, live evaluations, or the program itself. */
export type Lane = 'requests' | 'live' | 'program';

/** One operation. */
export class OperationRun {
  readonly lane: Lane;
  /** As whom it takes its turns; null for its viewer. */
  readonly party: Party | null;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #protected = 0;
  #stopped: OperationStopped | null = null;
  #cells = 0;
  #bytes = 0;
  #never: Promise<never> | null = null;
  #connections = 0;
  #hadConnection = false;
  readonly #waiting: (() => void)[] = [];
  #putOff: (() => void)[] = [];
  #takingUp: Promise<void> | null = null;

  constructor(lane: Lane, party: Party | null = null) {
    this.lane = lane;
    this.party = party;
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

  /** The result of the work, or the reason of a stop meanwhile: then the rest is abandoned. */
  async unlessStopped<T>(work: T | Promise<T>): Promise<T> {
    const { signal } = this;
    const { promise: stopped, reject } = Promise.withResolvers<never>();
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    return Promise.race([work, stopped]).finally(() => signal.removeEventListener('abort', stop));
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
   * Counts fields of the answer, and so many bytes of it. What comes back when it was too much, or the operation was stopped otherwise, never
   * comes: nothing more is worked out.
   */
  count(bytes: number, cells = 1): Promise<never> | undefined {
    this.#bytes += bytes;
    this.#cells += cells;
    if (this.#cells > ANSWER_LIMITS.cells) this.stop(tooLarge(`${ANSWER_LIMITS.cells} fields`));
    else if (this.#bytes > ANSWER_LIMITS.bytes) this.stop(tooLarge(`${ANSWER_LIMITS.bytes} bytes`));
    return this.signal.aborted ? (this.#never ??= new Promise<never>(() => {})) : undefined;
  }

  /** Resolves when the event loop has time to continue; undefined when it has time now. */
  pause(party: Party): Promise<void> | undefined {
    return isSliceOver() ? this.later(party) : undefined;
  }

  /** Resolves when the event loop has time for it. */
  later(party: Party): Promise<void> {
    return new Promise((resolve) => {
      this.#putOff.push(resolve);
      this.#takingUp ??= this.#takeUp(party);
    });
  }

  /** Resolves when all that was put off is taken up; null where nothing is. Until then more may come to a batch of reads. */
  get takenUp(): Promise<void> | null {
    return this.#takingUp;
  }

  /** Takes up what was put off, one after the other, and goes on in another turn of the event loop when this one is spent. */
  async #takeUp(party: Party): Promise<void> {
    while (this.#putOff.length > 0) {
      const all = this.#putOff;
      this.#putOff = [];
      for (const resolve of all) {
        if (isSliceOver()) await laterTurn(party);
        resolve();
        // What follows from it is done before the next, however many promises it goes through.
        await settled();
      }
    }
    this.#takingUp = null;
  }

  /** Whether it has had a connection before: then it goes on, and is not begun. */
  get goesOn(): boolean {
    return this.#hadConnection;
  }

  /** Waits until the operation may have one more connection to the database; what comes back is for giving it up. */
  async connection(): Promise<() => void> {
    if (this.#connections >= MOST_CONNECTIONS) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#connections += 1;
    return () => {
      this.#hadConnection = true;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#connections -= 1;
    };
  }
}

/** Resolves when no promise that could go on is left: a tick of Node.js comes after all of them. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
