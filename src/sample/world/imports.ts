/** Imports: each partner persona's company has taken its exports in once. */
import { personas } from '../personas.ts';
import type { ImportRunRecord } from '../records.ts';
import { hoursBefore } from './incidents.ts';
import type { Setting } from './setting.ts';

/** One for each partner that a persona works for. */
export const importRuns = ({ now }: Setting): ImportRunRecord[] =>
  [...new Set(personas.filter(({ claims }) => claims.kind === 'PARTNER').map(({ claims }) => claims.organization!))].map((partnerId) => ({
    partnerId,
    importedBy: 'Operations',
    source: 'first-exports',
    fileCount: 6,
    refusedCount: 1,
    leftOutCount: 2,
    counts: [
      { kind: 'customer', created: 12, changed: 0, unchanged: 3, refused: 1 },
      { kind: 'subscription', created: 31, changed: 2, unchanged: 0, refused: 0 },
    ],
    startedAt: hoursBefore(now, 24 * 40),
    endedAt: hoursBefore(now, 24 * 40),
  }));
