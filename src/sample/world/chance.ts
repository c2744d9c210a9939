/** Chance that repeats itself: the same seed and path give the same numbers, on every machine. */
import { hash } from 'node:crypto';

/** Gives a number from 0 up to 1, another one at each call. */
export type Chance = () => number;

/** The chance of one thing of a world (mulberry32), such as `chance(seed, 'ticket', 17)`: independent of how much else there is. */
export function chance(seed: number, ...path: (string | number)[]): Chance {
  let state = parseInt(hash('sha1', `${seed}/${path.join('/')}`).slice(0, 8), 16);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of a list. */
export const pick = <T>(next: Chance, list: readonly T[]): T => list[Math.floor(next() * list.length)]!;

/** A whole number from `min` to `max`, both included. */
export const randomInteger = (next: Chance, min: number, max: number): number => min + Math.floor(next() * (max - min + 1));

/** One of the keys of a table of weights. */
export function weighted<K extends string>(next: Chance, weights: Partial<Record<K, number>>): K {
  const entries = Object.entries(weights) as [K, number][];
  let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries[0]!)[0];
}

/** The id of one thing of a world, in the form that the vendor gives its own (UUID version 4). It comes from a hash and not from {@link chance}, whose 32 bits would repeat. */
export function idOf(seed: number, ...path: (string | number)[]): string {
  const hex = hash('sha256', `${seed}/${path.join('/')}`);
  const variant = '89ab'[parseInt(hex[16]!, 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
