/**
 * The hub takes in each event once and fans it out to all subscribers. Subscribers with the same shape share one execution and one text.
 * Each subscriber gets its updates in order. The cost of an update delays only the subscribers that requested it.
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

/** After this many deliveries the hub yields to the event loop. */
const DELIVERIES = 1_000;
/** The hub reads the log no faster than it can render. It waits at most this long for slow queues. */
const MAX_WAIT_MS = 500;
const POLL_INTERVAL_MS = 10;
/** A subscriber without updates learns the log position at this interval, or after this many events. */
const ANNOUNCE = { everyMs: 5 * 60_000, events: 10_000 } as const;

/** All subscribers of this process. */
export class Hub implements EventIntake, SubscriberWork {
  readonly #feed: EventFeed;
  readonly #renderer: Renderer;
  readonly #log: Log<'error'>;
  readonly #timer: NodeJS.Timeout;
  #index = new SubscriberIndex(this);
  #taken: EventPosition;
  /** The last position that the hub announced to everybody. */
  #announced: EventPosition;
  readonly #batching = new Batching<DeliveryLane>((lane) => this.#deliver(lane));
  /** Deliveries left before the hub yields to the event loop. */
  #left = DELIVERIES;

  /** `keepMs` is the retention of the log: a subscriber gets a new position several times within it. */
  constructor(feed: EventFeed, renderer: Renderer, log: Log<'error'>, keepMs: number) {
    this.#feed = feed;
    this.#renderer = renderer;
    this.#log = log;
    this.#taken = this.#announced = feed.head;
    this.#timer = setInterval(() => this.#announcePosition(), Math.min(keepMs / 4, ANNOUNCE.everyMs)).unref();
    feed.follow(this);
  }

  /** The number of subscribers. */
  get size(): number {
    return this.#index.size;
  }

  /** Stops the hub's timer and all work under way. */
  stop(): void {
    clearInterval(this.#timer);
    this.#batching.end();
    this.#index.end();
  }

  /** Begins a subscription. It lasts until {@link leave}, or until it ends by itself. */
  join(plan: SubscriptionPlan, sink: Sink): Subscriber {
    const ending = endingWith(sink, () => this.#index.remove(subscriber));
    const subscriber = new Subscriber(plan, this.#taken, this.#feed, this.#renderer, ending);
    this.#index.add(subscriber);
    subscriber.begin(plan.after).catch((error: unknown) => this.#fail(subscriber, null, error));
    return subscriber;
  }

  /** Ends a subscription without sending a message. */
  leave(subscriber: Subscriber): void {
    subscriber.leave();
    this.#index.remove(subscriber);
  }

  skip(head: EventPosition, why: CursorExpired): void {
    this.#taken = this.#announced = head;
    this.#renderer.forget();
    const left = this.#index;
    // Work under way belongs to the old log. New subscribers must not get its results.
    left.end();
    this.#index = new SubscriberIndex(this);
    for (const subscriber of left) subscriber.startOver(head, why);
  }

  async take(events: readonly LoggedEvent[]): Promise<void> {
    for (const event of events) {
      this.#taken = event;
      const isAccess = event.streamType === ACCESS_STREAM;
      const isMeant = (live: SubscriptionDefinition) =>
        isAccess ? live.accessTypes.includes(event.subjectType) : this.#renderer.isEligible(live, event);
      const item: CellEvent = { event, made: new Map() };
      for (const cell of this.#index.cells(isMeant)) cell.push(item);
      if (event.position - this.#announced.position >= ANNOUNCE.events) this.#announcePosition();
      if (this.#index.crowded.size > 0) await this.#waitForRoom();
    }
  }

  async match(cell: FilterCell, item: CellEvent): Promise<readonly DeliveryLanes[] | null> {
    if ('place' in item || item.event.streamType === ACCESS_STREAM) return null;
    const filters = [...cell.filters.values()].flatMap((lanes) => {
      const { owner, plan } = lanes.values().next().value ?? {};
      return owner && plan ? [{ lanes, owner, plan }] : [];
    });
    if (filters.length === 0) return [];
    const owners = new Set(filters.map(({ owner }) => owner));
    const plans = filters.map(({ plan }) => plan);
    const matched = await this.#renderer.matching(plans, item.event, owners.size === 1 ? filters[0]!.owner : cell.name);
    return filters.flatMap(({ lanes }, index) => (matched[index] ? [lanes] : []));
  }

  render(lane: DeliveryLane, item: CellEvent): Promise<RenderedMessage | null> | null {
    const plan = lane.plan;
    if (!plan) return null;
    if ('place' in item) return this.#renderer.start(plan);
    const { event, made, error } = item;
    if (error) throw error as Error;
    if (event.streamType !== ACCESS_STREAM) return getOrCreate(made, plan.shape, () => this.#renderer.update(plan, event, lane.owner));
    for (const each of lane.members) if (this.#index.concerns(each, event)) return this.#renderer.lost(plan, event);
    return null;
  }

  ready(lane: DeliveryLane): void {
    this.#batching.add(lane);
  }

  onOverflow(lane: DeliveryLane): void {
    this.#log.error(
      { event: 'live.updates_late', subscribers: lane.members.size },
      'updates come faster than the hub works them out; it tells their subscribers to come back',
    );
    for (const each of lane.members) {
      each.comeBack('SLOW_SUBSCRIPTION');
      this.#index.remove(each);
    }
  }

  /** Announces the log position to all subscribers that got no update since the last announcement. */
  #announcePosition(): void {
    const [place, { position: before }] = [this.#taken, this.#announced];
    if (place.position === before) return;
    this.#announced = place;
    for (const cell of this.#index.cells()) cell.push({ place, before });
  }

  /** Waits until the queues have room, but only once for each queue that is behind. */
  async #waitForRoom(): Promise<void> {
    const [{ crowded }, began] = [this.#index, performance.now()];
    const late = () => [...crowded].filter(({ isSlow }) => !isSlow);
    while (late().length > 0) {
      if (performance.now() - began > MAX_WAIT_MS) return late().forEach((queue) => (queue.isSlow = true));
      await delay(POLL_INTERVAL_MS);
    }
  }

  /** Delivers all ready results, to each subscriber in one write. */
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
        // One failing subscriber must not keep the messages from the others.
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
      if ('result' in done) subscriber.announcePosition(item.before, [item.place, done.result!]);
    } else if ('error' in done) this.#fail(subscriber, item.event, done.error);
    else if (item.event.streamType !== ACCESS_STREAM) subscriber.give([numbered(done)]);
    else if (this.#index.concerns(subscriber, item.event)) {
      subscriber.lost(item.event);
      subscriber.give([numbered(done)]);
    }
  }

  /** Tells a subscriber that an update failed: no update is skipped silently. */
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
