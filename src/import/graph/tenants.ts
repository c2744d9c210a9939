/** Tenants: customers as other lists than Partner Center's name them (Microsoft Graph `contracts`, CIPP), and what a tenant says of itself (`organization`). */
import type { CustomerRecord } from '../../ingest/records/index.ts';
import { countryOf } from '../values/organization.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import { graph } from '../detect/export-format.ts';
import { importStep, type ParsedRecord, type WriteCommand } from '../steps/step.ts';

interface Listed {
  readonly customer: CustomerRecord;
  readonly isContract: boolean;
}

/** Contracts of Microsoft Graph, and CIPP's ListTenants: the customers of the partner. */
export const tenants = importStep<Listed>({
  shape: graph('contracts with customers', { types: ['contract'], collection: /^contracts$/ }, (clue) =>
    clue.has('customerId', 'displayName', 'defaultDomainName'),
  ),
  kinds: ['customer'],
  read: (record) => ({
    customer: {
      tenantId: record.need('customerId', record.guid('customerId')),
      name: record.line('displayName'),
      domain: record.line('defaultDomainName')?.toLowerCase(),
    },
    isContract: record.has('contractType'),
  }),
  settle: (drafts, { report }) =>
    drafts.flatMap(({ said: { customer }, source: { exporter }, place }): WriteCommand[] => {
      // Partner Center knows the name better, if it has told one.
      const says: WriteCommand[] = [['customer', customer, 'fill']];
      if (exporter) says.push(['custody', { customerTenantId: customer.tenantId, partnerTenantId: exporter }]);
      else report.remark(place, null, 'does not say whose customer it is: taken without a partner; pass --partner TENANT_ID');
      return says;
    }),
  keyOf: ({ customer }) => customer.tenantId,
});

/** What a tenant says of itself: of the partner, or of a customer that is known. */
export const organizations = importStep<CustomerRecord>({
  shape: graph('organizations', { types: ['organization'], collection: /^organization$/ }, (clue) =>
    clue.has('verifiedDomains', 'displayName'),
  ),
  kinds: ['customer'],
  read: (record) => ({
    tenantId: record.need('id', record.guid('id')),
    name: record.line('displayName'),
    domain: domainOf(record),
    country: countryOf(record, 'countryLetterCode'),
  }),
  async settle(drafts: readonly ParsedRecord<CustomerRecord>[], { known, report }) {
    const customers = await known.customers(drafts.map(({ said }) => said.tenantId));
    return drafts.flatMap(({ said, source: { exporter, customer }, place }): WriteCommand[] => {
      const { tenantId, name, country } = said;
      if (tenantId === exporter) return [['partner', { tenantId, name, country }, 'fill']];
      if (tenantId === customer || customers.has(tenantId)) return [['customer', said, 'fill']];
      report.leave(
        place,
        `${name ?? tenantId} (${tenantId}) is neither the partner nor a customer that is known: pass --partner or --customer`,
      );
      return [];
    });
  },
  keyOf: ({ tenantId }) => tenantId,
});

function domainOf(record: FieldReader): string | undefined {
  const domains = record.list('verifiedDomains');
  const main = domains.find((domain) => domain.yesNo('isDefault')) ?? domains[0];
  return main?.line('name')?.toLowerCase();
}
