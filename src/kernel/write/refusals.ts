/**
 * Limits how many rejections of one person other organizations read. Audit entries are kept for ever, and to cause a rejection costs
 * nothing.
 */
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../access/viewer.ts';

/**
 * The number of one person's rejections that others read, within this time in milliseconds. Only the person's own organization reads the
 * rest.
 */
export const REFUSALS_FOR_OTHERS = { most: 100, withinMs: 3_600_000 } as const;

/** The number of people counted, those with the latest rejections. */
const PEOPLE = 50_000;

/** Counts rejections by person. Each process counts its own. */
export class Refusals {
  readonly #counted = new LRUCache<string, { count: number; readonly until: number }>({ max: PEOPLE });

  /** Counts one; returns whether other organizations read it too. */
  areForOthers({ organization, kind, subject }: Pick<Viewer, 'organization' | 'kind' | 'subject'>, now: Date): boolean {
    const key = `${kind} ${organization} ${subject}`;
    const known = this.#counted.get(key);
    if (known && known.until > now.getTime()) return (known.count += 1) <= REFUSALS_FOR_OTHERS.most;
    this.#counted.set(key, { count: 1, until: now.getTime() + REFUSALS_FOR_OTHERS.withinMs });
    return true;
  }
}
