/** Partners and partnerships, as they come in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Partner } from '../../accounts/partner/entity.ts';
import { PartnerRelationship } from '../../accounts/relationship/entity.ts';
import { rowsOf } from '../../kernel/read/rows.ts';
import { sql } from 'kysely';
import { merged } from '../merge.ts';
import { contextOf } from '../context.ts';
import { bareName, higher, partnersOf } from './organization.ts';
import { connectSalesOf } from './sales.ts';
import { countsOf, loadForUpdate, upsert, type Counts } from '../upsert.ts';
import type { PartnerRecord, PartnershipRecord } from '../records/index.ts';

/** Writes partners, by tenant. */
export async function writePartners(em: SqlEntityManager, records: PartnerRecord[]): Promise<Counts> {
  const all = merged(records, ({ tenantId }) => tenantId.toLowerCase());
  const rows = await loadForUpdate(em, Partner, 'tenantId', all.keys());
  const said = [...all].map(([tenantId, record]) => {
    const before = rows.get(tenantId);
    return {
      before,
      said: {
        ...record,
        tenantId,
        name: record.name ?? before?.name ?? bareName(tenantId),
        kind: kindOf(em, before, record),
      },
    };
  });
  const written = await upsert(em, Partner, said);
  await connectSalesOf(
    em,
    written.filter(({ row, before }) => before && row.kind !== before.kind).map(({ row }) => row.id),
  );
  return countsOf(written, records.length);
}

/** What an import says of a kind only raises it; the sample world sets it. */
function kindOf(em: SqlEntityManager, before: Partner | undefined, { kind }: PartnerRecord): Partner['kind'] {
  if (!kind) return before?.kind ?? 'DIRECT_BILL';
  return contextOf(em).mark ? higher(before?.kind, kind) : kind;
}

/** Writes who sells through whom, by provider and reseller. */
export async function writePartnerships(em: SqlEntityManager, records: PartnershipRecord[]): Promise<Counts> {
  const partner = await partnersOf(em, [
    ...records.map(({ resellerTenantId }) => [resellerTenantId, 'INDIRECT_RESELLER'] as const),
    ...records.map(({ providerTenantId }) => [providerTenantId, 'INDIRECT_PROVIDER'] as const),
  ]);
  const named = records.map((record) => ({
    providerId: partner(record.providerTenantId),
    resellerId: partner(record.resellerTenantId),
    active: record.active,
  }));
  const pair = ({ providerId, resellerId }: { providerId: string; resellerId: string }) => `${providerId} ${resellerId}`;
  const all = merged(named, pair);
  const resellers = [...all.values()].map(({ resellerId }) => resellerId);
  const found = (await rowsOf(em, PartnerRelationship, (query) =>
    query
      .where(sql<boolean>`t.reseller_id = any(${resellers}::uuid[])`)
      .orderBy('t.id')
      .forUpdate(),
  )) as unknown as PartnerRelationship[];
  const rows = new Map(found.map((row) => [pair(row), row]));
  const said = [...all].map(([key, { active, providerId, resellerId }]) => ({
    before: rows.get(key),
    said: { providerId, resellerId, state: active ? ('ACTIVE' as const) : ('INACTIVE' as const) },
  }));
  const written = await upsert(em, PartnerRelationship, said);
  await connectSalesOf(
    em,
    written.filter(({ was }) => was !== 'unchanged').map(({ row }) => row.resellerId),
  );
  return countsOf(written, records.length);
}
