/** Cells and lanes: the lines through which events go, to be matched with filters and to be told to those who are shown the same. */
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import { OrderedQueue, type Done } from './ordered-queue.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';
import type { RenderedMessage } from './rendered-message.ts';
import type { Subscriber } from './subscriber.ts';

/** What is told of one event, by shape: made once for all lanes of it. */
export type Made = Map<string, Promise<RenderedMessage | null>>;

/** What goes through cells and lanes: an event, what came of it where it could not be matched, or word of how far the log has come since it stood at `before`. */
export type CellEvent =
  | { readonly event: LoggedEvent; readonly made: Made; readonly error?: unknown }
  | { readonly place: EventPosition; readonly before: number };

/** What a crowd does with items. */
export interface SubscriberWork {
  /** Which of the filters of a cell an event passes; null where all lanes of it are meant. */
  match(cell: FilterCell, item: CellEvent): Promise<readonly DeliveryLanes[] | null>;
  /** What the members of a lane are told; null where that is nothing. */
  tell(lane: DeliveryLane, item: CellEvent): Promise<RenderedMessage | null> | null;
  /** What came of items of a lane, in order. */
  ready(lane: DeliveryLane): void;
  /** These have been left behind: more waits for them than is kept. */
  behind(lane: DeliveryLane): void;
}

/** Those whose filter is the same, by shape. */
export type DeliveryLanes = Map<string, DeliveryLane>;

/** Those who are sent the same. What it costs to tell them delays them and nobody else. */
export class DeliveryLane {
  readonly members = new Set<Subscriber>();
  /** What is to be delivered. */
  ready: Done<CellEvent, RenderedMessage | null>[] = [];
  readonly #line: OrderedQueue<CellEvent, RenderedMessage | null>;
  readonly #work: SubscriberWork;
  readonly #shape: string;
  readonly #organizations = new Map<string, number>();
  readonly #isQuiet: () => boolean;

  /** `isQuiet` says whether nothing more is on its way to it. */
  constructor(shape: string, isQuiet: () => boolean, work: SubscriberWork, crowded: Set<OrderedQueue<any, any>>) {
    this.#shape = shape;
    this.#isQuiet = isQuiet;
    this.#work = work;
    const out = (done: Done<CellEvent, RenderedMessage | null>[]) => {
      for (const each of done) if ('error' in each || each.result) this.ready.push(each);
      if (this.ready.length > 0) work.ready(this);
    };
    this.#line = new OrderedQueue((item) => work.tell(this, item), out, crowded);
  }

  /** Whether more than what is ready is on its way. */
  get isMoreComing(): boolean {
    return !this.#line.isIdle || !this.#isQuiet();
  }

  /** Any one of them: they are told the same. */
  get following(): SubscriptionPlan | undefined {
    for (const { following } of this.members) return following;
    return undefined;
  }

  /** At whose cost they are told: of their organization, or of what several have in common. */
  get owner(): string {
    const [first] = this.#organizations.keys();
    return this.#organizations.size === 1 ? first! : this.#shape;
  }

  push(item: CellEvent): void {
    if (this.#line.push(item)) return;
    this.#work.behind(this);
  }

  count(organization: string, by: 1 | -1): void {
    const now = (this.#organizations.get(organization) ?? 0) + by;
    if (now === 0) this.#organizations.delete(organization);
    else this.#organizations.set(organization, now);
  }

  end(): void {
    this.ready = [];
    this.#line.end();
  }
}

/** As many filters of one form as one statement matches, of those who may see the same. */
export class FilterCell {
  /** One of its own, for those who share it. */
  readonly name: string;
  readonly filters = new Map<string, DeliveryLanes>();
  readonly #line: OrderedQueue<CellEvent, readonly DeliveryLanes[] | null>;
  readonly #work: SubscriberWork;

  constructor(name: string, work: SubscriberWork, crowded: Set<OrderedQueue<any, any>>) {
    this.name = name;
    this.#work = work;
    this.#line = new OrderedQueue(
      (item) => work.match(this, item),
      (done) => this.#out(done),
      crowded,
    );
  }

  /** Whether nothing is being matched. */
  readonly isQuiet = (): boolean => this.#line.isIdle;

  get lanes(): DeliveryLane[] {
    return [...this.filters.values()].flatMap((lanes) => [...lanes.values()]);
  }

  push(item: CellEvent): void {
    if (!this.#line.push(item)) for (const lane of this.lanes) this.#work.behind(lane);
  }

  end(): void {
    this.#line.end();
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
