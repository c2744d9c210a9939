/** Filling in: of what is said by the way, or again, only that is taken which is not known yet. */
import type { EntityClass } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Customer } from '../../accounts/customer/entity.ts';
import { Partner } from '../../accounts/partner/entity.ts';
import { CustomerSubscription } from '../../accounts/customer-subscription/entity.ts';
import type { Row } from '../../kernel/read/rows.ts';
import { bareName } from '../../ingest/accounts/organization.ts';
import { loadForUpdate } from '../../ingest/upsert.ts';
import type { PartnershipRecord, Records } from '../../ingest/records/index.ts';

type Fields = Record<string, string>;
const same = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [name, name]));

/** The kinds of which there can be several accounts: their key, and the column behind each field of the record. */
const KINDS: Partial<Record<keyof Records, { entity: EntityClass<{ id: string }>; key: string; fields: Fields }>> = {
  partner: {
    entity: Partner,
    key: 'tenantId',
    fields: same('name', 'kind', 'partnerId', 'country', 'supportEmail', 'supportTelephone', 'supportWebsite'),
  },
  customer: { entity: Customer, key: 'tenantId', fields: same('name', 'domain', 'country') },
  subscription: {
    entity: CustomerSubscription,
    key: 'externalId',
    fields: {
      ...same('offerName', 'quantity', 'status', 'region', 'startedAt'),
      service: 'serviceId',
      partnerOfRecordTenantId: 'partnerOfRecordId',
      providerTenantId: 'providerId',
      supportContactTenantId: 'supportContactId',
    },
  },
};

/** The fields that a record cannot be without: what is known stands in them. */
const REQUIRED = new Set(['offerName', 'quantity', 'status']);

/** The records without what is known already. */
export async function onlyUnknown<K extends keyof Records>(orm: MikroORM, kind: K, records: readonly Records[K][]): Promise<Records[K][]> {
  const table = KINDS[kind];
  // The health of a service is what the newest overview said.
  if (kind === 'service') return records.map((record) => ({ ...record, status: undefined }));
  if (kind === 'partnership') return withoutKnown(orm, records as readonly PartnershipRecord[]) as Promise<Records[K][]>;
  // Who is in a group is what the newest list of it says.
  if (kind === 'group') return [];
  if (!table) return [...records];
  const keyOf = (record: Records[K]) => String(record[table.key as keyof Records[K]]);
  const rows = await loadForUpdate(orm.em.fork(), table.entity, table.key, records.map(keyOf));
  return records.map((record) => {
    const row = rows.get(keyOf(record)) as Row | undefined;
    return row ? ({ ...record, ...knownFields(table.fields, row) } as Records[K]) : record;
  });
}

function knownFields(fields: Fields, row: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([field, column]) => row[column] != null && !(field === 'name' && row.name === bareName(String(row.tenantId))))
      .map(([field, column]) => [field, REQUIRED.has(field) ? row[column] : undefined]),
  );
}

async function withoutKnown(orm: MikroORM, records: readonly PartnershipRecord[]): Promise<PartnershipRecord[]> {
  const resellers = records.map(({ resellerTenantId }) => resellerTenantId);
  const { rows } = await sql<{ pair: string }>`select p.tenant_id || ' ' || s.tenant_id as pair
    from partner_relationship r join partner p on p.id = r.provider_id join partner s on s.id = r.reseller_id
    where s.tenant_id = any(${resellers}::uuid[])`.execute(orm.em.fork().getKysely());
  const known = new Set(rows.map(({ pair }) => pair));
  return records.filter(({ providerTenantId, resellerTenantId }) => !known.has(`${providerTenantId} ${resellerTenantId}`));
}
