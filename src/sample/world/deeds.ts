/** The audit trail of a world: the deeds that its incidents and tickets tell of, and some that were refused. */
import { VENDOR, type ViewerKind, type ViewerRole } from '../../kernel/access/viewer.ts';
import { personas } from '../personas.ts';
import type { ChangeRecord, AuditEntryRecord, IncidentRecord, TicketRecord } from '../../ingest/records/index.ts';
import { chance } from './chance.ts';
import type { WorldCustomer } from './setting.ts';

type By = AuditEntryRecord['by'];
type Who = Pick<By, 'subject' | 'name' | 'tenantId'>;

const MINUTE = 60_000;
/** One ticket in so many is one that its customer tried to assign. */
const TRIED = 9;

/** Who reported the incidents: the persona of the vendor. */
const reporter: By = (() => {
  const { subject, claims } = personas.find(({ name }) => name === 'vendor')!;
  return { subject, name: claims.name, tenantId: VENDOR, kind: 'VENDOR', role: 'MEMBER' };
})();

/** That an incident was reported, or planned maintenance announced. */
export const reportOf = ({ kind, trackingId, startedAt, posts }: IncidentRecord): AuditEntryRecord => ({
  requestId: `sample-report-${trackingId}`,
  at: kind === 'PLANNED_MAINTENANCE' ? posts[0]!.createdAt : startedAt,
  verb: kind === 'PLANNED_MAINTENANCE' ? 'serviceMaintenanceAnnounce' : 'serviceIncidentReport',
  on: ['ServiceIncident', trackingId],
  rules: [],
  by: reporter,
});

/** That a customer asked to buy or cancel, and what its partner answered. */
export function answersTo(change: ChangeRecord, { tenantId, partner }: WorldCustomer): AuditEntryRecord[] {
  const { kind, state, subscriptionExternalId, requestedBy, answered, createdAt } = change;
  const deed = (verb: string, at: Date, by: By, ...rules: string[]): AuditEntryRecord => ({
    requestId: `sample-${verb}-${kind}-${subscriptionExternalId}`,
    at,
    verb: `subscriptionChange${verb}`,
    on: ['SubscriptionChange', `${kind} ${subscriptionExternalId}`],
    rules,
    by: { subject: by.subject, name: by.name, tenantId: by.tenantId, kind: by.kind, role: by.role },
  });
  const asked = deed('Request', createdAt, { ...requestedBy, tenantId, kind: 'CUSTOMER', role: 'MEMBER' }, 'R30');
  if (!answered) return [asked];
  const seller: By = { ...answered.by, tenantId: partner.tenantId, kind: 'PARTNER', role: 'ADMIN_AGENT' };
  if (state === 'DECLINED') return [asked, deed('Decline', answered.at, seller, 'R30')];
  const accepted = [asked, deed('Accept', answered.at, seller, 'R30')];
  return state === 'COMPLETED' ? [...accepted, deed('Complete', answered.at, seller, 'R31')] : accepted;
}

/** What was done to a ticket, and what somebody tried to do. */
export function deedsOf(seed: number, ticket: TicketRecord): AuditEntryRecord[] {
  const { externalId, createdAt, updatedAt, resolvedAt, openedBy, assignee } = ticket;
  const deed = (verb: string, at: Date, who: Who, rules: string[], refused?: AuditEntryRecord['refused']): AuditEntryRecord => ({
    requestId: `sample-${verb}-${externalId}${refused ? '-refused' : ''}`,
    at,
    verb,
    on: ['Ticket', externalId],
    rules,
    refused,
    by: { subject: who.subject, name: who.name, tenantId: who.tenantId, ...partOf(who, ticket) },
  });
  const within = (minutes: number) => new Date(Math.min(createdAt.getTime() + minutes * MINUTE, updatedAt.getTime()));
  const isRequest = openedBy.tenantId === ticket.customerTenantId;
  const deeds = [isRequest ? deed('ticketRequest', createdAt, openedBy, ['R18']) : deed('ticketOpen', createdAt, openedBy, ['R01', 'R18'])];
  if (assignee && isRequest && chance(seed, 'tried', externalId)() < 1 / TRIED) {
    deeds.push(deed('ticketAssign', within(4), openedBy, ['R06'], { code: 'FORBIDDEN', messageId: 'kernel.forbidden' }));
  }
  if (assignee) deeds.push(deed('ticketAssign', within(11), assignee, ['R01', 'R06']));
  if (assignee && resolvedAt) deeds.push(deed('ticketResolve', resolvedAt, assignee, ['R01', 'R21']));
  return deeds;
}

/** As what somebody acts on a ticket. */
function partOf({ subject, tenantId }: Who, { customerTenantId }: TicketRecord): { kind: ViewerKind; role: ViewerRole } {
  if (tenantId === customerTenantId) return { kind: 'CUSTOMER', role: 'MEMBER' };
  const persona = personas.find((each) => each.subject === subject);
  return { kind: 'PARTNER', role: persona?.claims.role ?? 'HELPDESK_AGENT' };
}
