/** Imports: each partner persona's company has taken its exports in once, and what was exported out of the tenants of customers. */
import { personaNamed, personas } from '../personas.ts';
import type { ImportRunRecord } from '../../ingest/records/index.ts';
import { worldCustomers } from './customers.ts';
import { hoursBefore } from './incidents.ts';
import type { Setting } from './setting.ts';

/** One for each partner that a persona works for, and one for each customer that a persona works at, by each partner that works for it. */
export function importRuns(setting: Setting): ImportRunRecord[] {
  const companies = new Set(personas.filter(({ claims }) => claims.kind === 'PARTNER').map(({ claims }) => claims.organization!));
  const own = [...companies].map((partnerId) => importRun(setting, { partnerId, source: 'first-exports' }));
  const tenants = [...worldCustomers(setting)]
    .filter(({ persona }) => persona)
    .flatMap(({ id: customerId, partner, provider }) =>
      [partner, provider]
        .flatMap((each) => (each?.persona ? [personaNamed(each.persona)!.claims.organization!] : []))
        .map((partnerId) => importRun(setting, { partnerId, customerId: customerId!, source: `tenant-${customerId!.slice(-4)}` })),
    );
  return [...own, ...tenants];
}

const importRun = ({ now }: Setting, whose: Pick<ImportRunRecord, 'partnerId' | 'customerId' | 'source'>): ImportRunRecord => ({
  ...whose,
  importedBy: 'Operations',
  fileCount: 6,
  refusedCount: 1,
  leftOutCount: 2,
  counts: [
    { kind: 'customer', created: 12, changed: 0, unchanged: 3, refused: 1 },
    { kind: 'subscription', created: 31, changed: 2, unchanged: 0, refused: 0 },
  ],
  startedAt: hoursBefore(now, 24 * 40),
  endedAt: hoursBefore(now, 24 * 40),
});
