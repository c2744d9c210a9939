/** Customers and their custody, as they come in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Customer } from '../../accounts/customer/entity.ts';
import { CustomerPartner } from '../../accounts/relationship/entity.ts';
import { rowsOf } from '../../kernel/read/rows.ts';
import { merged } from '../merge.ts';
import { bareName, customersOf, partnersOf, sellerKind } from './organization.ts';
import { connectSales } from './sales.ts';
import { countsOf, loadForUpdate, upsert, type Counts, type Incoming } from '../upsert.ts';
import type { RoutingRecord, CustomerRecord } from '../records/index.ts';

/** Writes customers, by tenant. */
export async function writeCustomers(em: SqlEntityManager, records: CustomerRecord[]): Promise<Counts> {
  const all = merged(records, ({ tenantId }) => tenantId.toLowerCase());
  const rows = await loadForUpdate(em, Customer, 'tenantId', all.keys());
  const said = [...all].map(([tenantId, record]) => {
    const before = rows.get(tenantId);
    return { before, said: { ...record, tenantId, name: record.name ?? before?.name ?? bareName(tenantId) } };
  });
  return countsOf(await upsert(em, Customer, said), records.length);
}

interface Kept {
  readonly before: CustomerPartner | undefined;
  said: Incoming<CustomerPartner> & { partnerId: string; providerId: string | null };
}

/** Writes which partner sells to which customer, and through whom. The triggers on these rows keep who may see whom. */
export async function writeRouting(em: SqlEntityManager, records: RoutingRecord[]): Promise<Counts> {
  const customer = await customersOf(
    em,
    records.map(({ customerTenantId }) => customerTenantId),
  );
  const partner = await partnersOf(em, [
    ...records.map(({ partnerTenantId, providerTenantId }) => [partnerTenantId, sellerKind(providerTenantId)] as const),
    ...records.map(({ providerTenantId }) => [providerTenantId, 'INDIRECT_PROVIDER'] as const),
  ]);
  const customers = [...new Set(records.map(({ customerTenantId }) => customer(customerTenantId)))];
  const rows = (await rowsOf(em, CustomerPartner, (query) =>
    query
      .where(sql<boolean>`t.customer_id = any(${customers}::uuid[])`)
      .orderBy('t.id')
      .forUpdate(),
  )) as unknown as CustomerPartner[];
  const books = new Map(customers.map((id) => [id, [] as Kept[]]));
  for (const row of rows)
    books.get(row.customerId)!.push({ before: row, said: { partnerId: row.partnerId, providerId: row.providerId ?? null } });
  for (const record of records) {
    const customerId = customer(record.customerTenantId);
    enter(books.get(customerId)!, { customerId, partnerId: partner(record.partnerTenantId), providerId: partner(record.providerTenantId) });
  }
  const written = await upsert(em, CustomerPartner, [...books.values()].flat());
  await connectSales(em, customers);
  return countsOf(written, records.length);
}

/**
 * An export of a provider often does not tell through which reseller a customer came: then the provider stands as the
 * partner itself, until a reseller is told, and not beside it. The order in which the two are told makes no difference.
 */
function enter(
  book: Kept[],
  { customerId, partnerId, providerId }: { customerId: string; partnerId: string; providerId: string | undefined },
): void {
  const same = book.find(({ said }) => said.partnerId === partnerId);
  if (same) {
    if (providerId) same.said.providerId = providerId;
    return;
  }
  if (!providerId && book.some(({ said }) => said.providerId === partnerId)) return;
  const placeholder = providerId ? book.find(({ said }) => said.partnerId === providerId && said.providerId === null) : undefined;
  if (placeholder) placeholder.said = { ...placeholder.said, partnerId, providerId: providerId! };
  else book.push({ before: undefined, said: { customerId, partnerId, providerId: providerId ?? null } });
}
