/** Profiles: what the exporting partner says of itself. */
import { countryOf, emailOf, partnerIdOf, websiteOf } from '../values/organization.ts';
import { partnerCenter, type ExportFormat } from '../detect/export-format.ts';
import { Skipped, plainStep, type StepSource, type ImportStep } from '../steps/step.ts';
import type { PartnerRecord } from '../../ingest/records/index.ts';
import type { FieldReader } from '../steps/field-reader.ts';

function profile(shape: ExportFormat, read: (record: FieldReader) => Omit<PartnerRecord, 'tenantId'>): ImportStep {
  return plainStep({
    shape,
    kinds: ['partner'],
    read(record, { exporter }: StepSource) {
      const said = read(record);
      if (!exporter) throw new Skipped('does not say whose profile it is; pass --partner TENANT_ID');
      return [['partner', { tenantId: exporter, ...said }]];
    },
    keyOf: (_, { exporter }) => `${shape.name} ${exporter}`,
  });
}

/** How customers reach the support of the partner. */
export const supportProfile = profile(
  partnerCenter('support profiles', 'PartnerSupportProfile', (clue) => clue.word('profileType') === 'support_profile'),
  (record) => ({
    supportEmail: emailOf(record, 'email'),
    supportTelephone: record.line('telephone'),
    supportWebsite: websiteOf(record, 'website'),
  }),
);

/** The company behind the partner. */
export const legalProfile = profile(
  partnerCenter('legal business profiles', 'LegalBusinessProfile', (clue) => clue.has('companyName', 'vettingStatus')),
  (record) => ({ name: record.need('companyName', record.line('companyName')), country: countryOf(record.inside('address'), 'country') }),
);

/** The id of the partner in the vendor's program. */
export const mpnProfile = profile(
  partnerCenter('MPN profiles', 'MpnProfile', (clue) => clue.has('mpnId', 'profileType')),
  (record) => ({ partnerId: record.need('mpnId', partnerIdOf(record, 'mpnId')) }),
);
