/** Retries while the database is down, so that no update is lost, and sets a deadline for slow updates, so that nobody waits for ever. */
import { setTimeout as delay } from 'node:timers/promises';
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import { isOutage } from '../../src/kernel/load/outage.ts';
import type { Log } from '../../src/telemetry/log-events.ts';

const MAX_RETRY_MS = 10_000;
const RETRY_DELAY_MS = 250;
/** The deadline of one update. A slower one would delay all subscribers of later events. */
const DEADLINE_MS = 4_000;
const TICK_MS = 500;
/** Above this utilization the event loop is busy, rather than waiting for the database. */
const BUSY = 0.5;

/** Pending work and its deadline. */
interface Pending {
  readonly until: number;
  readonly giveUp: () => void;
}

/** An update missed its deadline. */
export class TooSlow extends Error {}

/** An update cannot be rendered, however often it is retried. The cause is a program error and is logged. */
export class NotRendered extends Error {
  /** The position of the update, if it is known. */
  readonly place: EventPosition | undefined;

  constructor(cause: unknown, place?: EventPosition) {
    super('an update cannot be made', { cause });
    this.place = place;
  }
}

/** Retries database work and limits its time. */
export class DatabaseRetry {
  readonly #log: Log<'warn'>;
  #outages = 0;
  readonly #pending = new Set<Pending>();
  #timer: NodeJS.Timeout | null = null;
  #used = performance.eventLoopUtilization();
  /** How long this process was idle while work was pending, in milliseconds. */
  #idle = 0;

  constructor(log: Log<'warn'>) {
    this.#log = log;
  }

  /** Retries work while the database is down or aborts its statements: an outage must not lose an update. */
  async untilAvailable<T>(work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    let isAway = false;
    try {
      for (let isFirst = true; ; isFirst = false) {
        try {
          return await work();
        } catch (error) {
          if (!isTransient(error) || performance.now() - began > MAX_RETRY_MS) throw error;
          if (isFirst) this.#log.warn({ event: 'live.waiting_for_database', err: error }, 'updates wait for the database');
          if (isOutage(error) && !isAway) {
            isAway = true;
            this.#outages += 1;
          }
        }
        await delay(RETRY_DELAY_MS, undefined, { ref: false });
      }
    } finally {
      if (isAway) this.#outages -= 1;
    }
  }

  /**
   * Rejects work that misses its deadline. Only the time counts in which this process mostly waits: under load, the work that runs last is
   * not late. The deadline stands still while the database is down.
   */
  async withDeadline<T>(work: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const pending: Pending = {
      until: this.#idle + DEADLINE_MS,
      giveUp: () => reject(new TooSlow(`not worked out within ${DEADLINE_MS} ms`)),
    };
    this.#pending.add(pending);
    if (!this.#timer) {
      this.#used = performance.eventLoopUtilization();
      this.#timer = setInterval(() => this.#tick(), TICK_MS).unref();
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
    if (utilization < BUSY && this.#outages === 0) this.#idle += TICK_MS;
    for (const pending of this.#pending) if (pending.until <= this.#idle) pending.giveUp();
    if (this.#pending.size > 0) return;
    clearInterval(this.#timer!);
    this.#timer = null;
  }
}
/** SQLSTATEs of a statement that was aborted or could not run: timeouts, locks, deadlocks, cancellation, a system in trouble. */
const ABORTED = /^(40|55|57|58)/;

/** Whether the same statement may succeed later. */
export function isTransient(error: unknown): boolean {
  if (isOutage(error)) return true;
  for (
    let cause = error as (Error & { code?: string; originalError?: unknown }) | undefined;
    cause;
    cause = (cause.cause ?? cause.originalError) as never
  )
    if (ABORTED.test(cause.code ?? '')) return true;
  return false;
}
