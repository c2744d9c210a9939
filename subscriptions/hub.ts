/** The hub: takes in each event once and tells it to all who follow, one execution and one text for all who are told the same. */
import { setImmediate as pause } from 'node:timers/promises';
import type { Place } from '../src/kernel/cursor.ts';
import { ACCESS_STREAM, type LoggedEvent } from '../src/kernel/event.ts';
import { ONE } from '../src/kernel/live.ts';
import { Crowd, entry, type Class } from './crowd.ts';
import type { Feed, Taker } from './feed.ts';
import type { Following } from './following.ts';
import type { Lost } from './log.ts';
import type { Message } from './message.ts';
import type { Sink } from './sink.ts';
import { Subscriber } from './subscriber.ts';
import type { Teller } from './teller.ts';
import type { Numbered } from './waiting.ts';

/** How many events are worked on at the same time; they are delivered in order all the same. */
const AT_ONCE = 16;
/** After so many deliveries others get their turn. */
const DELIVERIES = 1_000;

type Delivery = readonly [members: Iterable<Subscriber>, message: Message];

/** An event on its way; its deliveries are null until they are worked out. */
interface Turn {
  readonly place: Place;
  deliveries: Delivery[] | null;
}

/** All subscribers of this process. */
export class Hub implements Taker {
  readonly #feed: Feed;
  readonly #teller: Teller;
  readonly #log: { error(details: object, message: string): void };
  readonly #crowd = new Crowd();
  #taken: Place;
  readonly #queue: Turn[] = [];
  #isDraining = false;
  #roomy = () => {};

  constructor(feed: Feed, teller: Teller, log: { error(details: object, message: string): void }) {
    this.#feed = feed;
    this.#teller = teller;
    this.#log = log;
    this.#taken = feed.head;
    feed.follow(this);
  }

  /** How many are subscribed. */
  get size(): number {
    return this.#crowd.size;
  }

  /** Begins a subscription. It goes on until it is told to leave, or ends by itself. */
  join(following: Following, sink: Sink): Subscriber {
    const subscriber = new Subscriber(following, this.#taken, this.#feed, this.#teller, {
      get behind() {
        return sink.behind;
      },
      write: (text, cursor) => sink.write(text, cursor),
      together: (work) => sink.together(work),
      drained: (withinMs) => sink.drained(withinMs),
      complete: () => {
        this.#crowd.remove(subscriber);
        sink.complete();
      },
      cut: () => {
        this.#crowd.remove(subscriber);
        sink.cut();
      },
    });
    this.#crowd.add(subscriber);
    subscriber.begin(following.after).catch((error: unknown) => {
      this.#log.error({ err: error }, 'a subscription could not begin');
      subscriber.comeBack();
    });
    return subscriber;
  }

  /** Ends a subscription without a word. */
  leave(subscriber: Subscriber): void {
    subscriber.leave();
    this.#crowd.remove(subscriber);
  }

  skip(head: Place, why: Lost): void {
    this.#taken = head;
    this.#teller.forget();
    for (const subscriber of [...this.#crowd]) subscriber.startOver(head, why);
  }

  async take(events: readonly LoggedEvent[]): Promise<void> {
    for (const event of events) {
      this.#taken = event;
      if (event.streamType === ACCESS_STREAM) this.#enqueue(this.#accessEnded(event), event);
      else {
        const classes = this.#crowd.classes((live) => this.#teller.tells(live, event));
        if (classes.length > 0)
          this.#enqueue(
            Promise.all(classes.map((each) => this.#tell(each, event))).then((all) => all.flat()),
            event,
          );
      }
      while (this.#queue.length >= AT_ONCE) await new Promise<void>((resolve) => (this.#roomy = resolve));
    }
  }

  /** Work is begun at once and delivered in its turn. */
  #enqueue(work: Promise<Delivery[]>, place: Place): void {
    const turn: Turn = { place, deliveries: null };
    this.#queue.push(turn);
    const done = (deliveries: Delivery[]) => {
      turn.deliveries = deliveries;
      void this.#drain();
    };
    work.then(done, (error: unknown) => {
      this.#log.error({ err: error }, 'an event could not be delivered');
      done([]);
    });
  }

  /** Delivers what is ready and has its turn. What is ready together goes to each subscriber together, in one write. */
  async #drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    while (this.#queue[0]?.deliveries) {
      const told = new Map<Iterable<Subscriber>, Numbered[]>();
      while (this.#queue[0]?.deliveries) {
        const { place, deliveries } = this.#queue.shift()!;
        for (const [members, message] of deliveries!) entry(told, members, () => []).push([place, message]);
      }
      this.#roomy();
      let left = DELIVERIES;
      for (const [members, messages] of told) {
        for (const subscriber of members) {
          this.#give(subscriber, messages);
          left -= messages.length;
          if (left > 0) continue;
          left = DELIVERIES;
          await pause();
        }
      }
    }
    this.#isDraining = false;
  }

  /** One to whom nothing can be given does not keep the others from it. */
  #give(subscriber: Subscriber, messages: readonly Numbered[]): void {
    try {
      subscriber.give(messages);
    } catch (error) {
      this.#fail([subscriber], error);
    }
  }

  /** What a class is told of an event, and who of it. */
  async #tell(members: Class, event: LoggedEvent): Promise<Delivery[]> {
    const groups = [...members.values()].filter((shapes) => shapes.size > 0);
    if (groups.length === 0) return [];
    const followings = groups.map((shapes) => first(first(shapes.values())!)!.following);
    let matched: boolean[];
    try {
      matched = await this.#teller.inTime(this.#teller.matching(followings, event));
    } catch (error) {
      for (const shapes of groups) for (const set of shapes.values()) this.#fail(set, error);
      return [];
    }
    const told = groups.filter((_, index) => matched[index]).flatMap((shapes) => [...shapes.values()].filter((set) => set.size > 0));
    const deliveries = told.map(async (set): Promise<Delivery[]> => {
      try {
        return [[set, await this.#teller.inTime(this.#teller.update(first(set)!.following, event))]];
      } catch (error) {
        this.#fail(set, error);
        return [];
      }
    });
    return (await Promise.all(deliveries)).flat();
  }

  /** Those whose organization lost sight of something are told so, unless they follow another one thing. */
  async #accessEnded(event: LoggedEvent): Promise<Delivery[]> {
    const concerned = [...this.#crowd].filter(
      ({ following: { asked, live, given } }) =>
        asked.viewer.organization === event.streamId &&
        live.rights.includes(event.subjectType) &&
        live.hears(asked.viewer) &&
        given.every(([key, id]) => key !== ONE || id === event.subjectId),
    );
    const shapes = Map.groupBy(concerned, ({ following }) => following.shape);
    const deliveries = Array.from(shapes.values(), async (members) => {
      for (const subscriber of members) subscriber.lost(event);
      return [members, await this.#teller.lost(members[0]!.following, event)] as const;
    });
    return Promise.all(deliveries);
  }

  /** An update that could not be worked out is not skipped in silence: who waits for it is told to come back for it. */
  #fail(members: Iterable<Subscriber>, error: unknown): void {
    this.#log.error({ err: error }, 'an update could not be worked out; its subscribers are told to come back for it');
    for (const each of members) each.comeBack();
  }
}

const first = <T>(all: Iterable<T>): T | undefined => {
  for (const each of all) return each;
  return undefined;
};
