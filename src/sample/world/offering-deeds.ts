/** The audit trail of a world's offerings: who published, changed, retired and acknowledged them. */
import type { AcknowledgementRecord, AuditEntryRecord } from '../../ingest/records/index.ts';
import { worldOfferings } from './offerings.ts';
import type { Setting } from './setting.ts';

const on = (partnerTenantId: string, name: string): AuditEntryRecord['on'] => ['SupportOffering', `${partnerTenantId} ${name}`];

/** What partners did to their offerings. */
export function* offeringDeeds(setting: Setting): Generator<AuditEntryRecord> {
  const partners = new Map([...setting.partners.values()].map((partner) => [partner.tenantId, partner]));
  for (const { partnerTenantId: tenantId, name, earlier, publishedAt, retiredAt } of worldOfferings(setting)) {
    const { staff } = partners.get(tenantId)!;
    const deed = (verb: string, at: Date, number: number): AuditEntryRecord => ({
      requestId: `sample-${verb}-${tenantId}-${name}-${number}`,
      at,
      verb: `supportOffering${verb}`,
      on: on(tenantId, name),
      rules: ['R26'],
      by: { subject: staff[0]!.subject, name: staff[0]!.name, tenantId, kind: 'PARTNER', role: 'ADMIN_AGENT' },
    });
    const published = [...earlier.map((terms) => terms.publishedAt), publishedAt].filter((at) => at !== undefined);
    for (const [index, at] of published.entries()) yield deed(index === 0 ? 'Publish' : 'Change', at, index + 1);
    if (retiredAt) yield deed('Retire', retiredAt, published.length);
  }
}

/** That a customer acknowledged a version. */
export const acknowledging = (record: AcknowledgementRecord): AuditEntryRecord => ({
  requestId: `sample-Acknowledge-${record.customerTenantId}-${record.partnerTenantId}-${record.offering}-${record.number}`,
  at: record.acknowledgedAt,
  verb: 'supportOfferingAcknowledge',
  on: on(record.partnerTenantId, record.offering),
  rules: ['R26'],
  by: {
    subject: record.subject,
    name: record.acknowledgedBy,
    tenantId: record.customerTenantId,
    kind: 'CUSTOMER',
    role: 'MEMBER',
  },
});
