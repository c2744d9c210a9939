/**
 * The scheduler runs due jobs. SQL finds the due rows, and each job runs as the organization that owns its row. A timer wakes the scheduler
 * for the next one.
 */
import { LockMode, type EntityClass } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import { runSystemAction } from '../write/mutation-action.ts';
import type { ActionContext } from '../write/action-context.ts';
import type { Context, ViewerScope } from '../access/request-context.ts';
import type { LoggedEvent } from '../write/event.ts';
import { typeInfo } from '../schema/type.ts';
import type { Viewer } from '../access/viewer.ts';
import { channels } from '../../telemetry/channels.ts';
import { span } from '../../telemetry/tracing.ts';
import { longTimeout } from './long-timeout.ts';
import type { Log } from '../../telemetry/log-events.ts';

/** A scheduled job, as data. */
export interface ScheduledJob<T extends { id: string } = any> {
  /** The type whose rows have due times. An event in the history of a row may have changed its due time. */
  readonly type: () => EntityClass<T>;
  /**
   * A database function: `due(until, most)` returns `id`, `organization` and `at` of the rows that are due by then, in order of time. It
   * may look at every row, and reveals nothing else of them.
   */
  readonly due: string;
  /** The kind and role that the job runs as: policies apply to it as to anybody else. */
  readonly as: Pick<Viewer, 'kind' | 'role'>;
  /** Does the due work of a locked row. An extra run must find nothing to do. */
  run(row: T, act: ActionContext): Promise<void> | void;
}

/** Declares a scheduled job. */
export const scheduledJob = <T extends { id: string }>(declared: ScheduledJob<T>): ScheduledJob<T> => declared;

/** The dependencies of the scheduler. */
export interface ScheduledJobOptions {
  readonly jobs: readonly ScheduledJob[];
  readonly orm: MikroORM;
  readonly viewerScope: ViewerScope;
  readonly now: () => Date;
  readonly log: Log<'warn'>;
}

const BATCH = 100;
/** The delay before a failed or locked row is tried again. */
const RETRY_DELAY_MS = 5_000;

/** `at` in milliseconds since 1970. */
type Due = { id: string; organization: string; at: number };

/** The scheduler of this process. Several processes may share a database: each skips the rows that another one has locked. */
export class Scheduler {
  readonly #options: ScheduledJobOptions;
  readonly #types: ReadonlySet<string>;
  #cancelTimer = () => {};
  #running: Promise<void> | null = null;
  #isAsked = false;
  #isStopped = false;

  constructor(options: ScheduledJobOptions) {
    this.#options = options;
    this.#types = new Set(options.jobs.map(({ type }) => typeInfo(type()).name));
  }

  /** Runs all due jobs, and sets a timer for the next one. A call during a run makes it look once more. */
  run(): Promise<void> {
    this.#isAsked = true;
    return (this.#running ??= this.#run());
  }

  /** Handles an event: a due time may have changed. */
  onEvent({ streamType }: LoggedEvent): void {
    if (this.#types.has(streamType)) void this.run();
  }

  /** Stops after the current job. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer();
    await this.#running;
  }

  async #run(): Promise<void> {
    let next: number | null = null;
    while (this.#isAsked && !this.#isStopped) {
      this.#isAsked = false;
      this.#cancelTimer();
      next = await this.#runAll().catch((error: unknown) => {
        if (!this.#isStopped)
          this.#options.log.warn(
            { event: 'scheduler.lookup_failed', err: error },
            'the scheduler cannot look up what is due; it tries again',
          );
        return RETRY_DELAY_MS;
      });
    }
    // Reset synchronously: a call before the promise's callbacks would otherwise be lost.
    this.#running = null;
    if (this.#isStopped || next === null) return;
    this.#cancelTimer = longTimeout(next, () => void this.run());
  }

  /** Runs all due jobs; returns the milliseconds until the next one, or null if there is none. */
  async #runAll(): Promise<number | null> {
    const { jobs: clocks, now } = this.#options;
    let next: number | null = null;
    for (const each of clocks) {
      const tried = new Set<string>();
      let due: Due[];
      do {
        due = (await this.#due(each, now(), tried.size + BATCH)).filter(({ id }) => !tried.has(id));
        for (const row of due) {
          if (this.#isStopped) return null;
          tried.add(row.id);
          await this.#runOne(each, row);
        }
      } while (due.length > 0);
      const [first] = await this.#due(each, 'infinity', 1);
      if (!first) continue;
      const left = first.at - now().getTime();
      next = Math.min(next ?? Infinity, left > 0 || !tried.has(first.id) ? left : RETRY_DELAY_MS);
    }
    return next;
  }

  #due({ due }: ScheduledJob, until: Date | 'infinity', most: number): Promise<Due[]> {
    return this.#options.orm.em
      .fork()
      .execute(`select id, organization, (extract(epoch from at) * 1000)::float8 as at from "${due}"(?, ?)`, [until, most]);
  }

  /** A failed job does not stop the others. */
  async #runOne(each: ScheduledJob, { id, organization, at }: Due): Promise<void> {
    const viewer: Viewer = {
      subject: 'tierline',
      name: 'Tierline',
      organization,
      ...each.as,
      language: null,
      issuedAt: null,
      expiresAt: null,
    };
    const work = (context: Context) =>
      runSystemAction(context, async (act) => {
        const row = await act.em.findOne(each.type(), { id }, { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE });
        if (row) await each.run(row, act);
      });
    const job = typeInfo(each.type()).name;
    const lateness = Math.max(0, this.#options.now().getTime() - at) / 1_000;
    let outcome: 'ok' | 'failed' = 'ok';
    await span(`job ${job}`, 'internal', {}, () => this.#options.viewerScope.runAs(viewer, `clock ${id}`, work)).catch((error: unknown) => {
      outcome = 'failed';
      this.#options.log.warn(
        { event: 'scheduler.job_failed', err: error, type: job, id },
        'the scheduler could not do a job; it tries again',
      );
    });
    if (channels.job.hasSubscribers) channels.job.publish({ job, outcome, lateness });
  }
}
