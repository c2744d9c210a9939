/** The renderer makes messages of events. Subscribers with the same shape share one message. */
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

/** The dependencies of the renderer. */
export interface RendererOptions {
  readonly schema: GraphQLSchema;
  readonly viewerScope: ViewerScope;
  readonly matcher: Matcher;
  /** Decides whose update is rendered first under load. */
  readonly turns: Turns;
  /** Limits how many errors graphql-js reports for variables. */
  readonly execution: ExecutionArgs['options'];
  /** Turns an error into one that may be shown, in the language of its reader. */
  readonly present: (error: GraphQLError, language: Language) => GraphQLError;
  readonly log: Log<'warn'>;
}

/**
 * Caches serve clients that reconnect together, or that were away for a moment. The TTL bounds how long a viewer may still be shown what it
 * lost access to. Entries are purged without a lookup, because a message may be large.
 */
const CACHE = { max: 20_000, ttl: 1_000, ttlAutopurge: true };

/** Renders events for viewers, with their current access. */
export class Renderer {
  readonly #options: RendererOptions;
  readonly #matched = new LRUCache<string, Promise<boolean>>(CACHE);
  readonly #messages = new LRUCache<string, Promise<RenderedMessage | null>>(CACHE);
  readonly #starts = new LRUCache<string, Promise<RenderedMessage>>({ max: 1_000 });
  readonly #retry: DatabaseRetry;
  #executions = 0;

  constructor(options: RendererOptions) {
    this.#options = options;
    this.#retry = new DatabaseRetry(options.log);
  }

  /** The number of executions. Subscribers with the same shape share one. */
  get executions(): number {
    return this.#executions;
  }

  /** Whether a subscription field can have an update for an event. */
  isEligible(live: SubscriptionDefinition, event: LoggedEvent): boolean {
    return event.id !== null && event.streamType === live.list.name && live.matchesKind(event.kind) && subjectOf(live, event) !== undefined;
  }

  /** Matches an event against plans of one visibility group. `owner` pays for the statement. */
  async matching(plans: readonly SubscriptionPlan[], event: LoggedEvent, owner = replayOwner(plans[0]!)): Promise<boolean[]> {
    const { live, request: asked } = plans[0]!;
    const { table } = typeInfo(live.list.target());
    const filters = plans.map(({ given }) => given);
    const work = this.#retry.untilAvailable(() =>
      this.#options.matcher.matching(filtersOf(live), table, subjectOf(live, event)!, event, filters, asked.viewer),
    );
    return this.#withDeadline(work, owner);
  }

  /** Renders an event that a subscriber missed; null when its filter does not match. */
  async renderMissed(plan: SubscriptionPlan, event: LoggedEvent): Promise<RenderedMessage | null> {
    const key = `${event.position}\n${plan.visibility}\n${plan.live.message}\n${plan.filter}`;
    const owner = replayOwner(plan);
    const matched = cached(this.#matched, key, () => this.matching([plan], event, owner).then(([first]) => first!));
    return (await matched) ? this.update(plan, event, owner) : null;
  }

  /** Renders an event with the current data, for late deliveries. Nothing is cached. */
  async renderNow(plan: SubscriptionPlan, event: LoggedEvent): Promise<RenderedMessage | null> {
    const owner = replayOwner(plan);
    const [matched] = await this.matching([plan], event, owner);
    return matched ? this.#message(plan, event, owner) : null;
  }

  /** The message of an event for a shape, rendered at the cost of `owner`; null where access has just ended. */
  update(plan: SubscriptionPlan, event: LoggedEvent, owner: string): Promise<RenderedMessage | null> {
    return cached(this.#messages, `${event.position}\n${plan.shape}`, () => this.#message(plan, event, owner));
  }

  /** Clears the caches, because positions may mean other events now. */
  forget(): void {
    this.#matched.clear();
    this.#messages.clear();
  }

  /** Whether the viewer can see the row that a plan follows by its id. */
  sees({ live, given, request: asked }: SubscriptionPlan): Promise<boolean> {
    const id = given.find(([key]) => key === ID_FILTER)?.[1] as string | undefined;
    if (id === undefined) return Promise.resolve(true);
    const { viewer, language } = asked;
    const there = async ({ read }: Context) => (await read.byId(live.list.target(), id)) !== null;
    const look = () => this.#options.viewerScope.runAs(viewer, 'live', there, language, new OperationRun('live'));
    return this.#retry.untilAvailable(look);
  }

  /** The message of a rejection. */
  refusal(plan: SubscriptionPlan, problem: Problem): RenderedMessage {
    return this.#renderRejection(plan, problem);
  }

  #renderRejection({ request: asked }: SubscriptionPlan, why: unknown): RenderedMessage {
    const error = this.#options.present(new GraphQLError('', { originalError: why as Error }), asked.language);
    return new RenderedMessage({ errors: [error.toJSON()], data: null }, true);
  }

  /** The control message with which live delivery begins. */
  start(plan: SubscriptionPlan): Promise<RenderedMessage> {
    return cached(this.#starts, plan.shape, () => this.control(plan, control(LiveFromHere, { cursor: CURSOR_PLACEHOLDER })));
  }

  /** The control message for a row that the viewer can no longer see. */
  lost(plan: SubscriptionPlan, { subjectType, subjectId }: LoggedEvent): Promise<RenderedMessage> {
    return this.control(plan, control(AccessEnded, { targetType: subjectType, targetId: subjectId, cursor: CURSOR_PLACEHOLDER }));
  }

  /** The message of any other control message. */
  control(plan: SubscriptionPlan, message: object): Promise<RenderedMessage> {
    return this.#execute(plan, { mark: message }, plan.request.viewer.organization);
  }

  /** Executes in turn. Owners share the turns equally, and so do the shapes of one owner. */
  async #message(plan: SubscriptionPlan, event: LoggedEvent, owner: string): Promise<RenderedMessage | null> {
    try {
      return await this.#execute(plan, { event }, owner);
    } catch (error) {
      // The selection exceeds the limit of an answer, and would do so at every update.
      if (stopOf(error)?.code === 'ANSWER_TOO_LARGE') return this.#renderRejection(plan, error);
      // A row that became hidden after matching cannot be rendered; this is no fault.
      if (error instanceof NotRendered && !(await this.matching([plan], event, owner))[0]) return null;
      throw error;
    }
  }

  /** Applies the deadline, except to replays: they delay nobody else. */
  #withDeadline<T>(work: Promise<T>, owner: string): Promise<T> {
    return owner.startsWith(REPLAY) ? work : this.#retry.withDeadline(work);
  }

  async #execute({ request: asked, shape }: SubscriptionPlan, root: SubscriptionRoot, owner: string): Promise<RenderedMessage> {
    const { schema, viewerScope, turns, execution, present } = this.#options;
    const { document, name, variables, viewer, language } = asked;
    const run = (contextValue: unknown) =>
      execute({ schema, document, operationName: name, variableValues: variables, rootValue: root, contextValue, options: execution });
    this.#executions += 1;
    const party = { organization: owner, subject: shape };
    const made = (context: Context) => context.run.unlessStopped(run(context));
    const work = () => viewerScope.runAs(viewer, 'live', made, language, new OperationRun('live', party));
    const { data, errors } = await this.#retry.untilAvailable(async () => {
      // A control message needs no database.
      const done = 'mark' in root ? await work() : await turns.run(party, () => this.#withDeadline(work(), owner));
      const passing = done.errors?.find(({ originalError }) => isTransient(originalError) || stopOf(originalError));
      if (passing) throw passing.originalError!;
      return done;
    });
    const kind = 'mark' in root ? root.mark.constructor.name : undefined;
    if (!errors) return new RenderedMessage({ data }, false, kind);
    const shown = errors.map((error) => present(error, language).toJSON());
    if (data) return new RenderedMessage({ errors: shown, data }, false, kind);
    // Without data there is no cursor, so the message cannot stand for an update.
    const fault = errors.find((error) => isFault(error));
    if (fault) throw new NotRendered(fault.originalError ?? fault, 'event' in root ? root.event : undefined);
    return new RenderedMessage({ errors: shown, data }, true);
  }
}

/** Whether an error is a program error. A wrong request is a problem, or carries a code. */
const isFault = ({ originalError }: GraphQLError): boolean =>
  !(originalError instanceof Problem) && !(originalError instanceof GraphQLError && originalError.extensions.code !== undefined);

/** The owner of a replay. It is separate, so that replays do not delay live updates. */
const replayOwner = ({ request: asked }: SubscriptionPlan): string => `${REPLAY}${asked.viewer.organization}`;
const REPLAY = 'replay ';

/** Returns the cached value of a key, or makes it. Failures are not cached. */
function cached<T>(memory: LRUCache<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = memory.get(key);
  if (known) return known;
  const made = make();
  memory.set(key, made);
  made.catch(() => memory.peek(key) === made && memory.delete(key));
  return made;
}

/** The table of an event's subject, if the field covers that type. */
function subjectOf(live: SubscriptionDefinition, { subjectType }: LoggedEvent): string | undefined {
  return live
    .subjects()
    .map(typeInfo)
    .find(({ name }) => name === subjectType)?.table;
}
