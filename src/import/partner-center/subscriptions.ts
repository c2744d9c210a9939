/** Subscriptions of customers, as a partner exported them. */
import { linkedCustomer, partnerIdOf, subscriptionIdOf, tenantIn } from '../values/organization.ts';
import { FieldReader } from '../steps/field-reader.ts';
import { routingOf, providersAmong, saleOf } from './indirect-sale.ts';
import { partnerCenter } from '../detect/export-format.ts';
import { importStep, type ParsedRecord, type ImportContext, type WriteCommand } from '../steps/step.ts';
import { subscriptionStatus } from '../values/enum-mappings.ts';
import type { SubscriptionRecord } from '../../ingest/records/index.ts';

interface Listed {
  readonly subscription: Omit<SubscriptionRecord, 'customerTenantId'> & { customerTenantId: string };
  /** The PartnerID of the reseller of record, in the indirect model. */
  readonly partnerId: string | undefined;
  /** Whether only the name of the file, or of a folder, tells whose it is. */
  readonly isNamedByFile: boolean;
}

/** What customers have bought; whose it is, its own link tells. */
export const subscriptions = importStep<Listed>({
  shape: partnerCenter('subscriptions', 'Subscription', (clue) => clue.has('offerId', 'quantity', 'status')),
  kinds: ['subscription'],
  read(record, { envelope, customer, file }) {
    const id = record.need('id', record.line('id') ?? record.line('subscriptionId'));
    const [effective, created] = [record.instant('effectiveStartDate'), record.instant('creationDate')];
    const customerTenantId =
      linkedCustomer(record) ?? linkedCustomer(new FieldReader(envelope.value)) ?? record.guid('customerId') ?? customer ?? tenantIn(file);
    return {
      subscription: {
        externalId: subscriptionIdOf(id),
        customerTenantId:
          customerTenantId ??
          record.refuse(
            'links.self.uri',
            'does not say whose subscription it is: pass --customer TENANT_ID, or name the file or its folder by the tenant',
          ),
        offerName: record.need('offerName', record.line('offerName') ?? record.line('friendlyName')),
        quantity: record.need('quantity', record.whole('quantity')),
        status: record.need('status', record.term('status', subscriptionStatus)),
        startedAt: effective ?? created,
        friendlyName: record.line('friendlyName'),
        termDuration: record.line('termDuration'),
        commitmentEndsAt: record.instant('commitmentEndDate'),
        autoRenews: record.yesNo('autoRenewEnabled'),
        publisher: record.line('publisherName'),
        isMicrosoftProduct: record.yesNo('isMicrosoftProduct'),
      },
      partnerId: partnerIdOf(record, 'partnerId'),
      isNamedByFile: !linkedCustomer(record) && !linkedCustomer(new FieldReader(envelope.value)) && !record.guid('customerId') && !customer,
    };
  },
  settle,
  keyOf: ({ subscription }) => subscription.externalId,
});

async function settle(all: readonly ParsedRecord<Listed>[], job: ImportContext): Promise<WriteCommand[]> {
  const { known, report } = job;
  const customers = await known.customers(all.map(({ said }) => said.subscription.customerTenantId));
  const drafts = all.filter(({ said: { isNamedByFile, subscription }, place }) => {
    if (!isNamedByFile || customers.has(subscription.customerTenantId)) return true;
    const why = `belongs to ${subscription.customerTenantId}, as the name of the file says, and that is no customer that is known`;
    report.refuse(place, 'links.self.uri', why, 'subscription');
    return false;
  });
  await remarkMissing(drafts, job);
  const sellers = await known.partnersById(drafts.map(({ said }) => said.partnerId));
  const sellerOf = ({ said: { partnerId } }: ParsedRecord<Listed>) => (partnerId ? sellers.get(partnerId) : undefined);
  const { providers, news } = await providersAmong(
    drafts.map((draft) => ({ exporter: draft.source.exporter, seller: sellerOf(draft) })),
    job,
  );
  const before = await known.subscriptions(drafts.map(({ said }) => said.subscription.externalId));
  const service = await known.services();
  return drafts.reduce<WriteCommand[]>(
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
      if (!exporter && !seller)
        report.remark(place, null, 'does not say which partner sold it: taken without one; pass --partner TENANT_ID');
      says.push(...routingOf(subscription.customerTenantId, sale));
      says.push([
        'subscription',
        { ...subscription, service: service(subscription.offerName), partnerOfRecordTenantId, providerTenantId: sale.provider },
      ]);
      return says;
    },
    [...news],
  );
}

/** An export of all that a customer has leaves out what it has no more; what is in use here and not in it is told, and stays. */
async function remarkMissing(drafts: readonly ParsedRecord<Listed>[], { known, report }: ImportContext): Promise<void> {
  const files = Map.groupBy(drafts, ({ place }) => place.file);
  for (const [file, own] of files) {
    const [first] = own;
    const customers = new Set(own.map(({ said }) => said.subscription.customerTenantId));
    // Several customers, or one subscription by itself, are no list of all that somebody has.
    if (customers.size !== 1 || !first?.source.envelope.hasList || own.length > 400) continue;
    const here = await known.activeSubscriptions([...customers]);
    const gone = here.filter(({ id }) => !own.some(({ said }) => said.subscription.externalId === id));
    if (gone.length === 0) continue;
    const names = gone.slice(0, 5).map(({ id, offerName }) => `${offerName} (${id})`);
    report.remark(
      { file, number: null },
      null,
      `does not have ${gone.length === 1 ? 'a subscription' : `${gone.length} subscriptions`} of ${[...customers][0]} ${gone.length === 1 ? 'that stays' : 'that stay'} active here: ${names.join(', ')}${gone.length > 5 ? ', …' : ''}`,
    );
  }
}
