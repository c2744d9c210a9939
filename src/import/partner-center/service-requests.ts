/** Service requests: requests to the vendor. Those that name a customer become tickets of that customer. */
import { linkedCustomer, tenantIn } from '../values/organization.ts';
import { FieldReader } from '../steps/field-reader.ts';
import { partnerCenter } from '../detect/export-format.ts';
import { Skipped, importStep, type ParsedRecord, type ImportContext, type WriteCommand } from '../steps/step.ts';
import { requestSeverity, requestState } from '../values/enum-mappings.ts';
import type { KnownCustody } from '../steps/existing-records.ts';
import type { NoteRecord, SourceRecord, TicketRecord } from '../../ingest/records/index.ts';

interface Listed {
  readonly ticket: Omit<TicketRecord, 'customerTenantId' | 'partnerTenantId' | 'openedBy' | 'notes' | 'incidents' | 'service'>;
  readonly notes: readonly Pick<NoteRecord, 'author' | 'text' | 'createdAt'>[];
  readonly organization: { readonly tenantId: string; readonly name: string | undefined } | undefined;
  readonly opener: string | undefined;
  readonly product: string | undefined;
}

/** Requests that were made. One without an id is a request to change one. */
export const serviceRequests = importStep<Listed>({
  shape: partnerCenter(
    'service requests',
    'ServiceRequest',
    // Tickets of Azure support have members of the same names.
    (clue) =>
      (clue.has('title', 'severity', 'status', 'createdDate') || clue.has('supportTopicId', 'title')) &&
      !clue.has('supportTicketId') &&
      !clue.word('id').startsWith('/subscriptions/'),
  ),
  kinds: ['ticket'],
  read(record, { envelope, customer, file }) {
    // PowerShell names it otherwise.
    const externalId = record.line('id') ?? record.line('serviceRequestId');
    if (!externalId) throw new Skipped('is a request to change a service request, not what came of it');
    const createdAt = record.need('createdDate', record.instant('createdDate'));
    const updatedAt = record.instant('lastModifiedDate') ?? createdAt;
    const title = record.need('title', record.line('title'));
    const contact = contactOf(record);
    return {
      ticket: {
        externalId,
        title,
        description: record.text('description') ?? title,
        severity: record.term('severity', requestSeverity) ?? 'MINIMAL',
        state: record.term('status', requestState) ?? 'NEW',
        source: sourceOf(record, externalId),
        channel: 'IMPORT',
        createdAt,
        updatedAt,
        resolvedAt: record.instant('lastClosedDate'),
        contact,
      },
      notes: record.list('notes').flatMap((note) => {
        const text = note.text('text');
        return text ? [{ author: note.line('createdByName') ?? 'Import', text, createdAt: note.instant('createdDate') ?? updatedAt }] : [];
      }),
      organization: organizationOf(record, new FieldReader(envelope.value), customer ?? tenantIn(file)),
      opener: contact?.name,
      product: record.line('productName'),
    };
  },
  settle,
});

/** What Partner Center says of it, in its own words. */
function sourceOf(record: FieldReader, reference: string): SourceRecord {
  const word = (key: string) => {
    const value = record.raw(key);
    return typeof value === 'number' ? String(value) : record.line(key);
  };
  return { system: 'Partner Center', reference, status: word('status'), severity: word('severity'), resolution: record.text('resolution') };
}

function contactOf(record: FieldReader): TicketRecord['contact'] {
  const contact = record.inside('primaryContact');
  const name = [contact?.line('firstName'), contact?.line('lastName')].filter(Boolean).join(' ');
  return contact && name ? { name, email: contact.line('email') ?? null, phone: contact.line('phoneNumber') ?? null } : undefined;
}

/** The customer: as the request says, as the caller or the name of the file does. An organization that it names itself counts first. */
function organizationOf(record: FieldReader, envelope: FieldReader, named: string | undefined): Listed['organization'] {
  const organization = record.inside('organization');
  const tenantId = linkedCustomer(record) ?? linkedCustomer(envelope) ?? organization?.guid('id') ?? named;
  return tenantId ? { tenantId, name: organization?.line('name') } : undefined;
}

async function settle(drafts: readonly ParsedRecord<Listed>[], { known, report }: ImportContext): Promise<WriteCommand[]> {
  const tenants = drafts.map(({ said }) => said.organization?.tenantId);
  const [customers, custodies, service] = [await known.customers(tenants), await known.custodies(tenants), await known.services()];
  return drafts.flatMap(({ said: { ticket, notes, organization, opener, product }, source: { exporter }, place }): WriteCommand[] => {
    const { externalId } = ticket;
    if (!organization || !customers.has(organization.tenantId)) {
      const whose =
        organization &&
        `: ${organization.name ?? 'its organization'} (${organization.tenantId}) is ${organization.tenantId === exporter ? 'the partner itself' : 'no customer here'}`;
      report.leave(
        place,
        `service request ${externalId} names no customer${whose ?? ': pass --customer TENANT_ID, or name the file or its folder by the tenant'}`,
      );
      return [];
    }
    const custody = serving(
      custodies.filter(({ customer }) => customer === organization.tenantId),
      exporter,
    );
    if (!custody) {
      report.leave(place, `service request ${externalId} does not tell which partner of its customer answers it; pass --partner TENANT_ID`);
      return [];
    }
    const authorTenantId = custody.partner;
    const written = notes.map((note): NoteRecord => ({
      ...note,
      authorTenantId,
      authorSubject: `import:${note.author}`,
      audience: 'PARTNERS',
    }));
    const parties = {
      customerTenantId: organization.tenantId,
      partnerTenantId: custody.partner,
      providerTenantId: custody.provider ?? undefined,
    };
    const openedBy = { subject: 'import', name: opener ?? 'Import', tenantId: custody.partner };
    return [['ticket', { ...ticket, ...parties, service: service(product), notes: written, incidents: [], openedBy }]];
  });
}

/** The partner that answers: the exporter, or the reseller behind whom it stands, or the only one there is. */
export function serving(
  custodies: readonly KnownCustody[],
  exporter: string | undefined,
): Pick<KnownCustody, 'partner' | 'provider'> | undefined {
  const own = custodies.find(({ partner }) => partner === exporter);
  const behind = custodies.filter(({ provider }) => provider === exporter && exporter !== undefined);
  if (own) return own;
  if (behind.length > 0) return behind.length === 1 ? behind[0] : undefined;
  return custodies.length === 1 ? custodies[0] : custodies.length === 0 && exporter ? { partner: exporter, provider: null } : undefined;
}
