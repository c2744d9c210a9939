/** The support that partners offer, as it comes in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../kernel/rows.ts';
import { SupportOffering } from '../offerings/offering/entity.ts';
import { merged } from './intake-merge.ts';
import { partnersOf } from './intake-organization.ts';
import { servicesNamed } from './intake-service.ts';
import { lay, type Counts } from './intake-table.ts';
import type { OfferingRecord } from './records.ts';

/** Writes offerings by partner and name; the services that each covers become those that the record names. */
export async function writeOfferings(em: SqlEntityManager, records: OfferingRecord[]): Promise<Counts> {
  const partner = await partnersOf(
    em,
    records.map(({ partnerTenantId }) => [partnerTenantId, 'DIRECT_BILL'] as const),
  );
  const service = await servicesNamed(
    em,
    records.flatMap(({ services }) => services),
  );
  const named = records.map(({ partnerTenantId, ...record }) => ({ ...record, partnerId: partner(partnerTenantId) }));
  const all = [...merged(named, keyOf).values()];
  const partners = [...new Set(all.map(({ partnerId }) => partnerId))];
  const known = (await rowsOf(em, SupportOffering, (query) =>
    query
      .where(sql<boolean>`t.partner_id = any(${partners}::uuid[])`)
      .orderBy('t.id')
      .forUpdate(),
  )) as unknown as SupportOffering[];
  const rows = new Map(known.map((row) => [keyOf(row), row]));
  const said = all.map(({ services: _services, priceAmount, ...record }) => ({
    before: rows.get(keyOf(record)),
    // As PostgreSQL gives it back.
    said: { ...record, priceAmount: priceAmount === undefined ? undefined : Number(priceAmount).toFixed(2) },
  }));
  const written = await lay(em, SupportOffering, said);
  const moved = await cover(
    em,
    written.map(({ row }, index) => ({ offering: row.id, services: all[index]!.services.map((name) => service(name)) })),
  );
  const created = written.filter(({ was }) => was === 'created').length;
  const changed = written.filter(({ was, row }) => was === 'changed' || (was === 'unchanged' && moved.has(row.id))).length;
  return { created, changed, unchanged: records.length - created - changed };
}

const keyOf = ({ partnerId, name }: { partnerId: string; name: string }): string => `${partnerId} ${name}`;

/** Makes coverage what it should be. Answers the offerings for which that changed something. */
async function cover(em: SqlEntityManager, wanted: readonly { offering: string; services: readonly string[] }[]): Promise<Set<string>> {
  const pairs = JSON.stringify(wanted.flatMap(({ offering, services }) => services.map((service) => ({ offering, service }))));
  const offerings = wanted.map(({ offering }) => offering);
  const db = em.getKysely();
  const gone = await sql<{ id: string }>`delete from offering_service o where offering_id = any(${offerings}::uuid[]) and not exists (
    select from jsonb_to_recordset(${pairs}::jsonb) as r(offering uuid, service uuid) where r.offering = o.offering_id and r.service = o.service_id)
    returning offering_id as id`.execute(db);
  const come = await sql<{ id: string }>`insert into offering_service (offering_id, service_id)
    select offering, service from jsonb_to_recordset(${pairs}::jsonb) as r(offering uuid, service uuid)
    on conflict do nothing returning offering_id as id`.execute(db);
  return new Set([...gone.rows, ...come.rows].map(({ id }) => id));
}
