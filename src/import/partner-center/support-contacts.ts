/** Support contacts: the partner that supports one subscription, where it is not the provider. */
import { partnerIdOf, subscriptionIdOf } from '../values/organization.ts';
import { partnerCenter } from '../detect/export-format.ts';
import { plainStep, importStep, type ParsedRecord, type ImportContext, type WriteCommand } from '../steps/step.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import type { PartnerRecord } from '../../ingest/records/index.ts';

const shape = partnerCenter('support contacts', 'SupportContact', (clue) => clue.has('supportTenantId'));
const SUBSCRIPTION_LINK = /\/subscriptions\/([^/?]+)/i;

function partnerOf(record: FieldReader): PartnerRecord {
  return {
    tenantId: record.need('supportTenantId', record.guid('supportTenantId')),
    name: record.line('name'),
    partnerId: partnerIdOf(record, 'supportMpnId'),
  };
}

/** The partners that are named as contacts: early, because their PartnerIDs stand elsewhere without their tenants. */
export const supportPartners = plainStep({
  shape,
  kinds: ['partner'],
  read(record, { exporter }) {
    const partner = partnerOf(record);
    // It is the exporter itself or one of its resellers.
    return [['partner', { ...partner, kind: partner.tenantId === exporter ? undefined : 'INDIRECT_RESELLER' }, 'fill']];
  },
});

/** Whom they support. */
export const supportContacts = importStep<{ externalId: string; tenantId: string }>({
  shape,
  kinds: ['subscription'],
  read(record) {
    const uri = record.inside('links')?.inside('self')?.line('uri') ?? '';
    const id = SUBSCRIPTION_LINK.exec(uri)?.[1];
    const externalId = id && subscriptionIdOf(id);
    return {
      tenantId: partnerOf(record).tenantId,
      externalId: externalId ?? record.refuse('links.self.uri', 'does not say which subscription it supports'),
    };
  },
  settle,
  keyOf: ({ externalId }) => externalId,
  account: 'support contact',
});

async function settle(
  drafts: readonly ParsedRecord<{ externalId: string; tenantId: string }>[],
  { known, report }: ImportContext,
): Promise<WriteCommand[]> {
  const before = await known.subscriptions(drafts.map(({ said }) => said.externalId));
  return drafts.flatMap(({ said: { externalId, tenantId }, place }): WriteCommand[] => {
    const row = before.get(externalId);
    if (row)
      return [
        [
          'subscription',
          {
            externalId,
            customerTenantId: row.customer,
            offerName: row.offerName,
            quantity: row.quantity,
            status: row.status,
            supportContactTenantId: tenantId,
          },
        ],
      ];
    report.remark(place, null, `taken as a partner only: the subscription ${externalId} is in no export that was read`);
    return [];
  });
}
