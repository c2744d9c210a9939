/** The crowd: all subscribers, sorted by what they follow, who may see the same, and what they are shown. */
import type { Live } from '../src/kernel/live.ts';
import type { Subscriber } from './subscriber.ts';

/** Those who follow the same things, by shape. */
export type Followers = Map<string, Set<Subscriber>>;

/** Those who may see the same, by what they follow. */
export type Class = Map<string, Followers>;

/** All subscribers of a process. */
export class Crowd {
  readonly #classes = new Map<Live, Map<string, Class>>();
  readonly #all = new Set<Subscriber>();

  get size(): number {
    return this.#all.size;
  }

  [Symbol.iterator](): Iterator<Subscriber> {
    return this.#all.values();
  }

  /** The classes of the live fields for which it holds. */
  classes(isMeant: (live: Live) => boolean): Class[] {
    return [...this.#classes].flatMap(([live, classes]) => (isMeant(live) ? [...classes.values()] : []));
  }

  add(subscriber: Subscriber): void {
    const { live, visibility, filter, shape } = subscriber.following;
    const classes = entry(this.#classes, live, () => new Map<string, Class>());
    const members = entry(classes, visibility, (): Class => new Map());
    const shapes = entry(members, filter, (): Followers => new Map());
    entry(shapes, shape, () => new Set()).add(subscriber);
    this.#all.add(subscriber);
  }

  /** Takes one out; one that is not there stays out. */
  remove(subscriber: Subscriber): void {
    if (!this.#all.delete(subscriber)) return;
    const { live, visibility, filter, shape } = subscriber.following;
    const classes = this.#classes.get(live)!;
    const members = classes.get(visibility)!;
    const shapes = members.get(filter)!;
    shapes.get(shape)!.delete(subscriber);
    if (shapes.get(shape)!.size === 0) shapes.delete(shape);
    if (shapes.size === 0) members.delete(filter);
    if (members.size === 0) classes.delete(visibility);
  }
}

/** What a map holds for a key; made when there is nothing yet. */
export function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
