/** Customers, as a partner exported them. */
import type { KnownCustody } from '../steps/existing-records.ts';
import { countryOf } from '../values/organization.ts';
import { routingOf, providersAmong, saleOf } from './indirect-sale.ts';
import { partnerCenter } from '../detect/export-format.ts';
import { importStep, type ParsedRecord, type ImportContext, type WriteCommand } from '../steps/step.ts';
import { customerRelationship } from '../values/enum-mappings.ts';
import type { CustomerRecord } from '../../ingest/records/index.ts';

interface Listed {
  readonly customer: CustomerRecord;
  /** The tenant of the indirect reseller, which only an indirect provider can state. */
  readonly reseller: string | undefined;
  readonly isEnded: boolean;
}

/** Customers of the exporting partner, one or many. */
export const customerStep = importStep<Listed>({
  shape: partnerCenter(
    'customers',
    'Customer',
    // As Get-PartnerCustomer writes them, they have no profile.
    (clue) => clue.has('companyProfile') || (clue.has('customerId', 'name', 'domain') && clue.has('relationshipToPartner')),
  ),
  kinds: ['customer'],
  read(record) {
    const [company, billing] = [record.inside('companyProfile'), record.inside('billingProfile')];
    const tenantId = record.need('id', record.guid('id') ?? record.guid('customerId') ?? company?.guid('tenantId'));
    const name = company?.line('companyName') ?? record.line('name') ?? billing?.line('companyName');
    const domain = company?.line('domain') ?? record.line('domain');
    const country = countryOf(company?.inside('address'), 'country') ?? countryOf(billing?.inside('defaultAddress'), 'country');
    return {
      customer: { tenantId, name, domain: domain?.toLowerCase(), country },
      reseller: record.guid('associatedPartnerId'),
      isEnded: record.term('relationshipToPartner', customerRelationship) === 'ENDED',
    };
  },
  settle,
  keyOf: ({ customer }) => customer.tenantId,
});

async function settle(drafts: readonly ParsedRecord<Listed>[], job: ImportContext): Promise<WriteCommand[]> {
  const { providers, news } = await providersAmong(
    drafts.map(({ said, source }) => ({ exporter: source.exporter, seller: said.reseller })),
    job,
  );
  const served = Map.groupBy(await job.known.custodies(drafts.map(({ said }) => said.customer.tenantId)), ({ customer }) => customer);
  return drafts.reduce<WriteCommand[]>(
    (says, { said: { customer, reseller, isEnded }, source: { exporter }, place }) => {
      const partners = served.get(customer.tenantId) ?? [];
      const isTheirs = partners.some(({ partner, provider }) => [partner, provider].some((each) => each === exporter || each === reseller));
      says.push(['customer', customer]);
      if (isEnded)
        job.report.remark(
          place,
          'relationshipToPartner',
          'says that the relationship has ended: taken without a partner' + staying(partners),
        );
      else if (!exporter && !reseller)
        job.report.remark(place, null, 'does not say whose customer it is: taken without a partner; pass --partner TENANT_ID');
      else {
        if (partners.length > 0 && !isTheirs)
          job.report.remark(place, null, `is a customer of ${namesOf(partners)} here, and from now on of ${reseller ?? exporter} too`);
        says.push(...routingOf(customer.tenantId, saleOf(exporter, reseller, exporter !== undefined && providers.has(exporter))));
      }
      return says;
    },
    [...news],
  );
}

const namesOf = (partners: readonly KnownCustody[]): string => partners.map(({ partner }) => partner).join(', ');

/** What an import leaves as it is. */
const staying = (partners: readonly KnownCustody[]): string =>
  partners.length === 0 ? '' : `; here it stays a customer of ${namesOf(partners)}, as no import takes a customer away`;
