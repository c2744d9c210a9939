/** What customers have bought, as it comes in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { CustomerSubscription } from '../../accounts/customer-subscription/entity.ts';
import { merged } from '../merge.ts';
import { customersOf, partnersOf, sellerKind } from './organization.ts';
import { connectSales } from './sales.ts';
import { servicesNamed } from '../health/service.ts';
import { countsOf, loadForUpdate, upsert, type Counts } from '../upsert.ts';
import type { SubscriptionRecord } from '../records/index.ts';

/** Writes subscriptions, by the vendor's id. */
export async function writeSubscriptions(em: SqlEntityManager, records: SubscriptionRecord[]): Promise<Counts> {
  const customer = await customersOf(
    em,
    records.map(({ customerTenantId }) => customerTenantId),
  );
  const partner = await partnersOf(em, [
    ...records.map(({ supportContactTenantId }) => [supportContactTenantId, 'DIRECT_BILL'] as const),
    ...records.map(({ partnerOfRecordTenantId, providerTenantId }) => [partnerOfRecordTenantId, sellerKind(providerTenantId)] as const),
    ...records.map(({ providerTenantId }) => [providerTenantId, 'INDIRECT_PROVIDER'] as const),
  ]);
  const service = await servicesNamed(
    em,
    records.map((record) => record.service),
  );
  const all = merged(records, ({ externalId }) => externalId);
  const rows = await loadForUpdate(em, CustomerSubscription, 'externalId', all.keys());
  const said = [...all].map(([externalId, record]) => ({
    before: rows.get(externalId),
    said: {
      externalId,
      customerId: customer(record.customerTenantId),
      serviceId: service(record.service),
      offerName: record.offerName,
      quantity: record.quantity,
      status: record.status,
      region: record.region,
      partnerOfRecordId: partner(record.partnerOfRecordTenantId),
      providerId: partner(record.providerTenantId),
      supportContactId: partner(record.supportContactTenantId),
      startedAt: record.startedAt,
      friendlyName: record.friendlyName,
      termDuration: record.termDuration,
      commitmentEndsAt: record.commitmentEndsAt,
      autoRenews: record.autoRenews,
      publisher: record.publisher,
      isMicrosoftProduct: record.isMicrosoftProduct,
    },
  }));
  const written = await upsert(em, CustomerSubscription, said);
  await connectSales(
    em,
    written.map(({ row }) => row.customerId),
  );
  return countsOf(written, records.length);
}
