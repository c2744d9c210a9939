/** Clocks: what falls due by itself. Due work is found by SQL, done as the organization it belongs to, and woken for when the next of it is due. */
import { LockMode, type EntityClass } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import { runSystemAction, type ActionContext } from '../write/mutation-action.ts';
import type { Context, ViewerScope } from '../access/request-context.ts';
import type { LoggedEvent } from '../write/event.ts';
import { typeInfo } from '../schema/type.ts';
import type { Viewer } from '../access/viewer.ts';
import { channels } from '../../telemetry/channels.ts';
import { span } from '../../telemetry/tracing.ts';
import { longTimeout } from './long-timeout.ts';
import type { Log } from '../../telemetry/log-events.ts';

/** Something that falls due by itself, as data. */
export interface ScheduledJob<T extends { id: string } = any> {
  /** The type whose rows have the clock. An event in the history of one of them may have set it anew. */
  readonly type: () => EntityClass<T>;
  /**
   * The function of the database that tells what is due: `due(until, most)` answers `id`, `organization` and `at` of the rows
   * whose clock strikes by then, the first to strike first. It may look at every row, and tells nothing else of them.
   */
  readonly due: string;
  /** As whom of that organization the work is done: policies hold for it as for anybody else. */
  readonly as: Pick<Viewer, 'kind' | 'role'>;
  /** Does what is due for a row that is held until it is done. Called once too often it must find nothing to do. */
  run(row: T, act: ActionContext): Promise<void> | void;
}

/** Declares a clock. */
export const scheduledJob = <T extends { id: string }>(declared: ScheduledJob<T>): ScheduledJob<T> => declared;

/** What the clocks need of the rest. */
export interface ScheduledJobOptions {
  readonly clocks: readonly ScheduledJob[];
  readonly orm: MikroORM;
  readonly door: ViewerScope;
  readonly now: () => Date;
  readonly log: Log<'warn'>;
}

const BATCH = 100;
/** What could not be done, or is held by somebody else, is tried again after so long. */
const TRY_AGAIN_MS = 5_000;

/** `at` in milliseconds since 1970. */
type Due = { id: string; organization: string; at: number };

/** The clocks of this process. Several processes may run them on one database: a row that one holds the others pass by. */
export class Scheduler {
  readonly #options: ScheduledJobOptions;
  readonly #types: ReadonlySet<string>;
  #callOff = () => {};
  #running: Promise<void> | null = null;
  #isAsked = false;
  #isStopped = false;

  constructor(options: ScheduledJobOptions) {
    this.#options = options;
    this.#types = new Set(options.clocks.map(({ type }) => typeInfo(type()).name));
  }

  /** Does whatever is due now, and sets the alarm for what is due next. Asked while it is at work, it looks once more. */
  run(): Promise<void> {
    this.#isAsked = true;
    return (this.#running ??= this.#run());
  }

  /** Takes note that something happened: a clock may have been set. */
  onEvent({ streamType }: LoggedEvent): void {
    if (this.#types.has(streamType)) void this.run();
  }

  /** Ends after what is being done. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#callOff();
    await this.#running;
  }

  async #run(): Promise<void> {
    let next: number | null = null;
    while (this.#isAsked && !this.#isStopped) {
      this.#isAsked = false;
      this.#callOff();
      next = await this.#all().catch((error: unknown) => {
        const event = 'scheduler.lookup_failed';
        if (!this.#isStopped) this.#options.log.warn({ event, err: error }, 'the scheduler cannot look up what is due; it tries again');
        return TRY_AGAIN_MS;
      });
    }
    // At once, and not when somebody hears that it is over: who asks in between would be lost.
    this.#running = null;
    if (this.#isStopped || next === null) return;
    this.#callOff = longTimeout(next, () => void this.run());
  }

  /** Does what is due of all clocks, and answers in how many milliseconds the next strikes; null if none does. */
  async #all(): Promise<number | null> {
    const { clocks, now } = this.#options;
    let next: number | null = null;
    for (const each of clocks) {
      const tried = new Set<string>();
      let due: Due[];
      do {
        due = (await this.#due(each, now(), tried.size + BATCH)).filter(({ id }) => !tried.has(id));
        for (const row of due) {
          if (this.#isStopped) return null;
          tried.add(row.id);
          await this.#one(each, row);
        }
      } while (due.length > 0);
      const [first] = await this.#due(each, 'infinity', 1);
      if (!first) continue;
      const left = first.at - now().getTime();
      next = Math.min(next ?? Infinity, left > 0 || !tried.has(first.id) ? left : TRY_AGAIN_MS);
    }
    return next;
  }

  #due({ due }: ScheduledJob, until: Date | 'infinity', most: number): Promise<Due[]> {
    return this.#options.orm.em
      .fork()
      .execute(`select id, organization, (extract(epoch from at) * 1000)::float8 as at from "${due}"(?, ?)`, [until, most]);
  }

  /** One failure keeps nothing else from being done. */
  async #one(each: ScheduledJob, { id, organization, at }: Due): Promise<void> {
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
    await span(`job ${job}`, 'internal', {}, () => this.#options.door.runAs(viewer, `clock ${id}`, work)).catch((error: unknown) => {
      outcome = 'failed';
      this.#options.log.warn(
        { event: 'scheduler.job_failed', err: error, type: job, id },
        'the scheduler could not do a job; it tries again',
      );
    });
    if (channels.job.hasSubscribers) channels.job.publish({ job, outcome, lateness });
  }
}
