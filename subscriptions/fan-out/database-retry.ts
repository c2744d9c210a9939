/** Patience: how long is waited for the database, where an update must not be lost and nobody must wait for ever. */
import { setTimeout as delay } from 'node:timers/promises';
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import { isOutage } from '../../src/kernel/load/outage.ts';
import type { Log } from '../../src/telemetry/log-events.ts';

const TRY_FOR_MS = 10_000;
const TRY_AGAIN_MS = 250;
/** What takes longer to work out keeps waiting all who are told what happened later. */
const LATE_MS = 4_000;
const TICK_MS = 500;
/** Used more than this, the process is busy and not waiting. */
const BUSY = 0.5;

/** Something that is being worked out, and when it is given up. */
interface Pending {
  readonly until: number;
  readonly giveUp: () => void;
}

/** That something was not worked out in time. */
export class TooSlow extends Error {}

/** That an update cannot be made, however often it is tried: what went wrong is a fault of the program, and is logged. */
export class NotRendered extends Error {
  /** Where the update stands, if that is known. */
  readonly place: EventPosition | undefined;

  constructor(cause: unknown, place?: EventPosition) {
    super('an update cannot be made', { cause });
    this.place = place;
  }
}

/** Waits for the database. */
export class DatabaseRetry {
  readonly #log: Log<'warn'>;
  #waiting = 0;
  readonly #pending = new Set<Pending>();
  #clock: NodeJS.Timeout | null = null;
  #used = performance.eventLoopUtilization();
  /** For how long this process was idle while something was worked out, in milliseconds. */
  #idle = 0;

  constructor(log: Log<'warn'>) {
    this.#log = log;
  }

  /** What the database could not answer is asked again: an update must not be lost because it was away for a while, or broke a statement off. */
  async untilAvailable<T>(work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    let isAway = false;
    try {
      for (let isFirst = true; ; isFirst = false) {
        try {
          return await work();
        } catch (error) {
          if (!isTransient(error) || performance.now() - began > TRY_FOR_MS) throw error;
          if (isFirst) this.#log.warn({ event: 'live.waiting_for_database', err: error }, 'updates wait for the database');
          if (isOutage(error) && !isAway) {
            isAway = true;
            this.#waiting += 1;
          }
        }
        await delay(TRY_AGAIN_MS, undefined, { ref: false });
      }
    } finally {
      if (isAway) this.#waiting -= 1;
    }
  }

  /**
   * What takes too long is given up. Only time counts in which this process mostly waits: where there is much to do, what has its turn last
   * is not late. While the database is away all wait alike.
   */
  async withDeadline<T>(work: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const pending: Pending = { until: this.#idle + LATE_MS, giveUp: () => reject(new TooSlow(`not worked out within ${LATE_MS} ms`)) };
    this.#pending.add(pending);
    if (!this.#clock) {
      this.#used = performance.eventLoopUtilization();
      this.#clock = setInterval(() => this.#tick(), TICK_MS).unref();
    }
    try {
      return await Promise.race([work, promise]);
    } finally {
      this.#pending.delete(pending);
    }
  }

  #tick(): void {
    const used = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(used, this.#used);
    this.#used = used;
    if (utilization < BUSY && this.#waiting === 0) this.#idle += TICK_MS;
    for (const pending of this.#pending) if (pending.until <= this.#idle) pending.giveUp();
    if (this.#pending.size > 0) return;
    clearInterval(this.#clock!);
    this.#clock = null;
  }
}
/** SQLSTATEs of a statement that was broken off or could not have its turn: time limits, locks, deadlocks, cancelling, a system in trouble. */
const BROKEN_OFF = /^(40|55|57|58)/;

/** Whether the same question may be answered another time. */
export function isTransient(error: unknown): boolean {
  if (isOutage(error)) return true;
  for (
    let cause = error as (Error & { code?: string; originalError?: unknown }) | undefined;
    cause;
    cause = (cause.cause ?? cause.originalError) as never
  )
    if (BROKEN_OFF.test(cause.code ?? '')) return true;
  return false;
}
