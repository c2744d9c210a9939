/** The crowd: all subscribers, by what they follow, who may see the same, what passes their filters, and what they are shown. */
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import { ID_FILTER, type SubscriptionDefinition } from '../../src/kernel/live/subscription-field.ts';
import { FilterCell, DeliveryLane, type SubscriberWork, type DeliveryLanes } from './cell.ts';
import type { OrderedQueue } from './ordered-queue.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';
import type { Subscriber } from './subscriber.ts';

/** How many filters a cell holds. */
const FILTERS = 512;

/** All subscribers of a process. */
export class SubscriberIndex {
  readonly #work: SubscriberWork;
  readonly #cells = new Map<SubscriptionDefinition, Map<string, FilterCell[]>>();
  readonly #all = new Map<Subscriber, { readonly cell: FilterCell; readonly lane: DeliveryLane }>();
  /** Lines that are behind. */
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

  /** The cells of the live fields for which it holds. */
  *cells(isMeant: (live: SubscriptionDefinition) => boolean = () => true): Iterable<FilterCell> {
    for (const [live, forms] of this.#cells) if (isMeant(live)) for (const cells of forms.values()) yield* cells;
  }

  add(subscriber: Subscriber): void {
    const { live, visibility, given, filter, shape, asked } = subscriber.following;
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

  /** Takes one out; one that is not there stays out. */
  remove(subscriber: Subscriber): void {
    const place = this.#all.get(subscriber);
    if (!place) return;
    this.#all.delete(subscriber);
    const { live, visibility, given, filter, shape, asked } = subscriber.following;
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

  /** Whether somebody hears of the end of access that an event tells of. */
  concerns({ following: { asked, live, given } }: Subscriber, { streamId, subjectType, subjectId }: LoggedEvent): boolean {
    return (
      asked.viewer.organization === streamId &&
      live.rights.includes(subjectType) &&
      live.hears(asked.viewer) &&
      given.every(([key, id]) => key !== ID_FILTER || id === subjectId)
    );
  }

  /** Ends all work that is under way; who is there is there no longer. */
  end(): void {
    for (const cell of this.cells()) cell.end();
  }
}

/** Filters of one form are matched by one statement. */
const formOf = (visibility: string, given: SubscriptionPlan['given']): string => `${visibility}\n${given.map(([key]) => key).join(' ')}`;

/** What a map holds for a key; made when there is nothing yet. */
export function getOrCreate<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
