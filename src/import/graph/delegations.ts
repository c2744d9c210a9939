/** Delegations: granular delegated admin privileges (GDAP), and the customers who have given any, as Microsoft Graph lists them. */
import { endOf } from '../../accounts/delegation/duration.ts';
import { guidOf } from '../values/guid.ts';
import type { FieldReader } from '../steps/field-reader.ts';
import { graph } from '../detect/export-format.ts';
import { Skipped, plainStep, importStep, type WriteCommand } from '../steps/step.ts';
import { delegationStatus } from '../values/enum-mappings.ts';
import type { DelegationRecord } from '../../ingest/records/index.ts';

/** The customers for whom a partner has an active delegation. */
export const delegatedCustomers = plainStep({
  shape: graph(
    'customers with delegations (GDAP)',
    { types: ['delegatedAdminCustomer'], collection: /^(tenantrelationships\/)?delegatedadmincustomers$/ },
    // Teams, and the tenants of an Azure account, have these fields too: of a customer the id is the tenant.
    (clue) =>
      clue.has('tenantId', 'displayName') &&
      clue.word('id') === clue.word('tenantId') &&
      clue.hasOnly('id', 'tenantId', 'displayName', 'serviceManagementDetails'),
  ),
  kinds: ['customer'],
  read(record, { exporter }) {
    const tenantId = record.need('tenantId', record.guid('tenantId') ?? record.guid('id'));
    // Partner Center knows the name better, if it has told one.
    const customer: WriteCommand = ['customer', { tenantId, name: record.line('displayName') }, 'fill'];
    return exporter ? [customer, ['custody', { customerTenantId: tenantId, partnerTenantId: exporter }]] : [customer];
  },
});

interface Listed {
  readonly delegation: DelegationRecord;
  readonly customerName: string | undefined;
  readonly changedAt: number;
}

/** Delegations. One without a status is a request to make one. */
export const delegations = importStep<Listed>({
  shape: graph(
    'delegations (GDAP)',
    {
      types: ['delegatedAdminRelationship', 'resellerDelegatedAdminRelationship'],
      collection: /^(tenantrelationships\/)?delegatedadminrelationships$/,
    },
    (clue) => clue.has('accessDetails', 'duration'),
  ),
  kinds: ['delegation'],
  read(record) {
    if (!record.has('id')) throw new Skipped('is a request to make a delegation; nothing came of it yet');
    const customer = record.inside('customer');
    const createdAt = record.need('createdDateTime', record.instant('createdDateTime'));
    const autoExtend = record.duration('autoExtendDuration') ?? 'PT0S';
    const toldAt = record.instant('lastModifiedDateTime') ?? createdAt;
    const status = record.need('status', record.term('status', delegationStatus));
    const [lasts, startedAt] = [record.need('duration', record.duration('duration')), record.instant('activatedDateTime')];
    return {
      delegation: {
        ...idsOf(record),
        displayName: record.need('displayName', record.line('displayName')),
        status,
        roleIds: (record.inside('accessDetails')?.list('unifiedRoles') ?? []).map((role) =>
          role.need('roleDefinitionId', role.guid('roleDefinitionId')),
        ),
        duration: lasts,
        autoExtend: !/^P(T?0[A-Z])+$/i.test(autoExtend),
        createdAt,
        // It cannot be edited while it waits for the customer: what changed it last was asking.
        requestedAt: status === 'APPROVAL_PENDING' ? toldAt : undefined,
        startedAt,
        // None lasts for ever.
        endsAt: record.instant('endDateTime') ?? (startedAt && (endOf(startedAt, lasts) ?? undefined)),
        toldAt,
        customerTenantId: customer?.guid('tenantId'),
        providerTenantId: record.guid('indirectProviderTenantId'),
      },
      customerName: customer?.line('displayName'),
      changedAt: toldAt.getTime(),
    };
  },
  settle: (drafts) => drafts.flatMap(({ said }) => saysOf(said)),
  keyOf: ({ delegation }) => delegation.externalId,
  changedAt: ({ changedAt }) => changedAt,
});

/** The id is two GUIDs, and the second is the tenant of the partner. */
function idsOf(record: FieldReader): { externalId: string; partnerTenantId: string } {
  const externalId = record.need('id', record.line('id')).toLowerCase();
  const partnerTenantId = externalId.length === 73 && guidOf(externalId.slice(0, 36)) ? guidOf(externalId.slice(37)) : null;
  return {
    externalId,
    partnerTenantId: partnerTenantId ?? record.refuse('id', `is ${JSON.stringify(externalId)}, not two GUIDs joined by a hyphen`),
  };
}

/** Whoever has an active delegation works for that customer, and has to see it. */
function saysOf({ delegation, customerName: name }: Listed): WriteCommand[] {
  const { customerTenantId, partnerTenantId, providerTenantId, status } = delegation;
  const customer: WriteCommand[] = customerTenantId ? [['customer', { tenantId: customerTenantId, name }, 'fill']] : [];
  const custody: WriteCommand[] =
    customerTenantId && partnerTenantId && status === 'ACTIVE'
      ? [['custody', { customerTenantId, partnerTenantId, providerTenantId }]]
      : [];
  return [...customer, ...custody, ['delegation', delegation]];
}
