/** The rules R01 to R36 without their words: how far each binds, where it applies, where it stands, and what holds it today. */
import type { Hold, Rule, RuleArea, RuleParty, RuleStrength } from './rule.ts';

const partners: readonly RuleParty[] = ['DIRECT_BILL', 'INDIRECT_PROVIDER', 'INDIRECT_RESELLER'];
const direct: readonly RuleParty[] = ['DIRECT_BILL'];
const chain: readonly RuleParty[] = ['INDIRECT_RESELLER', 'INDIRECT_PROVIDER'];
const customers: readonly RuleParty[] = ['CUSTOMER'];
const betweenThem: readonly RuleParty[] = [...partners, 'CUSTOMER'];
const toCustomers: readonly RuleParty[] = ['VENDOR', 'CUSTOMER'];

/** The parts of the source, in English. */
const AT = {
  roles: 'Appropriate roles',
  start: 'Introduction',
  handOff: 'Introduction: problems to hand over',
  talk: 'Communication with customers',
  duty: 'Meeting the support requirement',
  self: 'Customer self-support through the portals',
  next: 'Next steps',
} as const;

const as =
  (how: Hold['how']) =>
  (...places: string[]): Hold[] =>
    places.map((by) => ({ how, by }));
const [enforced, shown, planned] = [as('ENFORCED'), as('REPRESENTED'), as('PLANNED')];

const of =
  (strength: RuleStrength) =>
  (area: RuleArea, parties: readonly RuleParty[], section: keyof typeof AT, ...held: Hold[][]): Rule => ({
    strength,
    area,
    parties,
    section: AT[section],
    held: held.flat(),
  });
const [must, should, may, fact] = [of('MUST'), of('SHOULD'), of('MAY'), of('FACT')];

const handOff = (category: string) => must('HANDING_OFF', partners, 'handOff', planned(`HandoffCategory.${category}`));

/** Every rule, by its code. */
export const RULES = {
  R01: must(
    'ROLES',
    partners,
    'roles',
    enforced(
      'Mutation.delegationDraft',
      'Mutation.delegationAssignmentCreate',
      'Mutation.securityGroupMemberAdd',
      'policy delegation_insert',
    ),
    enforced(
      'Mutation.ticketOpen',
      'Mutation.customerNoticeSend',
      'policy ticket_see',
      'policy ticket_insert',
      'policy ticket_update',
      'policy customer_notice_insert',
    ),
    shown('Viewer.role', 'Delegation.roles', 'DelegationAssignment.roles', 'SecurityGroup.members'),
    planned('Mutation.ticketTroubleshoot'),
  ),
  R02: should('RELATIONSHIP', partners, 'start', shown('Customer.partners', 'CustomerSubscription.partnerOfRecord')),
  R03: may('RELATIONSHIP', partners, 'start', shown('Customer.tickets', 'TicketFilter.services')),
  R04: must('RELATIONSHIP', direct, 'start', shown('PartnerKind.DIRECT_BILL', 'Ticket.partner'), planned('Mutation.ticketEscalate')),
  R05: should('RELATIONSHIP', chain, 'start', shown('Partner.providers', 'Ticket.provider'), planned('Mutation.ticketEscalate')),
  R06: should('SOLVING', partners, 'start', enforced('Mutation.ticketAssign', 'Mutation.ticketLinkIncident'), shown('Ticket.assignee')),
  R07: must(
    'SOLVING',
    partners,
    'start',
    shown('Service.openIncidents', 'Mutation.ticketLinkIncident', 'Ticket.serviceIncidents'),
    planned('Mutation.ticketCheckHealth'),
  ),
  R08: may(
    'SOLVING',
    partners,
    'start',
    shown('Delegation.roles', 'Delegation.status', 'Delegation.assignments', 'Delegation.openTickets'),
    planned('Mutation.ticketTroubleshoot'),
  ),
  R09: handOff('UNDOCUMENTED_SERVICE_PROBLEM'),
  R10: handOff('SERVICE_UNAVAILABLE'),
  R11: handOff('BUG_OR_IRREGULARITY'),
  R12: handOff('LARGE_SCALE_NETWORK_DISRUPTION'),
  R13: handOff('REGIONAL_MULTITENANT'),
  R14: should(
    'COMMUNICATION',
    [...partners, ...toCustomers],
    'talk',
    enforced('Mutation.ticketNoteAdd', 'Mutation.customerNoticeSend', 'policy note_insert', 'policy customer_notice_insert'),
    shown('Note.audience', 'CustomerNotice.sender'),
  ),
  R15: fact(
    'COMMUNICATION',
    toCustomers,
    'talk',
    enforced('Mutation.customerNoticeSend', 'policy customer_notice_insert', 'policy notice_delivery_insert'),
    shown('NoticeTopic.SUBSCRIPTION'),
  ),
  R16: may(
    'COMMUNICATION',
    toCustomers,
    'talk',
    shown(
      'Mutation.serviceIncidentPost',
      'Mutation.serviceMaintenanceAnnounce',
      'Customer.serviceIncidents',
      'Subscription.serviceIncidentUpdated',
      'NoticeTopic.SERVICE_INCIDENT',
      'NoticeTopic.OPERATIONAL',
    ),
  ),
  R17: may(
    'COMMUNICATION',
    toCustomers,
    'talk',
    enforced(
      'Mutation.customerNoticeSend',
      'Mutation.commercialRelationshipRecord',
      'Mutation.commercialRelationshipEnd',
      'policy notice_delivery_insert',
      'policy commercial_relationship_insert',
    ),
    shown('Customer.commercialRelationships'),
  ),
  R18: must(
    'INTAKE',
    betweenThem,
    'duty',
    enforced('Mutation.ticketOpen', 'policy ticket_insert'),
    shown('Viewer.capabilities'),
    planned('Mutation.ticketRequest'),
  ),
  R19: must('INTAKE', partners, 'duty', shown('Mutation.ticketOpen', 'Ticket.partner'), planned('Mutation.ticketRequest')),
  R20: must('INTAKE', partners, 'duty', planned('Mutation.ticketDiagnose')),
  R21: must('INTAKE', partners, 'duty', enforced('Mutation.ticketResolve'), shown('Ticket.resolution'), planned('SupportBoundary')),
  R22: may('OFFERING', partners, 'duty', shown('SupportDelivery.RESOLD'), planned('SupportOffering.supplier')),
  R23: may('OFFERING', partners, 'duty', shown('SupportDelivery.OUTSOURCED'), planned('SupportOffering.supplier')),
  R24: may('OFFERING', partners, 'duty', shown('SupportDelivery.DIRECT')),
  R25: may('OFFERING', partners, 'duty', shown('SupportOffering.price')),
  R26: must(
    'OFFERING',
    partners,
    'duty',
    shown('SupportOffering.hours', 'SupportOffering.contactMethods', 'SupportOffering.price', 'Query.supportOfferings'),
    planned('Mutation.supportOfferingPublish'),
  ),
  R27: may('SELF_SERVICE', customers, 'self', shown('Viewer.capabilities')),
  R28: may(
    'SELF_SERVICE',
    customers,
    'self',
    enforced('read-only service_message', 'read-only service_message_tenant'),
    shown(
      'Viewer.capabilities',
      'Query.services',
      'Query.serviceIncidents',
      'Customer.serviceIncidents',
      'Query.serviceMessages',
      'Query.customerNotices',
      'Subscription.serviceStatusChanged',
      'Subscription.customerNoticeReceived',
    ),
  ),
  R29: may('SELF_SERVICE', customers, 'self', shown('Viewer.capabilities')),
  R30: must(
    'SUBSCRIPTION',
    betweenThem,
    'self',
    enforced(
      'Mutation.subscriptionChangeRequest',
      'Mutation.subscriptionChangeAccept',
      'Mutation.subscriptionChangeDecline',
      'Mutation.subscriptionChangeComplete',
      'policy subscription_change_insert',
      'policy subscription_change_update',
    ),
    shown('Viewer.capabilities', 'Customer.subscriptionChanges'),
  ),
  R31: must(
    'SUBSCRIPTION',
    customers,
    'self',
    enforced('Mutation.subscriptionChangeComplete', 'read-only customer_subscription'),
    shown('Viewer.capabilities'),
  ),
  R32: fact('SELF_SERVICE', customers, 'self', shown('Viewer.capabilities'), planned('Mutation.ticketRequest')),
  R33: should('SELF_SERVICE', partners, 'self', shown('Viewer.capabilities'), planned('Mutation.ticketRequest')),
  R34: fact(
    'CONTACT',
    betweenThem,
    'self',
    shown('CustomerSubscription.partnerOfRecord', 'Viewer.capabilities'),
    planned('Customer.supportContact'),
  ),
  R35: fact('CONTACT', betweenThem, 'self', shown('Partner.supportProfile', 'Viewer.capabilities')),
  R36: fact('SOLVING', partners, 'next', shown('Query.serviceIncidents', 'Mutation.ticketOpen'), planned('Mutation.ticketEscalate')),
} as const satisfies Record<string, Rule>;

/** The code of a rule. */
export type RuleCode = keyof typeof RULES;
