/** Acknowledgements of terms, as they come in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { customersOf, partnersOf } from '../accounts/organization.ts';
import type { Counts } from '../upsert.ts';
import type { AcknowledgementRecord } from '../records/index.ts';

/** Writes acknowledgements, by customer, offering and version; one that is there is left as it is. */
export async function writeAcknowledgements(em: SqlEntityManager, records: AcknowledgementRecord[]): Promise<Counts> {
  const customer = await customersOf(
    em,
    records.map(({ customerTenantId }) => customerTenantId),
  );
  const partner = await partnersOf(
    em,
    records.map(({ partnerTenantId }) => [partnerTenantId, 'DIRECT_BILL'] as const),
  );
  const said = records.map(({ customerTenantId, partnerTenantId, ...rest }) => ({
    ...rest,
    customer: customer(customerTenantId),
    partner: partner(partnerTenantId),
  }));
  const json = JSON.stringify(said);
  const found = sql`jsonb_to_recordset(${json}::jsonb) as r(customer uuid, partner uuid, offering text, number int, subject text, "acknowledgedBy" text, "acknowledgedAt" timestamptz)
    left join support_offering o on o.partner_id = r.partner and o.name = r.offering
    left join support_offering_version v on v.offering_id = o.id and v.number = r.number`;
  const { rows: nowhere } = await sql<{ name: string }>`select r.offering as name from ${found} where v.id is null limit 1`.execute(
    em.getKysely(),
  );
  if (nowhere[0]) throw new Error(`a customer has acknowledged the offering ${nowhere[0].name} in a version that is not there`);
  const { rows } = await sql`insert into offering_acknowledgement
      (offering_id, version_id, number, customer_id, partner_id, subject, acknowledged_by, acknowledged_at)
    select o.id, v.id, r.number, r.customer, r.partner, r.subject, r."acknowledgedBy", r."acknowledgedAt" from ${found}
    on conflict do nothing returning id`.execute(em.getKysely());
  return { created: rows.length, changed: 0, unchanged: records.length - rows.length };
}
