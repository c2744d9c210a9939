/** The sample world's records, by kind, without a database. */
import type { Records } from '../../src/ingest/records/index.ts';
import { worldOf, type WorldOptions } from '../../src/sample/world.ts';

/** Every record of a world. */
export type Gathered = { [K in keyof Records]: Records[K][] };

/** A fixed moment, for worlds that are compared. */
export const NOON = new Date('2026-11-20T12:00:00Z');

/** Gathers a world. */
export function gather(options: Partial<WorldOptions> = {}): Gathered {
  const all: Partial<Record<keyof Records, unknown[]>> = {};
  for (const { kind, records } of worldOf({ now: NOON, ...options })) (all[kind] ??= []).push(...records);
  return all as Gathered;
}

/** How many of a list there are of each sort. */
export const tally = <T>(items: readonly T[], sort: (item: T) => string): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(items, sort)].map(([key, those]) => [key, those.length]));
