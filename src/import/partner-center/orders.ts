/** Orders: they tell the partner of record of the subscriptions that came of them. */
import { linkedCustomer, partnerIdOf, subscriptionIdOf } from '../values/organization.ts';
import { routingOf, providersAmong, saleOf } from './indirect-sale.ts';
import { partnerCenter } from '../detect/export-format.ts';
import { Skipped, importStep, type ParsedRecord, type ImportContext, type WriteCommand } from '../steps/step.ts';

interface Line {
  readonly externalId: string;
  readonly customerTenantId: string;
  readonly offerName: string;
  readonly quantity: number;
  readonly partnerId: string | undefined;
  readonly orderedAt: Date | undefined;
}

/** Orders that were placed. An order without an id is a request to place one. */
export const orders = importStep<Line[]>({
  shape: partnerCenter('orders', 'Order', (clue) => clue.has('referenceCustomerId', 'lineItems')),
  kinds: ['subscription'],
  read(record) {
    if (!record.has('id')) throw new Skipped('is a request to place an order; nothing came of it yet');
    const customerTenantId = record.need('referenceCustomerId', record.guid('referenceCustomerId') ?? linkedCustomer(record));
    return record.list('lineItems').flatMap((line): Line[] => {
      const id = line.line('subscriptionId');
      if (!id) return [];
      const externalId = subscriptionIdOf(id);
      const offerName = line.line('friendlyName') ?? line.line('offerId') ?? `Subscription ${externalId}`;
      const quantity = line.need('quantity', line.whole('quantity'));
      return [
        {
          externalId,
          customerTenantId,
          offerName,
          quantity,
          partnerId: partnerIdOf(line, 'partnerIdOnRecord'),
          orderedAt: record.instant('creationDate'),
        },
      ];
    });
  },
  settle,
});

/** What a subscription says of itself is newer than its order: the order adds the partner of record where none was said, and what is not there at all. */
async function settle(drafts: readonly ParsedRecord<Line[]>[], job: ImportContext): Promise<WriteCommand[]> {
  const { known, report } = job;
  // Of several orders of one subscription the latest counts.
  const lines = drafts
    .flatMap(({ said, source: { exporter }, place }) => said.map((line) => ({ ...line, exporter, place })))
    .sort((a, b) => (a.orderedAt?.getTime() ?? 0) - (b.orderedAt?.getTime() ?? 0));
  const sellers = await known.partnersById(lines.map(({ partnerId }) => partnerId));
  const sold = lines.map((line) => ({ ...line, seller: line.partnerId ? sellers.get(line.partnerId) : undefined }));
  const { providers, news } = await providersAmong(sold, job);
  const before = await known.subscriptions(lines.map(({ externalId }) => externalId));
  const service = await known.services();
  return sold.reduce<WriteCommand[]>(
    (says, { externalId, customerTenantId, offerName, quantity, partnerId, orderedAt, exporter, seller, place }) => {
      if (partnerId && !seller)
        report.remark(
          place,
          'partnerIdOnRecord',
          `names the partner ${partnerId}, whom no export tells of: taken without its partner of record`,
        );
      const sale = saleOf(exporter, seller, exporter !== undefined && providers.has(exporter));
      const row = before.get(externalId);
      const isGuess = !row?.partner || row.partner === exporter;
      const partnerOfRecordTenantId = isGuess ? (seller ?? (row?.partner ? undefined : sale.partner)) : undefined;
      const subscription = row
        ? { customerTenantId: row.customer, offerName: row.offerName, quantity: row.quantity, status: row.status }
        : { customerTenantId, offerName, quantity, status: 'UNKNOWN' as const, startedAt: orderedAt, service: service(offerName) };
      says.push(...routingOf(customerTenantId, sale));
      says.push(['subscription', { externalId, ...subscription, partnerOfRecordTenantId, providerTenantId: sale.provider }]);
      return says;
    },
    [...news],
  );
}
