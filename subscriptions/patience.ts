/** Patience: how long is waited for the database, where an update must not be lost and nobody must wait for ever. */
import { setTimeout as delay } from 'node:timers/promises';

const TRY_FOR_MS = 10_000;
const TRY_AGAIN_MS = 250;
/** What takes longer to work out keeps waiting all who are told what happened later. */
const LATE_MS = 3_000;

/** Waits for the database. */
export class Patience {
  readonly #log: { warn(details: object, message: string): void };
  #waiting = 0;

  constructor(log: { warn(details: object, message: string): void }) {
    this.#log = log;
  }

  /** What the database could not answer is asked again: an update must not be lost because it was away for a while. */
  async surely<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error)) throw error;
      this.#log.warn({ err: error }, 'updates wait for the database');
    }
    const began = performance.now();
    this.#waiting += 1;
    try {
      for (;;) {
        await delay(TRY_AGAIN_MS, undefined, { ref: false });
        try {
          return await work();
        } catch (error) {
          if (performance.now() - began > TRY_FOR_MS || !isOutage(error)) throw error;
        }
      }
    } finally {
      this.#waiting -= 1;
    }
  }

  /** What takes too long is given up, unless the database is away: then all wait alike. */
  inTime<T>(work: Promise<T>): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const began = performance.now();
    const ring = () => {
      const passed = performance.now() - began;
      if (this.#waiting === 0 || passed > TRY_FOR_MS + LATE_MS) reject(new Error(`not worked out within ${Math.round(passed)} ms`));
    };
    const timer = setInterval(ring, LATE_MS).unref();
    return Promise.race([work, late]).finally(() => clearInterval(timer));
  }
}

/** SQLSTATEs of a connection that is lost, of a server that is full, stops, starts or may not be written to. */
const AWAY = /^(08|53|57P0|25006)|^E(CONN|PIPE|TIMEDOUT|NOTFOUND|HOSTUNREACH|AI_AGAIN)/;
/** What `pg` and its pool say themselves of a connection that they do not have. */
const UNCONNECTED = /Connection terminated|is not queryable|timeout (expired|exceeded when trying to connect)|read (took longer|timeout)/;

/** Whether the database was away, rather than the question wrong. */
export function isOutage(error: unknown): boolean {
  for (
    let cause = error as (Error & { code?: string; originalError?: unknown }) | undefined;
    cause;
    cause = (cause.cause ?? cause.originalError) as never
  )
    if (AWAY.test(cause.code ?? '') || UNCONNECTED.test(cause.message)) return true;
  return false;
}
