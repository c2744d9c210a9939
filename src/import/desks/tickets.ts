/** Tickets of other desks, whichever: read by what each desk's data says, and settled alike. */
import type { NoteRecord, TicketRecord } from '../../ingest/records/index.ts';
import { FieldReader, FieldRefusal } from '../steps/field-reader.ts';
import { serving } from '../partner-center/service-requests.ts';
import { importStep, type ParsedRecord, type ImportContext, type WriteCommand, type ImportStep } from '../steps/step.ts';
import { cluesOf, customerFound, shownAs, type Clues, type CustomerNamed } from './attribution.ts';
import type { DeskSystem } from './desk.ts';
import { externalIdOf } from './external-id.ts';
import { htmlAt, lineAt, personAt, rawAt, textAt, timeAt, type DeskPerson } from './member.ts';
import { knownAs, noteOf, writtenOf, type DeskNote } from './notes.ts';
import { severityOf, deskStateOf } from './words.ts';

const SUBSCRIPTION = /\/subscriptions\/([0-9a-f-]{36})(?:\/|$)/i;

interface DeskTicket {
  readonly number: string;
  readonly id: string | undefined;
  readonly installation: string | undefined;
  readonly system: string;
  /** What the desk itself says of it, in its own words. */
  readonly source: NonNullable<TicketRecord['source']>;
  readonly ticket: Pick<
    TicketRecord,
    'title' | 'description' | 'state' | 'severity' | 'createdAt' | 'updatedAt' | 'resolution' | 'resolvedAt'
  >;
  readonly product: string | undefined;
  readonly requester: DeskPerson | undefined;
  readonly assignee: DeskPerson | undefined;
  readonly customer: CustomerNamed;
  readonly notes: readonly DeskNote[];
}

/** The step that takes the tickets of a desk. */
export function ticketStep(desk: DeskSystem): ImportStep {
  return importStep<DeskTicket>({
    shape: { name: `tickets of ${desk.name}`, api: 'desk', fits: (clue) => desk.ticket.fits(clue) },
    kinds: ['ticket'],
    read: (record, source) => ticketOf(desk, record, source.mappings ?? []),
    settle: (drafts, job) => settle(desk, drafts, job),
    keyOf: ({ system, installation, number }) => `${system} ${installation} ${number}`,
    changedAt: ({ ticket }) => ticket.updatedAt.getTime(),
  });
}

function ticketOf(desk: DeskSystem, record: FieldReader, mappings: Parameters<typeof deskStateOf>[3]): DeskTicket {
  const { ticket: paths } = desk;
  const system = desk.system === 'neutral' ? (lineAt(record, ['system'])?.toLowerCase() ?? 'import') : desk.system;
  const number = record.need(paths.number[0]!, lineAt(record, paths.number));
  const createdAt = record.need(paths.createdAt[0]!, timeAt(record, paths.createdAt));
  const title = record.need(paths.title[0]!, lineAt(record, paths.title));
  const state = deskStateOf(desk, record, system, mappings);
  const resolvedAt = timeAt(record, paths.resolvedAt);
  const updatedAt = timeAt(record, paths.updatedAt) ?? resolvedAt ?? createdAt;
  const requester = personAt(record, paths.requester);
  const description = textAt(record, paths.description) ?? htmlAt(record, paths.html) ?? title;
  const list = rawAt(record, paths.notes);
  if (list !== undefined && !Array.isArray(list)) throw new FieldRefusal(paths.notes![0]!, 'is not a list');
  const notes = ((list as unknown[] | undefined) ?? []).flatMap((each, index) => {
    if (typeof each !== 'object' || each === null) throw new FieldRefusal(`${paths.notes![0]}[${index}]`, 'is not an object');
    const note = noteOf(desk, new FieldReader(each as Record<string, unknown>, `${paths.notes![0]}[${index}]`));
    return note && !(note.isPublic && note.text === description) ? [note] : [];
  });
  return {
    number,
    id: lineAt(record, paths.id),
    installation: installationOf(lineAt(record, paths.address)),
    system,
    source: {
      system: desk.system === 'neutral' ? system : desk.name,
      reference: number,
      status: lineAt(record, paths.status),
      severity: lineAt(record, paths.severity),
      resolution: textAt(record, paths.resolution),
    },
    ticket: {
      title,
      description,
      state,
      severity: severityOf(desk, record, system, mappings),
      createdAt,
      updatedAt,
      resolution: textAt(record, paths.resolution),
      resolvedAt: state === 'RESOLVED' || state === 'CLOSED' ? resolvedAt : undefined,
    },
    product: lineAt(record, paths.service),
    requester,
    assignee: personAt(record, paths.assignee),
    customer: {
      tenantId: lineAt(record, paths.customer.tenantId),
      domain: lineAt(record, paths.customer.domain),
      id: lineAt(record, paths.customer.id),
      name: lineAt(record, paths.customer.name),
      subscription: SUBSCRIPTION.exec(lineAt(record, paths.customer.subscription) ?? '')?.[1]?.toLowerCase(),
    },
    notes,
  };
}

/** The host of an address, which tells one installation of a desk from another. */
function installationOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : (/^https?:\/\/([^/:?#]+)/i.exec(address)?.[1] ?? address).toLowerCase();
}

async function settle(
  desk: DeskSystem,
  drafts: readonly ParsedRecord<DeskTicket>[],
  { known, report, directory }: ImportContext,
): Promise<WriteCommand[]> {
  const clues = drafts.map(({ said, source }) => cluesOf(said.customer, said.requester, said.system, directory, source.mappings ?? []));
  const owners = await known.subscriptions(clues.map(({ subscription }) => subscription));
  const customers = await known.customersLike(
    [
      ...[...owners.values()].map(({ customer }) => customer),
      ...clues.flatMap(({ tenants }) => tenants),
      ...drafts.map(({ source }) => source.customer),
    ],
    clues.flatMap(({ domains, mailDomain }) => [...domains, mailDomain]),
    clues.map(({ name }) => name),
  );
  const custodies = await known.custodies(customers.map(({ tenant }) => tenant));
  const service = await known.services();
  return drafts.flatMap(({ said, source: { exporter, customer: given }, place }, index): WriteCommand[] => {
    const { system, number, installation, ticket, product, requester, assignee, notes } = said;
    if (said.id !== undefined) directory.addTicket(system, said.id, number);
    const mine = customers.filter(({ tenant }) => {
      const partners = custodies.filter(({ customer }) => customer === tenant);
      return !exporter || partners.length === 0 || partners.some(({ partner, provider }) => partner === exporter || provider === exporter);
    });
    const owner = owners.get(clues[index]!.subscription ?? '')?.customer;
    const found =
      customerFound(clues[index]!, mine) ?? mine.find(({ tenant }) => tenant === owner) ?? mine.find(({ tenant }) => tenant === given);
    if (!found) {
      report.refuse(place, null, unattributed(desk, number, clues[index]!), 'ticket');
      return [];
    }
    const custody = serving(
      custodies.filter(({ customer }) => customer === found.tenant),
      exporter,
    );
    if (!custody) {
      report.refuse(
        place,
        null,
        `ticket ${number} does not tell which partner of ${found.name} answers it: pass --partner TENANT_ID`,
        'ticket',
      );
      return [];
    }
    const asking = knownAs(directory, system, requester);
    const worker = knownAs(directory, system, assignee);
    const about = { id: asking?.id, email: asking?.email, domain: found.domain ?? undefined };
    const written = notes.map((note): NoteRecord => {
      const { side, ...record } = writtenOf(note, knownAs(directory, system, note.author), about);
      return { ...record, authorTenantId: side === 'CUSTOMER' ? found.tenant : custody.partner };
    });
    const name = asking?.name ?? asking?.email;
    return [
      [
        'ticket',
        {
          ...ticket,
          source: said.source,
          externalId: externalIdOf(system, installation ?? custody.partner, number),
          channel: 'IMPORT',
          customerTenantId: found.tenant,
          partnerTenantId: custody.partner,
          providerTenantId: custody.provider ?? undefined,
          service: service(product),
          contact: name ? { name, email: asking?.email ?? null, phone: asking?.phone ?? null } : undefined,
          assignee: assigneeOf(worker, custody.partner),
          notes: written,
          incidents: [],
          openedBy: { subject: 'import', name: name ?? 'Import', tenantId: name ? found.tenant : custody.partner },
        },
      ],
    ];
  });
}

function assigneeOf(person: DeskPerson | undefined, tenantId: string): TicketRecord['assignee'] {
  const name = person?.name ?? person?.email;
  return name ? { subject: `import:${person!.email ?? name}`, name, tenantId } : undefined;
}

const unattributed = (desk: DeskSystem, number: string, clues: Clues): string =>
  `ticket ${number} of ${desk.name} is of ${shownAs(clues)}, who is no customer that the partner serves here: name the tenant under "customers" with --map, or pass --customer TENANT_ID${desk.advice ? `; ${desk.advice}` : ''}`;
