/** The teller: makes messages of events. What several are told in the same way is worked out once. */
import { execute, GraphQLError, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Matcher } from '../src/kernel/compile/matcher.ts';
import type { Door } from '../src/kernel/context.ts';
import type { LoggedEvent } from '../src/kernel/event.ts';
import type { Language } from '../src/kernel/language.ts';
import { CURSOR_HOLE, filtersOf, ONE, type Live, type Telling } from '../src/kernel/live.ts';
import { AccessEnded, LiveFromHere, mark } from '../src/kernel/live-mark.ts';
import { Problem } from '../src/kernel/problem.ts';
import { Shares, within, type Limit } from '../src/kernel/shares.ts';
import { referenceOf } from '../src/kernel/type.ts';
import type { Following } from './following.ts';
import { Message } from './message.ts';
import { isPassing, NotMade, Patience } from './patience.ts';

/** What the teller needs of the rest. */
export interface TellerOptions {
  readonly schema: GraphQLSchema;
  readonly door: Door;
  readonly matcher: Matcher;
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

/** How many documents are executed at the same time; and of these at one owner's cost, of one field, and of what has been slow. */
const EXECUTIONS = { all: 32, owner: 8, field: 16, slow: 10, slowOfOwner: 4 } as const;
/** How many connections of the live layer they use; see {@link LIVE_CONNECTIONS}. */
const CONNECTIONS = { owner: 3, field: 6, slow: 4, slowOfOwner: 2 } as const;
/** How many filters are matched at the same time, which is the number of connections that do it. */
export const MATCHES = { all: 6, owner: 2, field: 3 } as const;
/** How many connections to the database deliveries, replays and webhooks use together, beside those that match. */
export const LIVE_CONNECTIONS = 12;
/** What took longer to execute the last time counts as slow. */
const SLOW_MS = 200;

/** Tells events to viewers, as the viewers of now. */
export class Teller {
  readonly #options: TellerOptions;
  readonly #matched = new LRUCache<string, Promise<boolean>>(REMEMBERED);
  readonly #messages = new LRUCache<string, Promise<Message | null>>(REMEMBERED);
  readonly #starts = new LRUCache<string, Promise<Message>>({ max: 1_000 });
  readonly #patience: Patience;
  readonly #executing = new Shares(EXECUTIONS.all);
  readonly #matching = new Shares(MATCHES.all);
  /** Shapes that took long to execute. */
  readonly #slow = new LRUCache<string, true>({ max: 10_000 });
  #executions = 0;

  constructor(options: TellerOptions) {
    this.#options = options;
    this.#patience = new Patience(options.log);
  }

  /** How often a document was executed: what is shared is executed once. */
  get executions(): number {
    return this.#executions;
  }

  /** Whether a live field can have something to tell of an event. */
  tells(live: Live, event: LoggedEvent): boolean {
    return event.id !== null && event.streamType === live.list.name && live.tells(event.kind) && subjectOf(live, event) !== undefined;
  }

  /** Which of several followings of one class an event is for, matched at somebody's cost. */
  async matching(followings: readonly Following[], event: LoggedEvent, owner = replayer(followings[0]!)): Promise<boolean[]> {
    const { live, asked } = followings[0]!;
    const { table } = referenceOf(live.list.target());
    const filters = followings.map(({ given }) => given);
    const giveBack = await this.#matching.take([
      [owner, MATCHES.owner],
      [live.list.name, MATCHES.field],
    ]);
    const work = this.#patience.surely(() =>
      this.#options.matcher.matching(filtersOf(live), table, subjectOf(live, event)!, event, filters, asked.viewer),
    );
    // What is given up goes on, and has its place as long.
    void work.catch(() => {}).finally(giveBack);
    return this.#awaited(work, owner);
  }

  /** What a following is told of an event that it missed; null where it is not for it. */
  async told(following: Following, event: LoggedEvent): Promise<Message | null> {
    const key = `${event.position}\n${following.visibility}\n${following.live.message}\n${following.filter}`;
    const owner = replayer(following);
    const matched = kept(this.#matched, key, () => this.matching([following], event, owner).then(([first]) => first!));
    return (await matched) ? this.update(following, event, owner) : null;
  }

  /** The same by what is so at this moment, for one who is told late: nothing is remembered. */
  async toldNow(following: Following, event: LoggedEvent): Promise<Message | null> {
    const owner = replayer(following);
    const [matched] = await this.matching([following], event, owner);
    return matched ? this.#message(following, event, owner) : null;
  }

  /** The message of an event for a shape, made at somebody's cost; null where access has just ended. */
  update(following: Following, event: LoggedEvent, owner: string): Promise<Message | null> {
    return kept(this.#messages, `${event.position}\n${following.shape}`, () => this.#message(following, event, owner));
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
    const look = () => this.#options.door.as(asked.viewer, 'live', async ({ read }) => (await read.one(live.list.target(), id)) !== null);
    return this.#patience.surely(() => within([[asked.viewer.organization, CONNECTIONS.owner]], look));
  }

  /** The message of a refusal. */
  refusal({ asked }: Following, problem: Problem): Message {
    const error = this.#options.present(new GraphQLError('', { originalError: problem }), asked.language);
    return new Message({ errors: [error.toJSON()], data: null });
  }

  /** The mark with which live delivery begins. */
  start(following: Following): Promise<Message> {
    return kept(this.#starts, following.shape, () => this.mark(following, mark(LiveFromHere, { cursor: CURSOR_HOLE })));
  }

  /** The message that something is no longer to be seen. */
  lost(following: Following, { subjectType, subjectId }: LoggedEvent): Promise<Message> {
    return this.mark(following, mark(AccessEnded, { type: subjectType, id: subjectId, cursor: CURSOR_HOLE }));
  }

  /** The message of any other mark. */
  mark(following: Following, mark: object): Promise<Message> {
    return this.#execute(following, { mark });
  }

  /** Executes in turn with others: what was slow before waits for what was slow, and all of one owner for each other. */
  async #message(following: Following, event: LoggedEvent, owner: string): Promise<Message | null> {
    const { live, shape } = following;
    const isSlow = this.#slow.has(shape);
    const limits = (most: { owner: number; field: number; slow: number; slowOfOwner: number }): Limit[] => [
      [owner, most.owner],
      [`field ${live.list.name}`, most.field],
      ...(isSlow
        ? ([
            ['slow', most.slow],
            [`slow ${owner}`, most.slowOfOwner],
          ] as const)
        : []),
    ];
    const giveBack = await this.#executing.take(limits(EXECUTIONS));
    const began = performance.now();
    const work = within(limits(CONNECTIONS), () => this.#execute(following, { event })).finally(() => {
      if (performance.now() - began > SLOW_MS) this.#slow.set(shape, true);
      else this.#slow.delete(shape);
      giveBack();
    });
    try {
      return await this.#awaited(work, owner);
    } catch (error) {
      // What was lost sight of since it was matched cannot be shown either, and is no fault.
      if (error instanceof NotMade && !(await this.matching([following], event, owner))[0]) return null;
      throw error;
    }
  }

  /** Nobody is kept waiting by what somebody missed, so that takes as long as it takes. */
  #awaited<T>(work: Promise<T>, owner: string): Promise<T> {
    return owner.startsWith(REPLAY) ? work : this.#patience.inTime(work);
  }

  async #execute({ asked }: Following, telling: Telling): Promise<Message> {
    const { schema, door, execution, present } = this.#options;
    const { document, name, variables, viewer, language } = asked;
    const run = (contextValue: unknown) =>
      execute({ schema, document, operationName: name, variableValues: variables, rootValue: telling, contextValue, options: execution });
    this.#executions += 1;
    const { data, errors } = await this.#patience.surely(async () => {
      const done = await door.as(viewer, 'live', async (context) => run(context), language);
      const passing = done.errors?.find(({ originalError }) => isPassing(originalError));
      if (passing) throw passing.originalError!;
      return done;
    });
    if (!errors) return new Message({ data });
    const shown = errors.map((error) => present(error, language).toJSON());
    if (data) return new Message({ errors: shown, data });
    // Without data there is no cursor: it must not stand for an update.
    const fault = errors.find((error) => isFault(error));
    if (fault) throw new NotMade(fault.originalError ?? fault, 'event' in telling ? telling.event.position : undefined);
    return new Message({ errors: shown, data }, true);
  }
}

/** Whether an error is a fault of the program. What is asked wrongly is a problem, or has a code from whoever found it. */
const isFault = ({ originalError }: GraphQLError): boolean =>
  !(originalError instanceof Problem) && !(originalError instanceof GraphQLError && originalError.extensions.code !== undefined);

/** At whose cost what somebody missed is worked out: not at that of those who are there. */
const replayer = ({ asked }: Following): string => `${REPLAY}${asked.viewer.organization}`;
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
function subjectOf(live: Live, { subjectType }: LoggedEvent): string | undefined {
  return live
    .subjects()
    .map(referenceOf)
    .find(({ name }) => name === subjectType)?.table;
}
