/** Partners: the relationships between partners, as one of them exported them. */
import { countryOf, linkedCustomer, partnerIdOf } from '../values/organization.ts';
import { FieldReader } from '../steps/field-reader.ts';
import { partnerCenter } from '../detect/export-format.ts';
import { importStep, type ParsedRecord, type ImportContext, type WriteCommand } from '../steps/step.ts';
import { partnerRelationship } from '../values/enum-mappings.ts';

interface Listed {
  readonly tenantId: string;
  readonly name: string | undefined;
  readonly partnerId: string | undefined;
  readonly country: string | undefined;
  readonly side: 'EXPORTER_SELLS_THROUGH_IT' | 'IT_SELLS_THROUGH_EXPORTER' | null;
  /** Undefined in the relationships of a customer: they are listed because they hold, and state no state. */
  readonly active: boolean | undefined;
  readonly customer: string | undefined;
}

/** The relationships of a partner with others, or of a customer with partners: these tell of the partners at least. */
export const partnerRelationships = importStep<Listed>({
  shape: partnerCenter('partner relationships', 'PartnerRelationship', (clue) => clue.has('relationshipType', 'id')),
  kinds: ['partner', 'partnership'],
  read: (record) => ({
    tenantId: record.need('id', record.guid('id')),
    name: record.line('name'),
    partnerId: partnerIdOf(record, 'mpnId') ?? partnerIdOf(record, 'partnerId'),
    country: countryOf(record, 'location'),
    side: record.need('relationshipType', record.term('relationshipType', partnerRelationship)),
    active: activeOf(record),
    customer: linkedCustomer(record),
  }),
  settle,
  keyOf: ({ tenantId, side }, { exporter }) => `${tenantId} ${side} ${exporter ?? ''}`,
  account: 'relationship',
});

function activeOf(record: FieldReader): boolean | undefined {
  const state = record.line('state');
  return state === undefined ? undefined : state.toLowerCase() === 'active';
}

async function settle(drafts: readonly ParsedRecord<Listed>[], { known, report }: ImportContext): Promise<WriteCommand[]> {
  const kinds = await known.partnerKinds(drafts.flatMap(({ said, source }) => [said.tenantId, source.exporter]));
  // One that sells through others stays a provider, wherever else it is listed.
  const resellerKind = (tenantId: string) => (kinds.get(tenantId) === 'INDIRECT_PROVIDER' ? undefined : 'INDIRECT_RESELLER');
  const selves = new Map<string, WriteCommand>();
  const says = drafts.flatMap(({ said, source: { exporter, envelope }, place }): WriteCommand[] => {
    const { tenantId, name, partnerId, country, side, active } = said;
    const itSells = side === 'IT_SELLS_THROUGH_EXPORTER';
    const kind = side === null ? undefined : itSells ? resellerKind(tenantId) : 'INDIRECT_PROVIDER';
    const partner: WriteCommand = ['partner', { tenantId, name, partnerId, country, kind }];
    if (side === null)
      report.remark(place, 'relationshipType', 'is of no kind that Tierline knows: taken as a partner, without the relationship');
    else if (!exporter)
      report.remark(place, null, 'does not say whose relationships these are: taken as a partner only; pass --partner TENANT_ID');
    if (side === null || !exporter) return [partner];
    if (itSells) selves.set(exporter, ['partner', { tenantId: exporter, kind: 'INDIRECT_PROVIDER' }]);
    else if (!selves.has(exporter)) selves.set(exporter, ['partner', { tenantId: exporter, kind: resellerKind(exporter) }]);
    const [providerTenantId, resellerTenantId] = itSells ? [exporter, tenantId] : [tenantId, exporter];
    const customerTenantId = said.customer ?? linkedCustomer(new FieldReader(envelope.value));
    const custody: WriteCommand[] = customerTenantId
      ? [['custody', { customerTenantId, partnerTenantId: resellerTenantId, providerTenantId }]]
      : [];
    const partnership: WriteCommand = [
      'partnership',
      { providerTenantId, resellerTenantId, active: active ?? true },
      active === undefined ? 'fill' : undefined,
    ];
    return [partner, partnership, ...custody];
  });
  return [...selves.values(), ...says];
}
