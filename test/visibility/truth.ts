/** What is true: which rows of each type a viewer may see. Said once through row level security, and once more in plain words for what matters most. */
import type { Viewer } from '../../src/kernel/access/viewer.ts';
import { tables } from './graph.ts';
import type { Looker, Observed } from './lookers.ts';

/** Ids, by the name of their type. */
export type Ids = ReadonlyMap<string, ReadonlySet<string>>;

const idsOf = async (select: (statement: string) => Promise<{ id: string }[]>): Promise<Ids> => {
  const found = new Map<string, ReadonlySet<string>>();
  for (const [type, table] of tables) found.set(type, new Set((await select(`select id from "${table}"`)).map(({ id }) => id)));
  return found;
};

/** Everything that row level security shows a viewer, by type. */
export const truthFor = ({ as }: Observed, viewer: Viewer): Promise<Ids> => idsOf((statement) => as(viewer, statement));

/** Everything there is, by type. */
export const everything = ({ platform }: Observed): Promise<Ids> => idsOf((statement) => platform.database.sql(statement));

/** Up to so many ids of each type that a viewer may not see, spread over all of them. */
export function hidden(all: Ids, truth: Ids, most: number): Ids {
  return new Map(
    [...all].map(([type, ids]) => {
      const foreign = [...ids].filter((id) => !truth.get(type)!.has(id)).sort();
      const step = Math.max(1, foreign.length / most);
      return [type, new Set(Array.from({ length: Math.min(most, foreign.length) }, (_, index) => foreign[Math.floor(index * step)]!))];
    }),
  );
}

const PARTIES = ':me in (customer_id, partner_id, provider_id)';
const TICKETS = `select * from ticket where not :sales and (${PARTIES} or :vendor and state = 'ESCALATED')`;
/** What everybody may see. */
const PUBLIC = ['Service', 'ServiceIncident', 'IncidentPost', 'SupportResource', 'FilingPolicy'];
const WEBHOOKS = ['WebhookEndpoint', 'WebhookDelivery', 'WebhookAttempt'];
/** What else things happen to: as visible as itself. */
const HIDDEN = [
  'Ticket',
  'Note',
  'HealthCheck',
  'TroubleshootingStep',
  'Escalation',
  'SupportBoundary',
  'NoticeDelivery',
  'SubscriptionChange',
  'SupportOffering',
  'OfferingAcknowledgement',
  'Delegation',
  'DelegationAssignment',
  'DelegationNotice',
  'SecurityGroup',
  'SecurityGroupMember',
  'SessionRevocation',
  ...WEBHOOKS,
];

/** Message Center Reader, Global Reader, Global Administrator. */
const READERS = ['790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b', 'f2ef992c-3afb-46b9-b7cf-a126ee74c451', '62e90394-69f5-4237-9190-012177145e10']
  .map((role) => `'${role}' = any(d.role_ids)`)
  .join(' or ');

/**
 * Who sees what, in plain words and from the rows that give the reason, without the policies and what they stand on:
 * customers and partners see whom they do business with, the vendor whom an escalated ticket concerns.
 */
const WORDS: Readonly<Record<string, string>> = {
  Customer: `select id from customer where id = :me
    or exists (select from customer_partner c where c.customer_id = customer.id and :me in (c.partner_id, c.provider_id))
    or :vendor and id in (select customer_id from ticket where state = 'ESCALATED')
    or :vendor and id in (select customer_id from commercial_relationship where channel <> 'CSP' and ended_at is null)`,
  Partner: `select id from partner where id = :me
    or exists (select from partner_relationship r where r.state = 'ACTIVE' and (r.provider_id, r.reseller_id) in ((:me, partner.id), (partner.id, :me)))
    or exists (select from customer_partner c where c.customer_id = :me and partner.id in (c.partner_id, c.provider_id))
    or :vendor and exists (select from ticket t where t.state = 'ESCALATED' and partner.id in (t.partner_id, t.provider_id))`,
  CustomerSubscription:
    'select id from customer_subscription where :me in (customer_id, partner_of_record_id, provider_id, support_contact_id)',
  Delegation: `select id from delegation where ${PARTIES}`,
  DelegationAssignment: 'select id from delegation_assignment where delegation_id in (:Delegation)',
  DelegationNotice: 'select id from delegation_notice where :me in (partner_id, customer_id)',
  SecurityGroup: `select id from security_group where partner_id = :me or id in (
    select a.group_id from delegation_assignment a join delegation d on d.id = a.delegation_id
    where a.status = 'ACTIVE' and d.status = 'ACTIVE' and d.id in (:Delegation))`,
  SecurityGroupMember: `select m.id from security_group_member m join security_group g on g.id = m.group_id
    where g.id in (:SecurityGroup) and (m.removed_at is null or g.partner_id = :me)`,
  SupportOffering: `select id from support_offering where partner_id = :me or state = 'PUBLISHED' and partner_id in (:Partner)`,
  SupportOfferingVersion: `select v.id from support_offering_version v join support_offering o on o.id = v.offering_id
    where o.partner_id = :me or o.state = 'PUBLISHED' and o.partner_id in (:Partner) and v.number = o.version
      or exists (select from offering_acknowledgement a where a.customer_id = :me and (a.offering_id, a.number) = (v.offering_id, v.number))`,
  OfferingAcknowledgement: 'select id from offering_acknowledgement where :me in (customer_id, partner_id)',
  Ticket: `select id from (${TICKETS}) t`,
  Note: `select n.id from note n join (${TICKETS}) t on t.id = n.ticket_id
    where n.author_organization = :me or n.audience = 'CUSTOMER' and not (:vendor and n.author_organization = t.customer_id) or n.audience = 'PARTNERS' and :partner`,
  HealthCheck: `select h.id from health_check h join (${TICKETS}) t on t.id = h.ticket_id`,
  TroubleshootingStep: `select h.id from troubleshooting_step h join (${TICKETS}) t on t.id = h.ticket_id`,
  Escalation: `select e.id from escalation e join (${TICKETS}) t on t.id = e.ticket_id where :partner or :vendor`,
  SupportBoundary: `select id from support_boundary where partner_id = :me or withdrawn_at is null and partner_id in (:Partner)`,
  ServiceMessage: `select id from service_message where :vendor or id in (select message_id from service_message_tenant t where t.organization_id = :me
    or t.organization_id in (select customer_id from delegation d where d.partner_id = :me and d.status = 'ACTIVE' and d.ends_at > now() and (${READERS})))`,
  CommercialRelationship: 'select id from commercial_relationship where customer_id in (:Customer)',
  CustomerNotice:
    'select id from customer_notice n where sender_id = :me or :me in (select customer_id from notice_delivery d where d.notice_id = n.id)',
  NoticeDelivery: `select d.id from notice_delivery d join customer_notice n on n.id = d.notice_id
    where d.customer_id = :me or n.sender_id = :me and d.customer_id in (:Customer)`,
  ...Object.fromEntries(PUBLIC.map((type) => [type, `select id from ${tables.get(type)}`])),
  ...Object.fromEntries(WEBHOOKS.map((type) => [type, `select id from ${tables.get(type)} where organization_id = :me and not :sales`])),
  SessionRevocation: `select id from session_revocation where organization_id = :me and (:admin or subject = :subject)`,
  SubscriptionChange: `select id from subscription_change where ${PARTIES}`,
  AuditEntry: `select id from audit_entry where not :sales and :me = any (readers)
    and (actor_organization = :me or event_id is null or event_id in (:TimelineEntry))`,
  TimelineEntry: `select id from event where ${[
    ...PUBLIC.map((type) => `subject_type = '${type}'`),
    ...HIDDEN.map((type) => `subject_type = '${type}' and subject_id in (:${type})`),
  ].join(' or ')}`,
};

/** What somebody should see of each type, asked of the owner's connection in plain words. */
export async function inWords({ platform }: Observed, { viewer }: Looker): Promise<Ids> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const [type, words] of Object.entries(WORDS)) {
    const rows = await platform.database.sql<{ id: string }>(fill(words, viewer));
    found.set(type, new Set(rows.map(({ id }) => id)));
  }
  return found;
}

function fill(words: string, viewer: Viewer): string {
  const nested = (text: string): string => text.replace(/:([A-Z]\w+)/g, (_, type: string) => nested(WORDS[type]!));
  return nested(words)
    .replaceAll(':subject', `'${viewer.subject}'`)
    .replaceAll(':admin', String(viewer.role === 'ADMIN_AGENT'))
    .replaceAll(':me', `'${viewer.organization}'::uuid`)
    .replaceAll(':vendor', String(viewer.kind === 'VENDOR'))
    .replaceAll(':partner', String(viewer.kind === 'PARTNER'))
    .replaceAll(':sales', String(viewer.role === 'SALES_AGENT'));
}
