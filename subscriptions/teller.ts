/** The teller: makes messages of events. What several are told in the same way is worked out once. */
import { execute, GraphQLError, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Matcher } from '../src/kernel/compile/matcher.ts';
import type { Context, Door } from '../src/kernel/context.ts';
import type { LoggedEvent } from '../src/kernel/event.ts';
import type { Language } from '../src/kernel/language.ts';
import { CURSOR_HOLE, filtersOf, ONE, type Live, type Telling } from '../src/kernel/live.ts';
import { AccessEnded, LiveFromHere, mark } from '../src/kernel/live-mark.ts';
import { isOutage } from '../src/kernel/outage.ts';
import type { Problem } from '../src/kernel/problem.ts';
import { Run } from '../src/kernel/run.ts';
import { stopOf } from '../src/kernel/stopped.ts';
import type { Turns } from '../src/kernel/turns.ts';
import { referenceOf } from '../src/kernel/type.ts';
import type { Following } from './following.ts';
import { Message } from './message.ts';
import { Patience } from './patience.ts';

/** What the teller needs of the rest. */
export interface TellerOptions {
  readonly schema: GraphQLSchema;
  readonly door: Door;
  readonly matcher: Matcher;
  /** Whose update is worked out first where there are many. */
  readonly turns: Turns;
  /** How far an execution goes on telling what is wrong with its variables. */
  readonly execution: ExecutionArgs['options'];
  /** An error as it may be shown to somebody who reads that language. */
  readonly present: (error: GraphQLError, language: Language) => GraphQLError;
  readonly log: { warn(details: object, message: string): void };
}

/**
 * What is remembered, for those who come back together and for those who were away for a moment. Rights that end meanwhile end within
 * this time; then it is forgotten without being asked for, because a message may be large.
 */
const REMEMBERED = { max: 20_000, ttl: 1_000, ttlAutopurge: true };

/** Tells events to viewers, as the viewers of now. */
export class Teller {
  readonly #options: TellerOptions;
  readonly #matched = new LRUCache<string, Promise<boolean>>(REMEMBERED);
  readonly #messages = new LRUCache<string, Promise<Message>>(REMEMBERED);
  readonly #starts = new LRUCache<string, Promise<Message>>({ max: 1_000 });
  readonly #patience: Patience;
  #executions = 0;

  constructor(options: TellerOptions) {
    this.#options = options;
    this.#patience = new Patience(options.log);
  }

  /** How often a document was executed: what is shared is executed once. */
  get executions(): number {
    return this.#executions;
  }

  /** Waits for something to be worked out. What takes too long is given up, unless the database is away: then all wait alike. */
  inTime<T>(work: Promise<T>): Promise<T> {
    return this.#patience.inTime(work);
  }

  /** Whether a live field can have something to tell of an event. */
  tells(live: Live, event: LoggedEvent): boolean {
    return event.id !== null && event.streamType === live.list.name && live.tells(event.kind) && subjectOf(live, event) !== undefined;
  }

  /** Which of several followings of one class an event is for. */
  matching(followings: readonly Following[], event: LoggedEvent): Promise<boolean[]> {
    const { live, asked } = followings[0]!;
    const { table } = referenceOf(live.list.target());
    const filters = followings.map(({ given }) => given);
    return this.#patience.surely(() =>
      this.#options.matcher.matching(filtersOf(live), table, subjectOf(live, event)!, event, filters, asked.viewer),
    );
  }

  /** What a following is told of an event; null where it is not for it. */
  async told(following: Following, event: LoggedEvent): Promise<Message | null> {
    const key = `${event.position}\n${following.visibility}\n${following.live.message}\n${following.filter}`;
    let matched = this.#matched.get(key);
    if (!matched) this.#matched.set(key, (matched = this.matching([following], event).then(([first]) => first!)));
    return (await matched) ? this.update(following, event) : null;
  }

  /** The same by what is so at this moment, for one who is told late: nothing is remembered. */
  async toldNow(following: Following, event: LoggedEvent): Promise<Message | null> {
    const [matched] = await this.matching([following], event);
    return matched ? this.#message(following, { event }) : null;
  }

  /** The message of an event for a shape. */
  update(following: Following, event: LoggedEvent): Promise<Message> {
    const key = `${event.position}\n${following.shape}`;
    let message = this.#messages.get(key);
    if (!message) this.#messages.set(key, (message = this.#message(following, { event })));
    return message;
  }

  /** Forgets what was told: positions may mean something else now. */
  forget(): void {
    this.#matched.clear();
    this.#messages.clear();
  }

  /** Whether what a following follows by its id is there for its viewer. */
  sees({ live, given, asked }: Following): Promise<boolean> {
    const id = given.find(([key]) => key === ONE)?.[1] as string | undefined;
    if (id === undefined) return Promise.resolve(true);
    const { viewer, language } = asked;
    const there = async ({ read }: Context) => (await read.one(live.list.target(), id)) !== null;
    const look = () => this.#options.door.as(viewer, 'live', there, language, new Run('live'));
    return this.#patience.surely(look);
  }

  /** The message of a refusal. */
  refusal({ asked }: Following, problem: Problem): Message {
    const error = this.#options.present(new GraphQLError('', { originalError: problem }), asked.language);
    return new Message({ errors: [error.toJSON()], data: null });
  }

  /** The mark with which live delivery begins. */
  start(following: Following): Promise<Message> {
    let message = this.#starts.get(following.shape);
    if (!message) this.#starts.set(following.shape, (message = this.mark(following, mark(LiveFromHere, { cursor: CURSOR_HOLE }))));
    return message;
  }

  /** The message that something is no longer to be seen. */
  lost(following: Following, { subjectType, subjectId }: LoggedEvent): Promise<Message> {
    return this.mark(following, mark(AccessEnded, { type: subjectType, id: subjectId, cursor: CURSOR_HOLE }));
  }

  /** The message of any other mark. */
  mark(following: Following, mark: object): Promise<Message> {
    return this.#message(following, { mark });
  }

  async #message({ asked }: Following, telling: Telling): Promise<Message> {
    const { schema, door, turns, execution, present } = this.#options;
    const { document, name, variables, viewer, language } = asked;
    const run = (contextValue: unknown) =>
      execute({ schema, document, operationName: name, variableValues: variables, rootValue: telling, contextValue, options: execution });
    this.#executions += 1;
    const result = await this.#patience.surely(async () => {
      const done = await turns.run(viewer, () => door.as(viewer, 'live', async (context) => run(context), language, new Run('live')));
      const lost = done.errors?.find(({ originalError }) => isOutage(originalError) || stopOf(originalError));
      if (lost) throw lost.originalError!;
      return done;
    });
    return new Message(result.errors ? { ...result, errors: result.errors.map((error) => present(error, language).toJSON()) } : result);
  }
}

/** The table of what an event happened to, if the field tells of such things. */
function subjectOf(live: Live, { subjectType }: LoggedEvent): string | undefined {
  return live
    .subjects()
    .map(referenceOf)
    .find(({ name }) => name === subjectType)?.table;
}
