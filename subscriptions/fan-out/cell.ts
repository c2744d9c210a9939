/** Cells match events against filters; lanes render them once for all subscribers that are sent the same text. Both are ordered queues. */
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import { OrderedQueue, type Done } from './ordered-queue.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';
import type { RenderedMessage } from './rendered-message.ts';
import type { Subscriber } from './subscriber.ts';

/** The rendered messages of one event, by shape. All lanes of a shape share one. */
export type Made = Map<string, Promise<RenderedMessage | null>>;

/** An item of a cell or lane: an event, with the error if matching failed, or the log position after a quiet time since `before`. */
export type CellEvent =
  | { readonly event: LoggedEvent; readonly made: Made; readonly error?: unknown }
  | { readonly place: EventPosition; readonly before: number };

/** The work that the hub does for cells and lanes. */
export interface SubscriberWork {
  /** Returns the filters of a cell that an event passes; null means all lanes of the cell. */
  match(cell: FilterCell, item: CellEvent): Promise<readonly DeliveryLanes[] | null>;
  /** Renders an item for the members of a lane; null when there is nothing to send. */
  render(lane: DeliveryLane, item: CellEvent): Promise<RenderedMessage | null> | null;
  /** Called when results of a lane are ready, in order. */
  ready(lane: DeliveryLane): void;
  /** Called when the queue of these subscribers is full. */
  onOverflow(lane: DeliveryLane): void;
}

/** The lanes of one filter, by shape. */
export type DeliveryLanes = Map<string, DeliveryLane>;

/** The subscribers that are sent the same text. Slow rendering delays only them. */
export class DeliveryLane {
  readonly members = new Set<Subscriber>();
  /** Results that are ready to be delivered. */
  ready: Done<CellEvent, RenderedMessage | null>[] = [];
  readonly #queue: OrderedQueue<CellEvent, RenderedMessage | null>;
  readonly #work: SubscriberWork;
  readonly #shape: string;
  readonly #organizations = new Map<string, number>();
  readonly #isQuiet: () => boolean;

  /** `isQuiet` tells whether the cell has no more items on their way to this lane. */
  constructor(shape: string, isQuiet: () => boolean, work: SubscriberWork, crowded: Set<OrderedQueue<any, any>>) {
    this.#shape = shape;
    this.#isQuiet = isQuiet;
    this.#work = work;
    const out = (done: Done<CellEvent, RenderedMessage | null>[]) => {
      for (const each of done) if ('error' in each || each.result) this.ready.push(each);
      if (this.ready.length > 0) work.ready(this);
    };
    this.#queue = new OrderedQueue((item) => work.render(this, item), out, crowded);
  }

  /** Whether more results than the ready ones are on their way. */
  get isMoreComing(): boolean {
    return !this.#queue.isIdle || !this.#isQuiet();
  }

  /** The plan of any member: all members are sent the same. */
  get plan(): SubscriptionPlan | undefined {
    for (const { plan } of this.members) return plan;
    return undefined;
  }

  /** The owner that pays for rendering: the organization of all members, or the shape when several organizations share the lane. */
  get owner(): string {
    const [first] = this.#organizations.keys();
    return this.#organizations.size === 1 ? first! : this.#shape;
  }

  push(item: CellEvent): void {
    if (this.#queue.push(item)) return;
    this.#work.onOverflow(this);
  }

  count(organization: string, by: 1 | -1): void {
    const now = (this.#organizations.get(organization) ?? 0) + by;
    if (now === 0) this.#organizations.delete(organization);
    else this.#organizations.set(organization, now);
  }

  end(): void {
    this.ready = [];
    this.#queue.end();
  }
}

/** Filters with the same keys and the same visibility, as many as one statement matches. */
export class FilterCell {
  /** The name that this cell has as an owner, when several organizations share it. */
  readonly name: string;
  readonly filters = new Map<string, DeliveryLanes>();
  readonly #queue: OrderedQueue<CellEvent, readonly DeliveryLanes[] | null>;
  readonly #work: SubscriberWork;

  constructor(name: string, work: SubscriberWork, crowded: Set<OrderedQueue<any, any>>) {
    this.name = name;
    this.#work = work;
    this.#queue = new OrderedQueue(
      (item) => work.match(this, item),
      (done) => this.#out(done),
      crowded,
    );
  }

  /** Whether no event is being matched. */
  readonly isQuiet = (): boolean => this.#queue.isIdle;

  get lanes(): DeliveryLane[] {
    return [...this.filters.values()].flatMap((lanes) => [...lanes.values()]);
  }

  push(item: CellEvent): void {
    if (!this.#queue.push(item)) for (const lane of this.lanes) this.#work.onOverflow(lane);
  }

  end(): void {
    this.#queue.end();
    for (const lane of this.lanes) lane.end();
  }

  #out(done: Done<CellEvent, readonly DeliveryLanes[] | null>[]): void {
    for (const each of done) {
      const { item } = each;
      if ('error' in each) this.#push({ ...(item as Extract<CellEvent, { event: unknown }>), error: each.error });
      else if (!each.result) this.#push(item);
      else for (const lanes of each.result) for (const lane of lanes.values()) lane.push(item);
    }
  }

  #push(item: CellEvent): void {
    for (const lane of this.lanes) lane.push(item);
  }
}
