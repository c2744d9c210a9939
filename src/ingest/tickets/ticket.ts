/** Tickets, as they come in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Customer } from '../../accounts/customer/entity.ts';
import { CustomerSubscription } from '../../accounts/customer-subscription/entity.ts';
import { ServiceIncident } from '../../health/incident/entity.ts';
import { rowsOf } from '../../kernel/read/rows.ts';
import { Ticket } from '../../tickets/ticket/entity.ts';
import { isOpen } from '../../tickets/ticket/state.ts';
import { contextOf } from '../context.ts';
import { isRecent, emitEvent, type Happening } from '../events.ts';
import { linkIncidents } from './ticket-incident-link.ts';
import { merged, newest } from '../merge.ts';
import { writeNotes } from './note.ts';
import { customersOf, partnersOf, sellerKind } from '../accounts/organization.ts';
import { peopleOf, type PeopleOf } from './contacts.ts';
import { servicesNamed } from '../health/service.ts';
import { loadForUpdate, upsert, type Counts, type Incoming, type Upserted } from '../upsert.ts';
import { ticketHistoryOf } from './ticket-history.ts';
import { importedOf, isOlder, onlyFromDesk, workedOn } from './ticket-desk.ts';
import { writeWork } from './ticket-work.ts';
import type { TicketRecord } from '../records/index.ts';

/**
 * Writes tickets by the id they had where they come from. Once a desk has worked on one, an import adds notes and what the source says of
 * it, and changes nothing else. No import moves a ticket to another customer.
 */
export async function writeTickets(em: SqlEntityManager, records: TicketRecord[]): Promise<Counts> {
  const rows = await loadForUpdate(
    em,
    Ticket,
    'externalId',
    records.map(({ externalId }) => externalId),
  );
  const worked = await workedOn(
    em,
    [...rows.values()].map(({ id }) => id),
  );
  const own = await withoutMoved(em, records, rows);
  const all = merged(
    own,
    ({ externalId }) => externalId,
    (earlier, later) => ({
      ...newest(earlier, later),
      notes: [...earlier.notes, ...later.notes],
      incidents: [...earlier.incidents, ...later.incidents],
    }),
  );
  const tickets = [...all.values()];
  const customer = await customersOf(
    em,
    tickets.map(({ customerTenantId }) => customerTenantId),
  );
  const partner = await partnersOf(em, [
    ...tickets.map(({ partnerTenantId, providerTenantId }) => [partnerTenantId, sellerKind(providerTenantId)] as const),
    ...tickets.map(({ providerTenantId }) => [providerTenantId, 'INDIRECT_PROVIDER'] as const),
  ]);
  const people = await peopleOf(em, tickets);
  const service = await servicesNamed(
    em,
    tickets.map((record) => record.service),
  );
  const subscriptions = await loadForUpdate(
    em,
    CustomerSubscription,
    'externalId',
    tickets.flatMap(({ subscriptionExternalId }) => subscriptionExternalId ?? []),
  );
  const incidents = await loadForUpdate(
    em,
    ServiceIncident,
    'trackingId',
    tickets.flatMap((record) => record.incidents),
  );
  const written = await upsert(
    em,
    Ticket,
    tickets.map((record) => {
      const before = rows.get(record.externalId);
      const imported = importedOf(em, record, before);
      if (before && worked.has(before.id)) return { before, said: onlyFromDesk(imported, record, before) };
      if (before && isOlder(record, before)) return { before, said: {} };
      const subscription = named(subscriptions, record.subscriptionExternalId, record.externalId, 'subscription');
      const parties = {
        customerId: customer(record.customerTenantId),
        partnerId: partner(record.partnerTenantId),
        providerId: partner(record.providerTenantId),
      };
      const about = { serviceId: service(record.service) ?? subscription?.serviceId ?? undefined, subscriptionId: subscription?.id };
      const { assignee } = record;
      const person = assignee && { subject: assignee.subject, name: assignee.name, organization: people(assignee.tenantId, record) };
      return {
        before,
        said: {
          ...columnsOf(record),
          ...workOf(record, people),
          resourcesOffered: before ? record.resourcesOffered : (record.resourcesOffered ?? []),
          ...parties,
          ...about,
          assignee: person,
          imported,
        },
      };
    }),
  );
  const noted = await writeNotes(
    em,
    tickets.map(({ notes, ...record }, index) => ({
      ticket: written[index]!,
      notes: notes.map((note) => ({ ...note, organization: people(note.authorTenantId, record) })),
    })),
  );
  const linked = await linkIncidents(
    em,
    tickets.map((record, index) => ({
      ticket: written[index]!,
      incidents: record.incidents.map((trackingId) => named(incidents, trackingId, record.externalId, 'incident')!),
    })),
  );
  const done = await writeWork(
    em,
    tickets.map(({ work, ...record }, index) => ({ ticket: written[index]!, work, organization: (tenantId) => people(tenantId, record) })),
  );
  const happened = written.flatMap((each, index) => {
    const { openedBy } = tickets[index]!;
    const opener = {
      actor: openedBy.name,
      actorSubject: openedBy.subject,
      actorOrganization: people(openedBy.tenantId, tickets[index]!),
    };
    return newsOf(em, each, ticketHistoryOf(each, opener, noted[index]!, linked[index]!));
  });
  await emitEvent(em, [...happened, ...done]);
  const created = written.filter(({ was }) => was === 'created').length;
  const changed = written.filter(
    ({ was }, index) => was === 'changed' || (was === 'unchanged' && noted[index]!.length + linked[index]!.length > 0),
  ).length;
  return { created, changed, unchanged: own.length - created - changed };
}

/** The records without those that name another customer than the ticket has here: these are refused. */
async function withoutMoved(em: SqlEntityManager, records: TicketRecord[], rows: ReadonlyMap<string, Ticket>): Promise<TicketRecord[]> {
  const { mark, objections } = contextOf(em);
  if (!mark || rows.size === 0) return records;
  const ids = [...new Set([...rows.values()].map(({ customerId }) => customerId))];
  const customers = (await rowsOf(em, Customer, (query) => query.where(sql<boolean>`t.id = any(${ids}::uuid[])`))) as unknown as Customer[];
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  return records.filter(({ externalId, customerTenantId }) => {
    const before = rows.get(externalId);
    const holder = before && byId.get(before.customerId);
    if (!holder || holder.tenantId === customerTenantId.toLowerCase()) return true;
    const why = `is ticket ${before.number} of ${holder.name} (${holder.tenantId}) here, and the file names the customer ${customerTenantId}: no import moves a ticket`;
    objections.push({ kind: 'ticket', key: externalId, why, isRefused: true });
    return false;
  });
}

/** A ticket that was there is followed by those who work on it; of a new one that it came is news, if it is young and not over. */
function newsOf(em: SqlEntityManager, { before, row }: Upserted<Ticket>, happenings: readonly Happening[]): Happening[] {
  const isNews = before === undefined && isOpen(row.state) && isRecent(em, row.updatedAt);
  return happenings.map((each, index) => ({ ...each, isNews: before !== undefined || (isNews && index === 0) }));
}

function columnsOf({
  externalId,
  title,
  description,
  state,
  severity,
  channel,
  contact,
  resolution,
  resolvedAt,
  createdAt,
  updatedAt,
}: TicketRecord): Incoming<Ticket> {
  const isOver = state === 'RESOLVED' || state === 'CLOSED';
  const end = isOver ? { resolution, resolvedAt: resolvedAt ?? updatedAt } : { resolution: null, resolvedAt: null };
  return { externalId, title, description, state, severity, channel, contact, createdAt, updatedAt, ...end };
}

/** What the ticket itself keeps of the work on it. */
function workOf(record: TicketRecord, people: PeopleOf): Incoming<Ticket> {
  const { diagnosis, outcome, scope } = record.work ?? {};
  if (!diagnosis) return { outcome, scope };
  const { text, author, at, tenantId } = diagnosis;
  return { outcome, scope, diagnosis: { text, author, at: at.toISOString(), organization: people(tenantId, record) } };
}

function named<T>(rows: ReadonlyMap<string, T>, key: string | undefined, ticket: string, what: string): T | undefined {
  if (key === undefined) return undefined;
  const row = rows.get(key);
  if (!row) throw new Error(`ticket ${ticket} refers to ${what} ${key}, which is not there`);
  return row;
}
