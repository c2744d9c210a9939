/** What customers and partners may rely on before there is a ticket, as it comes in: product resources, and the boundaries of support. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../kernel/read/rows.ts';
import { SupportBoundary } from '../../tickets/boundary/entity.ts';
import { SupportResource } from '../../tickets/resource/entity.ts';
import { merged } from '../merge.ts';
import { partnersOf } from '../accounts/organization.ts';
import { servicesNamed } from '../health/service.ts';
import { countsOf, upsert, type Counts } from '../upsert.ts';
import type { BoundaryRecord, ResourceRecord } from '../records/index.ts';

/** Writes product resources, by service and address. */
export async function writeResources(em: SqlEntityManager, records: ResourceRecord[]): Promise<Counts> {
  const service = await servicesNamed(
    em,
    records.map((record) => record.service),
  );
  const named = records.map(({ service: name, title, url }) => ({ serviceId: service(name), title, url }));
  const keyOf = ({ serviceId, url }: { serviceId: string; url: string }) => `${serviceId} ${url}`;
  const all = [...merged(named, keyOf).values()];
  const ids = [...new Set(all.map(({ serviceId }) => serviceId))];
  const known = (await rowsOf(em, SupportResource, (query) =>
    query.where(sql<boolean>`t.service_id = any(${ids}::uuid[])`),
  )) as unknown as SupportResource[];
  const rows = new Map(known.map((row) => [keyOf(row), row]));
  return countsOf(
    await upsert(
      em,
      SupportResource,
      all.map((said) => ({ before: rows.get(keyOf(said)), said })),
    ),
    records.length,
  );
}

/** Writes the boundaries of support, by partner and service; the newest statement counts. */
export async function writeBoundaries(em: SqlEntityManager, records: BoundaryRecord[]): Promise<Counts> {
  const partner = await partnersOf(
    em,
    records.map(({ partnerTenantId }) => [partnerTenantId, 'DIRECT_BILL'] as const),
  );
  const service = await servicesNamed(
    em,
    records.map((record) => record.service),
  );
  const keyOf = ({ partnerId, serviceId }: { partnerId: string; serviceId: string }) => `${partnerId} ${serviceId}`;
  const named = records.map(({ partnerTenantId, service: name, ...said }) => ({
    ...said,
    partnerId: partner(partnerTenantId),
    serviceId: service(name),
  }));
  const all = [...merged(named, keyOf).values()];
  const partners = [...new Set(all.map(({ partnerId }) => partnerId))];
  const known = (await rowsOf(em, SupportBoundary, (query) =>
    query.where(sql<boolean>`t.partner_id = any(${partners}::uuid[])`),
  )) as unknown as SupportBoundary[];
  const rows = new Map(known.map((row) => [keyOf(row), row]));
  const said = all.map((each) => {
    const before = rows.get(keyOf(each));
    return { before, said: before && before.updatedAt > each.updatedAt ? {} : each };
  });
  return countsOf(await upsert(em, SupportBoundary, said), records.length);
}
