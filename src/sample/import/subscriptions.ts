/** Subscriptions of customers, as a partner exported them. */
import { linkedCustomer, partnerIdOf } from './organization.ts';
import { Reading } from './reading.ts';
import { custodyOf, providersAmong, saleOf } from './sale.ts';
import { partnerCenter } from './shape.ts';
import { step, type Draft, type Job, type Say } from './step.ts';
import { subscriptionStatus } from './terms.ts';
import type { SubscriptionRecord } from '../records.ts';

interface Listed {
  readonly subscription: Omit<SubscriptionRecord, 'customerTenantId'> & { customerTenantId: string };
  /** The PartnerID of the reseller of record, in the indirect model. */
  readonly partnerId: string | undefined;
}

/** What customers have bought; whose it is, its own link tells. */
export const subscriptions = step<Listed>({
  shape: partnerCenter('subscriptions', 'Subscription', (clue) => clue.has('offerId', 'quantity', 'status')),
  kinds: ['subscription'],
  read(record, { envelope, customer }) {
    const id = record.need('id', record.line('id') ?? record.line('subscriptionId'));
    const customerTenantId = linkedCustomer(record) ?? linkedCustomer(new Reading(envelope.value)) ?? record.guid('customerId') ?? customer;
    return {
      subscription: {
        externalId: id.toLowerCase(),
        customerTenantId:
          customerTenantId ?? record.refuse('links.self.uri', 'does not say whose subscription it is: pass --customer TENANT_ID'),
        offerName: record.need('offerName', record.line('offerName') ?? record.line('friendlyName')),
        quantity: record.need('quantity', record.whole('quantity')),
        status: record.need('status', record.term('status', subscriptionStatus)),
        startedAt: record.instant('effectiveStartDate') ?? record.instant('creationDate'),
      },
      partnerId: partnerIdOf(record, 'partnerId'),
    };
  },
  settle,
  keyOf: ({ subscription }) => subscription.externalId,
});

async function settle(drafts: readonly Draft<Listed>[], job: Job): Promise<Say[]> {
  const { known, report } = job;
  const sellers = await known.partnersById(drafts.map(({ said }) => said.partnerId));
  const sellerOf = ({ said: { partnerId } }: Draft<Listed>) => (partnerId ? sellers.get(partnerId) : undefined);
  const { providers, news } = await providersAmong(
    drafts.map((draft) => ({ exporter: draft.source.exporter, seller: sellerOf(draft) })),
    job,
  );
  const before = await known.subscriptions(drafts.map(({ said }) => said.subscription.externalId));
  const service = await known.services();
  return drafts.reduce<Say[]>(
    (says, draft) => {
      const {
        said: { subscription, partnerId },
        source: { exporter },
        place,
      } = draft;
      const seller = sellerOf(draft);
      if (partnerId && !seller)
        report.remark(place, 'partnerId', `names the partner ${partnerId}, whom no export tells of: taken without its partner of record`);
      const sale = saleOf(exporter, seller, exporter !== undefined && providers.has(exporter));
      // An order may have told the partner of record; that the exporter sold it itself is only a guess.
      const partnerOfRecordTenantId = seller ?? (before.get(subscription.externalId)?.partner ? undefined : sale.partner);
      says.push(...custodyOf(subscription.customerTenantId, sale));
      says.push([
        'subscription',
        { ...subscription, service: service(subscription.offerName), partnerOfRecordTenantId, providerTenantId: sale.provider },
      ]);
      return says;
    },
    [...news],
  );
}
