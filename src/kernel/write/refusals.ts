/** Refusals: how many of one person's go into the audit trails of others. They are kept for ever, and to be refused costs nothing. */
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../access/viewer.ts';

/** How many refusals of one person others read, and within what time, in milliseconds. What is beyond is read by its own organization. */
export const REFUSALS_FOR_OTHERS = { most: 100, withinMs: 3_600_000 } as const;

/** How many people are counted at a time, those who were refused last. */
const PEOPLE = 50_000;

/** Counts refusals by person. Each process counts those that it made. */
export class Refusals {
  readonly #counted = new LRUCache<string, { count: number; readonly until: number }>({ max: PEOPLE });

  /** Counts one, and says whether others read it too. */
  areForOthers({ organization, kind, subject }: Pick<Viewer, 'organization' | 'kind' | 'subject'>, now: Date): boolean {
    const key = `${kind} ${organization} ${subject}`;
    const known = this.#counted.get(key);
    if (known && known.until > now.getTime()) return (known.count += 1) <= REFUSALS_FOR_OTHERS.most;
    this.#counted.set(key, { count: 1, until: now.getTime() + REFUSALS_FOR_OTHERS.withinMs });
    return true;
  }
}
