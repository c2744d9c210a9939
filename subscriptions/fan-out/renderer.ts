/** The teller: makes messages of events. What several are told in the same way is worked out once. */
import { execute, GraphQLError, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Matcher } from '../../src/kernel/compile/matcher.ts';
import type { Context, ViewerScope } from '../../src/kernel/access/request-context.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import type { Language } from '../../src/kernel/i18n/language.ts';
import {
  CURSOR_PLACEHOLDER,
  filtersOf,
  ID_FILTER,
  type SubscriptionDefinition,
  type SubscriptionRoot,
} from '../../src/kernel/live/subscription-field.ts';
import { AccessEnded, LiveFromHere, control } from '../../src/kernel/live/stream-control.ts';
import { Problem } from '../../src/kernel/write/problem.ts';
import { OperationRun } from '../../src/kernel/load/run.ts';
import { stopOf } from '../../src/kernel/load/stopped.ts';
import type { Turns } from '../../src/kernel/load/turns.ts';
import { typeInfo } from '../../src/kernel/schema/type.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';
import { RenderedMessage } from './rendered-message.ts';
import { isTransient, NotRendered, DatabaseRetry } from './database-retry.ts';
import type { Log } from '../../src/telemetry/log-events.ts';

/** What the teller needs of the rest. */
export interface RendererOptions {
  readonly schema: GraphQLSchema;
  readonly door: ViewerScope;
  readonly matcher: Matcher;
  /** Whose update is worked out first where there are many. */
  readonly turns: Turns;
  /** How far an execution goes on telling what is wrong with its variables. */
  readonly execution: ExecutionArgs['options'];
  /** An error as it may be shown to somebody who reads that language. */
  readonly present: (error: GraphQLError, language: Language) => GraphQLError;
  readonly log: Log<'warn'>;
}

/**
 * What is remembered, for those who come back together and for those who were away for a moment. Rights that end meanwhile end within
 * this time; then it is forgotten without being asked for, because a message may be large.
 */
const REMEMBERED = { max: 20_000, ttl: 1_000, ttlAutopurge: true };

/** Tells events to viewers, as the viewers of now. */
export class Renderer {
  readonly #options: RendererOptions;
  readonly #matched = new LRUCache<string, Promise<boolean>>(REMEMBERED);
  readonly #messages = new LRUCache<string, Promise<RenderedMessage | null>>(REMEMBERED);
  readonly #starts = new LRUCache<string, Promise<RenderedMessage>>({ max: 1_000 });
  readonly #patience: DatabaseRetry;
  #executions = 0;

  constructor(options: RendererOptions) {
    this.#options = options;
    this.#patience = new DatabaseRetry(options.log);
  }

  /** How often a document was executed: what is shared is executed once. */
  get executions(): number {
    return this.#executions;
  }

  /** Whether a live field can have something to tell of an event. */
  tells(live: SubscriptionDefinition, event: LoggedEvent): boolean {
    return event.id !== null && event.streamType === live.list.name && live.tells(event.kind) && subjectOf(live, event) !== undefined;
  }

  /** Which of several followings of one class an event is for, matched at somebody's cost. */
  async matching(followings: readonly SubscriptionPlan[], event: LoggedEvent, owner = replayer(followings[0]!)): Promise<boolean[]> {
    const { live, asked } = followings[0]!;
    const { table } = typeInfo(live.list.target());
    const filters = followings.map(({ given }) => given);
    const work = this.#patience.untilAvailable(() =>
      this.#options.matcher.matching(filtersOf(live), table, subjectOf(live, event)!, event, filters, asked.viewer),
    );
    return this.#awaited(work, owner);
  }

  /** What a following is told of an event that it missed; null where it is not for it. */
  async told(following: SubscriptionPlan, event: LoggedEvent): Promise<RenderedMessage | null> {
    const key = `${event.position}\n${following.visibility}\n${following.live.message}\n${following.filter}`;
    const owner = replayer(following);
    const matched = kept(this.#matched, key, () => this.matching([following], event, owner).then(([first]) => first!));
    return (await matched) ? this.update(following, event, owner) : null;
  }

  /** The same by what is so at this moment, for one who is told late: nothing is remembered. */
  async toldNow(following: SubscriptionPlan, event: LoggedEvent): Promise<RenderedMessage | null> {
    const owner = replayer(following);
    const [matched] = await this.matching([following], event, owner);
    return matched ? this.#message(following, event, owner) : null;
  }

  /** The message of an event for a shape, made at somebody's cost; null where access has just ended. */
  update(following: SubscriptionPlan, event: LoggedEvent, owner: string): Promise<RenderedMessage | null> {
    return kept(this.#messages, `${event.position}\n${following.shape}`, () => this.#message(following, event, owner));
  }

  /** Forgets what was told: positions may mean something else now. */
  forget(): void {
    this.#matched.clear();
    this.#messages.clear();
  }

  /** Whether what a following follows by its id is there for its viewer. */
  sees({ live, given, asked }: SubscriptionPlan): Promise<boolean> {
    const id = given.find(([key]) => key === ID_FILTER)?.[1] as string | undefined;
    if (id === undefined) return Promise.resolve(true);
    const { viewer, language } = asked;
    const there = async ({ read }: Context) => (await read.byId(live.list.target(), id)) !== null;
    const look = () => this.#options.door.runAs(viewer, 'live', there, language, new OperationRun('live'));
    return this.#patience.untilAvailable(look);
  }

  /** The message of a refusal. */
  refusal(following: SubscriptionPlan, problem: Problem): RenderedMessage {
    return this.#refused(following, problem);
  }

  #refused({ asked }: SubscriptionPlan, why: unknown): RenderedMessage {
    const error = this.#options.present(new GraphQLError('', { originalError: why as Error }), asked.language);
    return new RenderedMessage({ errors: [error.toJSON()], data: null }, true);
  }

  /** The mark with which live delivery begins. */
  start(following: SubscriptionPlan): Promise<RenderedMessage> {
    return kept(this.#starts, following.shape, () => this.mark(following, control(LiveFromHere, { cursor: CURSOR_PLACEHOLDER })));
  }

  /** The message that something is no longer to be seen. */
  lost(following: SubscriptionPlan, { subjectType, subjectId }: LoggedEvent): Promise<RenderedMessage> {
    return this.mark(following, control(AccessEnded, { targetType: subjectType, targetId: subjectId, cursor: CURSOR_PLACEHOLDER }));
  }

  /** The message of any other mark. */
  mark(following: SubscriptionPlan, mark: object): Promise<RenderedMessage> {
    return this.#execute(following, { mark }, following.asked.viewer.organization);
  }

  /** Executes in turn with others: owners share alike, and of one owner what is asked differently. */
  async #message(following: SubscriptionPlan, event: LoggedEvent, owner: string): Promise<RenderedMessage | null> {
    try {
      return await this.#execute(following, { event }, owner);
    } catch (error) {
      // It asks for more than an answer may hold, and would at every update.
      if (stopOf(error)?.code === 'ANSWER_TOO_LARGE') return this.#refused(following, error);
      // What was lost sight of since it was matched cannot be shown either, and is no fault.
      if (error instanceof NotRendered && !(await this.matching([following], event, owner))[0]) return null;
      throw error;
    }
  }

  /** Nobody is kept waiting by what somebody missed, so that takes as long as it takes. */
  #awaited<T>(work: Promise<T>, owner: string): Promise<T> {
    return owner.startsWith(REPLAY) ? work : this.#patience.withDeadline(work);
  }

  async #execute({ asked, shape }: SubscriptionPlan, telling: SubscriptionRoot, owner: string): Promise<RenderedMessage> {
    const { schema, door, turns, execution, present } = this.#options;
    const { document, name, variables, viewer, language } = asked;
    const run = (contextValue: unknown) =>
      execute({ schema, document, operationName: name, variableValues: variables, rootValue: telling, contextValue, options: execution });
    this.#executions += 1;
    const party = { organization: owner, subject: shape };
    const made = (context: Context) => context.run.unlessStopped(run(context));
    const work = () => door.runAs(viewer, 'live', made, language, new OperationRun('live', party));
    const { data, errors } = await this.#patience.untilAvailable(async () => {
      // A mark asks nothing of the database.
      const done = 'mark' in telling ? await work() : await turns.run(party, () => this.#awaited(work(), owner));
      const passing = done.errors?.find(({ originalError }) => isTransient(originalError) || stopOf(originalError));
      if (passing) throw passing.originalError!;
      return done;
    });
    const kind = 'mark' in telling ? telling.mark.constructor.name : undefined;
    if (!errors) return new RenderedMessage({ data }, false, kind);
    const shown = errors.map((error) => present(error, language).toJSON());
    if (data) return new RenderedMessage({ errors: shown, data }, false, kind);
    // Without data there is no cursor: it must not stand for an update.
    const fault = errors.find((error) => isFault(error));
    if (fault) throw new NotRendered(fault.originalError ?? fault, 'event' in telling ? telling.event : undefined);
    return new RenderedMessage({ errors: shown, data }, true);
  }
}

/** Whether an error is a fault of the program. What is asked wrongly is a problem, or has a code from whoever found it. */
const isFault = ({ originalError }: GraphQLError): boolean =>
  !(originalError instanceof Problem) && !(originalError instanceof GraphQLError && originalError.extensions.code !== undefined);

/** At whose cost what somebody missed is worked out: not at that of those who are there. */
const replayer = ({ asked }: SubscriptionPlan): string => `${REPLAY}${asked.viewer.organization}`;
const REPLAY = 'replay ';

/** What is remembered under a key, or is made now; a failure is not remembered. */
function kept<T>(memory: LRUCache<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = memory.get(key);
  if (known) return known;
  const made = make();
  memory.set(key, made);
  made.catch(() => memory.peek(key) === made && memory.delete(key));
  return made;
}

/** The table of what an event happened to, if the field tells of such things. */
function subjectOf(live: SubscriptionDefinition, { subjectType }: LoggedEvent): string | undefined {
  return live
    .subjects()
    .map(typeInfo)
    .find(({ name }) => name === subjectType)?.table;
}
