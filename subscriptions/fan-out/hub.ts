/**
 * The hub: takes in each event once and tells it to all who follow, one execution and one text for all who are told the same. Each
 * subscriber gets its updates in order; what it costs to work them out delays those who asked for them, and nobody else.
 */
import { setImmediate as pause, setTimeout as delay } from 'node:timers/promises';
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import { ACCESS_STREAM, type LoggedEvent } from '../../src/kernel/write/event.ts';
import type { SubscriptionDefinition } from '../../src/kernel/live/subscription-field.ts';
import type { FilterCell, SubscriberWork, CellEvent, DeliveryLane, DeliveryLanes } from './cell.ts';
import { SubscriberIndex, getOrCreate } from './subscriber-index.ts';
import type { EventFeed } from '../event-log/event-feed.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';
import { Batching } from './batching.ts';
import type { Done } from './ordered-queue.ts';
import type { CursorExpired } from '../event-log/postgres-log.ts';
import type { RenderedMessage } from './rendered-message.ts';
import { endingWith, type Sink } from './sink.ts';
import { Subscriber } from './subscriber.ts';
import type { EventIntake } from '../event-log/event-intake.ts';
import type { Renderer } from './renderer.ts';
import type { Numbered } from './backlog.ts';
import type { Log } from '../../src/telemetry/log-events.ts';

/** After so many deliveries others get their turn. */
const DELIVERIES = 1_000;
/** The log is read no faster than what it holds can be worked out; but nobody is waited for longer than this. */
const WAIT_MS = 500;
const LOOK_EVERY_MS = 10;
/** Whoever is told nothing is told where the log stands: so often, or when it has come so far. */
const STAND = { everyMs: 5 * 60_000, events: 10_000 } as const;

/** All subscribers of this process. */
export class Hub implements EventIntake, SubscriberWork {
  readonly #feed: EventFeed;
  readonly #teller: Renderer;
  readonly #log: Log<'error'>;
  readonly #clock: NodeJS.Timeout;
  #crowd = new SubscriberIndex(this);
  #taken: EventPosition;
  /** Up to here everybody was told where the log stands. */
  #stood: EventPosition;
  readonly #gathering = new Batching<DeliveryLane>((lane) => this.#deliver(lane));
  /** So many deliveries are left before others get their turn. */
  #left = DELIVERIES;

  /** `keepMs` is how long the log is kept: a position is renewed several times within it. */
  constructor(feed: EventFeed, teller: Renderer, log: Log<'error'>, keepMs: number) {
    this.#feed = feed;
    this.#teller = teller;
    this.#log = log;
    this.#taken = this.#stood = feed.head;
    this.#clock = setInterval(() => this.#stand(), Math.min(keepMs / 4, STAND.everyMs)).unref();
    feed.follow(this);
  }

  /** How many are subscribed. */
  get size(): number {
    return this.#crowd.size;
  }

  /** Ends the hub's own clock. */
  stop(): void {
    clearInterval(this.#clock);
    this.#gathering.end();
    this.#crowd.end();
  }

  /** Begins a subscription. It goes on until it is told to leave, or ends by itself. */
  join(following: SubscriptionPlan, sink: Sink): Subscriber {
    const ending = endingWith(sink, () => this.#crowd.remove(subscriber));
    const subscriber = new Subscriber(following, this.#taken, this.#feed, this.#teller, ending);
    this.#crowd.add(subscriber);
    subscriber.begin(following.after).catch((error: unknown) => this.#fail(subscriber, null, error));
    return subscriber;
  }

  /** Ends a subscription without a word. */
  leave(subscriber: Subscriber): void {
    subscriber.leave();
    this.#crowd.remove(subscriber);
  }

  skip(head: EventPosition, why: CursorExpired): void {
    this.#taken = this.#stood = head;
    this.#teller.forget();
    const left = this.#crowd;
    // What is under way tells of another log: whoever comes from now on has nothing to do with it.
    left.end();
    this.#crowd = new SubscriberIndex(this);
    for (const subscriber of left) subscriber.startOver(head, why);
  }

  async take(events: readonly LoggedEvent[]): Promise<void> {
    for (const event of events) {
      this.#taken = event;
      const isAccess = event.streamType === ACCESS_STREAM;
      const isMeant = (live: SubscriptionDefinition) =>
        isAccess ? live.rights.includes(event.subjectType) : this.#teller.tells(live, event);
      const item: CellEvent = { event, made: new Map() };
      for (const cell of this.#crowd.cells(isMeant)) cell.push(item);
      if (event.position - this.#stood.position >= STAND.events) this.#stand();
      if (this.#crowd.crowded.size > 0) await this.#room();
    }
  }

  async match(cell: FilterCell, item: CellEvent): Promise<readonly DeliveryLanes[] | null> {
    if ('place' in item || item.event.streamType === ACCESS_STREAM) return null;
    const filters = [...cell.filters.values()].flatMap((lanes) => {
      const { owner, following } = lanes.values().next().value ?? {};
      return owner && following ? [{ lanes, owner, following }] : [];
    });
    if (filters.length === 0) return [];
    const owners = new Set(filters.map(({ owner }) => owner));
    const followings = filters.map(({ following }) => following);
    const matched = await this.#teller.matching(followings, item.event, owners.size === 1 ? filters[0]!.owner : cell.name);
    return filters.flatMap(({ lanes }, index) => (matched[index] ? [lanes] : []));
  }

  tell(lane: DeliveryLane, item: CellEvent): Promise<RenderedMessage | null> | null {
    const following = lane.following;
    if (!following) return null;
    if ('place' in item) return this.#teller.start(following);
    const { event, made, error } = item;
    if (error) throw error as Error;
    if (event.streamType !== ACCESS_STREAM)
      return getOrCreate(made, following.shape, () => this.#teller.update(following, event, lane.owner));
    for (const each of lane.members) if (this.#crowd.concerns(each, event)) return this.#teller.lost(following, event);
    return null;
  }

  ready(lane: DeliveryLane): void {
    this.#gathering.add(lane);
  }

  behind(lane: DeliveryLane): void {
    this.#log.error(
      { event: 'live.updates_late', subscribers: lane.members.size },
      'updates come faster than the hub works them out; it tells their subscribers to come back',
    );
    for (const each of lane.members) {
      each.comeBack('SLOW_SUBSCRIPTION');
      this.#crowd.remove(each);
    }
  }

  /** Says where the log stands to all who were told nothing since it was said last. */
  #stand(): void {
    const [place, { position: before }] = [this.#taken, this.#stood];
    if (place.position === before) return;
    this.#stood = place;
    for (const cell of this.#crowd.cells()) cell.push({ place, before });
  }

  /** Waits until there is room for more, as long as those who are behind have not been waited for. */
  async #room(): Promise<void> {
    const [{ crowded }, began] = [this.#crowd, performance.now()];
    const late = () => [...crowded].filter(({ isSlow }) => !isSlow);
    while (late().length > 0) {
      if (performance.now() - began > WAIT_MS) return late().forEach((line) => (line.isSlow = true));
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Delivers what is ready. What is ready together goes to each subscriber together, in one write. */
  #deliver(lane: DeliveryLane): Promise<void> | void {
    const done = lane.ready.splice(0);
    if (done.length === 0) return;
    const isPlain = done.every((each) => 'result' in each && 'event' in each.item && each.item.event.streamType !== ACCESS_STREAM);
    const messages = isPlain ? done.map((each) => numbered(each)) : [];
    const members = lane.members.values();
    const one = (subscriber: Subscriber) => {
      try {
        if (isPlain) subscriber.give(messages);
        else for (const each of done) this.#give(subscriber, each);
      } catch (error) {
        // One to whom nothing can be given does not keep the others from it.
        this.#fail(subscriber, null, error);
      }
      this.#left -= done.length;
    };
    const rest = async () => {
      for (const subscriber of members) {
        one(subscriber);
        if (this.#left > 0) continue;
        this.#left = DELIVERIES;
        await pause();
      }
    };
    if (lane.members.size * done.length >= this.#left) return rest();
    for (const subscriber of members) one(subscriber);
  }

  #give(subscriber: Subscriber, done: Done<CellEvent, RenderedMessage | null>): void {
    const { item } = done;
    if ('place' in item) {
      if ('result' in done) subscriber.stand(item.before, [item.place, done.result!]);
    } else if ('error' in done) this.#fail(subscriber, item.event, done.error);
    else if (item.event.streamType !== ACCESS_STREAM) subscriber.give([numbered(done)]);
    else if (this.#crowd.concerns(subscriber, item.event)) {
      subscriber.lost(item.event);
      subscriber.give([numbered(done)]);
    }
  }

  /** An update that could not be worked out is not skipped in silence. */
  #fail(subscriber: Subscriber, place: EventPosition | null, error: unknown): void {
    if (subscriber.fail(place, error))
      this.#log.error(
        { event: 'live.update_failed', err: error },
        'the hub could not work out an update; it tells the subscriber what to do',
      );
  }
}

const numbered = (done: Done<CellEvent, RenderedMessage | null>): Numbered => [
  (done.item as { event: LoggedEvent }).event,
  (done as { result: RenderedMessage }).result,
];
