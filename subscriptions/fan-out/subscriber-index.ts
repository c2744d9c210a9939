/** The index of all subscribers: by field, by visibility, by filter and by shape. */
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import { ID_FILTER, type SubscriptionDefinition } from '../../src/kernel/live/subscription-field.ts';
import { FilterCell, DeliveryLane, type SubscriberWork, type DeliveryLanes } from './cell.ts';
import type { OrderedQueue } from './ordered-queue.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';
import type { Subscriber } from './subscriber.ts';

/** The number of filters in a cell. */
const FILTERS = 512;

/** Finds the subscribers that an event may concern. */
export class SubscriberIndex {
  readonly #work: SubscriberWork;
  readonly #cells = new Map<SubscriptionDefinition, Map<string, FilterCell[]>>();
  readonly #all = new Map<Subscriber, { readonly cell: FilterCell; readonly lane: DeliveryLane }>();
  /** The queues that are behind. */
  readonly crowded = new Set<OrderedQueue<any, any>>();

  constructor(work: SubscriberWork) {
    this.#work = work;
  }

  get size(): number {
    return this.#all.size;
  }

  [Symbol.iterator](): Iterator<Subscriber> {
    return this.#all.keys();
  }

  /** The cells of the subscription fields for which `isMeant` holds. */
  *cells(isMeant: (live: SubscriptionDefinition) => boolean = () => true): Iterable<FilterCell> {
    for (const [live, forms] of this.#cells) if (isMeant(live)) for (const cells of forms.values()) yield* cells;
  }

  add(subscriber: Subscriber): void {
    const { live, visibility, given, filter, shape, request: asked } = subscriber.plan;
    const forms = getOrCreate(this.#cells, live, () => new Map<string, FilterCell[]>());
    const form = formOf(visibility, given);
    const cells = getOrCreate(forms, form, (): FilterCell[] => []);
    let cell = cells.find(({ filters }) => filters.has(filter)) ?? cells.find(({ filters }) => filters.size < FILTERS);
    if (!cell) cells.push((cell = new FilterCell(form, this.#work, this.crowded)));
    const lanes = getOrCreate(cell.filters, filter, (): DeliveryLanes => new Map());
    const lane = getOrCreate(lanes, shape, () => new DeliveryLane(shape, cell.isQuiet, this.#work, this.crowded));
    lane.members.add(subscriber);
    lane.count(asked.viewer.organization, 1);
    this.#all.set(subscriber, { cell, lane });
  }

  /** Removes a subscriber, if it is there. */
  remove(subscriber: Subscriber): void {
    const place = this.#all.get(subscriber);
    if (!place) return;
    this.#all.delete(subscriber);
    const { live, visibility, given, filter, shape, request: asked } = subscriber.plan;
    const { cell, lane } = place;
    lane.members.delete(subscriber);
    lane.count(asked.viewer.organization, -1);
    if (lane.members.size > 0) return;
    lane.end();
    const lanes = cell.filters.get(filter)!;
    lanes.delete(shape);
    if (lanes.size > 0) return;
    cell.filters.delete(filter);
    if (cell.filters.size > 0) return;
    cell.end();
    const forms = this.#cells.get(live)!;
    const form = formOf(visibility, given);
    const left = forms.get(form)!.filter((each) => each !== cell);
    if (left.length > 0) forms.set(form, left);
    else forms.delete(form);
  }

  /** Whether a subscriber is told of the end of access in an event. */
  concerns({ plan: { request: asked, live, given } }: Subscriber, { streamId, subjectType, subjectId }: LoggedEvent): boolean {
    return (
      asked.viewer.organization === streamId &&
      live.accessTypes.includes(subjectType) &&
      live.isEligible(asked.viewer) &&
      given.every(([key, id]) => key !== ID_FILTER || id === subjectId)
    );
  }

  /** Ends all work under way. The subscribers stay listed, but get nothing more. */
  end(): void {
    for (const cell of this.cells()) cell.end();
  }
}

/** The key of filters that one statement can match. */
const formOf = (visibility: string, given: SubscriptionPlan['given']): string => `${visibility}\n${given.map(([key]) => key).join(' ')}`;

/** The value of a key; `make` creates it when there is none. */
export function getOrCreate<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
