/** Delegations (GDAP relationships) as they come in. The vendor has the say: a newer account of it goes over all that was done here. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Delegation } from '../../accounts/delegation/entity.ts';
import { DelegationNotice } from '../../accounts/delegation/notice.ts';
import { rowsOf } from '../../kernel/read/rows.ts';
import { delegationHistoryOf } from './delegation-history.ts';
import { emitEvent } from '../events.ts';
import { merged } from '../merge.ts';
import { customersOf, partnersOf, sellerKind } from './organization.ts';
import { countsOf, insert, loadForUpdate, upsert, newId, type Counts, type Upserted } from '../upsert.ts';
import type { DelegationRecord } from '../records/index.ts';

/** Writes delegations by the vendor's id; one that was drafted here is known by its name until the vendor's id is told. */
export async function writeDelegations(em: SqlEntityManager, records: DelegationRecord[]): Promise<Counts> {
  const customer = await customersOf(
    em,
    records.map(({ customerTenantId }) => customerTenantId),
  );
  const partner = await partnersOf(em, [
    ...records.map(({ partnerTenantId, providerTenantId }) => [partnerTenantId, sellerKind(providerTenantId)] as const),
    ...records.map(({ providerTenantId }) => [providerTenantId, 'INDIRECT_PROVIDER'] as const),
  ]);
  const all = [...merged(records, ({ externalId }) => externalId).values()];
  const rows = await loadForUpdate(
    em,
    Delegation,
    'externalId',
    all.map(({ externalId }) => externalId),
  );
  const drafts = await draftsNamed(
    em,
    all.map(({ displayName }) => displayName),
  );
  const said = all.map(({ customerTenantId, partnerTenantId, providerTenantId, notices = [], ...record }) => {
    const partnerId = partner(partnerTenantId);
    const before = rows.get(record.externalId) ?? drafts.get(nameOf({ partnerId, displayName: record.displayName }));
    if (before?.toldAt && record.toldAt && record.toldAt <= before.toldAt) return { before, said: {} };
    const noticed = notices.at(-1)?.daysLeft;
    return {
      before,
      said: { ...record, noticed, customerId: customer(customerTenantId), partnerId, providerId: partner(providerTenantId) },
    };
  });
  const written = await upsert(em, Delegation, said);
  await writeNotices(em, written, all);
  // Nobody follows delegations, but for the clock that waits for their ends: one of a batch wakes it.
  await emitEvent(
    em,
    written.flatMap(delegationHistoryOf).map((each, index) => ({ ...each, isNews: index === 0 })),
  );
  return countsOf(written, records.length);
}

const nameOf = ({ partnerId, displayName }: { partnerId: string | null | undefined; displayName: string }) => `${partnerId} ${displayName}`;

/** What was made here and is not known to the vendor by an id yet, by partner and name. */
async function draftsNamed(em: SqlEntityManager, names: string[]): Promise<Map<string, Delegation & { id: string }>> {
  const rows = await rowsOf(em, Delegation, (query) =>
    query
      .where(sql<boolean>`t.external_id is null and t.display_name = any(${names}::text[]) and t.status not in ('EXPIRED', 'TERMINATED')`)
      .orderBy('t.id')
      .forUpdate(),
  );
  return new Map((rows as unknown as Delegation[]).map((row) => [nameOf(row), row]));
}

async function writeNotices(
  em: SqlEntityManager,
  written: readonly Upserted<Delegation>[],
  all: readonly DelegationRecord[],
): Promise<void> {
  const notices = written.flatMap(({ row, was }, index) =>
    was === 'created' ? (all[index]!.notices ?? []).map((notice) => ({ row, notice })) : [],
  );
  const ids = await newId(em, notices.length);
  await insert(
    em,
    DelegationNotice,
    notices.map(({ row: { id, customerId, partnerId, endsAt, autoExtend }, notice }, index) =>
      Object.assign(new DelegationNotice(), {
        id: ids[index],
        delegationId: id,
        customerId,
        partnerId,
        endsAt,
        extends: autoExtend,
        ...notice,
      }),
    ),
  );
}
