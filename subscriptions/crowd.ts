/** The crowd: all subscribers, by what they follow, who may see the same, what passes their filters, and what they are shown. */
import type { Place } from '../src/kernel/cursor.ts';
import type { LoggedEvent } from '../src/kernel/event.ts';
import { ONE, type Live } from '../src/kernel/live.ts';
import { Gathering } from './gathering.ts';
import { Line, type Done } from './line.ts';
import type { Following } from './following.ts';
import type { Message } from './message.ts';
import type { Subscriber } from './subscriber.ts';

/** What goes through cells and lanes: an event, what came of it where it could not be matched, or word of how far the log has come since it stood at `before`. */
export type Item = { readonly event: LoggedEvent; readonly error?: unknown } | { readonly place: Place; readonly before: number };

/** What a crowd does with items. */
export interface CrowdWork {
  /** Which of the filters of a cell an event passes; null where all lanes of it are meant. */
  match(cell: Cell, item: Item): Promise<readonly Lanes[] | null>;
  /** What the members of a lane are told; null where that is nothing. */
  tell(lane: Lane, item: Item): Promise<Message | null>;
  /** What came of items of a lane, in order. */
  ready(lane: Lane): void;
  /** These have been left behind: more waits for them than is kept. */
  behind(lane: Lane): void;
}

/** Those whose filter is the same, by shape. */
export type Lanes = Map<string, Lane>;

/** Those who are sent the same. What it costs to tell them delays them and nobody else. */
export class Lane {
  readonly members = new Set<Subscriber>();
  /** What is to be delivered. */
  ready: Done<Item, Message | null>[] = [];
  readonly #line: Line<Item, Message | null>;
  readonly #work: CrowdWork;
  readonly #shape: string;
  readonly #organizations = new Map<string, number>();
  readonly #gathering: Gathering;

  /** `isQuiet` says whether nothing more is on its way to it. */
  constructor(shape: string, isQuiet: () => boolean, work: CrowdWork, crowded: Set<Line<any, any>>) {
    this.#shape = shape;
    this.#work = work;
    this.#gathering = new Gathering(() => work.ready(this));
    const out = (done: Done<Item, Message | null>[]) => {
      for (const each of done) if ('error' in each || each.result) this.ready.push(each);
      this.#gathering.hold(this.ready.length, !this.#line.isIdle || !isQuiet());
    };
    this.#line = new Line((item) => work.tell(this, item), out, crowded);
  }

  /** Any one of them: they are told the same. */
  get following(): Following | undefined {
    for (const { following } of this.members) return following;
    return undefined;
  }

  /** At whose cost they are told: of their organization, or of what several have in common. */
  get owner(): string {
    const [first] = this.#organizations.keys();
    return this.#organizations.size === 1 ? first! : this.#shape;
  }

  push(item: Item): void {
    if (this.#line.push(item)) return;
    this.#work.behind(this);
  }

  count(organization: string, by: 1 | -1): void {
    const now = (this.#organizations.get(organization) ?? 0) + by;
    if (now === 0) this.#organizations.delete(organization);
    else this.#organizations.set(organization, now);
  }

  end(): void {
    this.#gathering.end();
    this.ready = [];
    this.#line.end();
  }
}

/** As many filters of one form as one statement matches, of those who may see the same. */
export class Cell {
  /** One of its own, for those who share it. */
  readonly name: string;
  readonly filters = new Map<string, Lanes>();
  readonly #line: Line<Item, readonly Lanes[] | null>;
  readonly #work: CrowdWork;

  constructor(name: string, work: CrowdWork, crowded: Set<Line<any, any>>) {
    this.name = name;
    this.#work = work;
    this.#line = new Line(
      (item) => work.match(this, item),
      (done) => this.#out(done),
      crowded,
    );
  }

  /** Whether nothing is being matched. */
  readonly isQuiet = (): boolean => this.#line.isIdle;

  get lanes(): Lane[] {
    return [...this.filters.values()].flatMap((lanes) => [...lanes.values()]);
  }

  push(item: Item): void {
    if (!this.#line.push(item)) for (const lane of this.lanes) this.#work.behind(lane);
  }

  end(): void {
    this.#line.end();
    for (const lane of this.lanes) lane.end();
  }

  #out(done: Done<Item, readonly Lanes[] | null>[]): void {
    for (const each of done) {
      const { item } = each;
      if ('error' in each) this.#push({ ...(item as { event: LoggedEvent }), error: each.error });
      else if (!each.result) this.#push(item);
      else for (const lanes of each.result) for (const lane of lanes.values()) lane.push(item);
    }
  }

  #push(item: Item): void {
    for (const lane of this.lanes) lane.push(item);
  }
}

/** How many filters a cell holds. */
const FILTERS = 64;

/** All subscribers of a process. */
export class Crowd {
  readonly #work: CrowdWork;
  readonly #cells = new Map<Live, Map<string, Cell[]>>();
  readonly #all = new Map<Subscriber, { readonly cell: Cell; readonly lane: Lane }>();
  /** Lines that are behind. */
  readonly crowded = new Set<Line<any, any>>();

  constructor(work: CrowdWork) {
    this.#work = work;
  }

  get size(): number {
    return this.#all.size;
  }

  [Symbol.iterator](): Iterator<Subscriber> {
    return this.#all.keys();
  }

  /** The cells of the live fields for which it holds. */
  *cells(isMeant: (live: Live) => boolean = () => true): Iterable<Cell> {
    for (const [live, forms] of this.#cells) if (isMeant(live)) for (const cells of forms.values()) yield* cells;
  }

  add(subscriber: Subscriber): void {
    const { live, visibility, given, filter, shape, asked } = subscriber.following;
    const forms = entry(this.#cells, live, () => new Map<string, Cell[]>());
    const form = formOf(visibility, given);
    const cells = entry(forms, form, (): Cell[] => []);
    let cell = cells.find(({ filters }) => filters.has(filter)) ?? cells.find(({ filters }) => filters.size < FILTERS);
    if (!cell) cells.push((cell = new Cell(form, this.#work, this.crowded)));
    const lanes = entry(cell.filters, filter, (): Lanes => new Map());
    const lane = entry(lanes, shape, () => new Lane(shape, cell.isQuiet, this.#work, this.crowded));
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
      given.every(([key, id]) => key !== ONE || id === subjectId)
    );
  }

  /** Ends all work that is under way; who is there is there no longer. */
  end(): void {
    for (const cell of this.cells()) cell.end();
  }
}

/** Filters of one form are matched by one statement. */
const formOf = (visibility: string, given: Following['given']): string => `${visibility}\n${given.map(([key]) => key).join(' ')}`;

/** What a map holds for a key; made when there is nothing yet. */
export function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
