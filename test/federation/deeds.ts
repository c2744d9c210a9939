/** Every mutation of the graph, once: a day on which a ticket and an incident come and go. */
import type { Places } from './corpus.ts';

/** A mutation, by somebody who may, and somebody who may not. */
export interface Deed {
  readonly name: string;
  readonly by: string;
  /** Somebody who may not, and the code of the refusal. */
  readonly refused: readonly [persona: string, code: string];
  /** What is wrong with the input then, where everybody may. */
  readonly wrong?: Record<string, unknown>;
  input(at: Places): Record<string, unknown>;
  /** Deeds that are done first, with what they make in the place of what was made before. */
  readonly before?: readonly Deed[];
  /** How many things have happened then; one if left out. */
  readonly events?: number;
  /** What is asked of the payload: always across subgraphs. */
  readonly answer: string;
  /** From whom the thing is hidden afterwards, of those who are asked, where it is not as for others of its kind. */
  readonly hiddenFrom?: readonly string[];
}

/** What is asked of a ticket. */
export const TICKET =
  'ticket { id number state title assignee { name } resolution customer { name } partner { name kind } service { key } serviceIncidents { trackingId } notes { nodes { text } } }';
/** What is asked of an incident. */
export const INCIDENT =
  'incident { id kind trackingId status isResolved isCancelled plannedEndAt relatedIncidents { trackingId affectedCustomers(first: 3) { totalCount } } service { key status } affectedCustomers(first: 3) { nodes { name } } posts { nodes { html } } }';

/** What is asked of an offering. */
export const OFFERING =
  'offering { id name state version types needs hours { zone } partner { name kind } services { key } versions { nodes { number publishedBy } } }';
/** From whom an offering is hidden that is not published. */
const UNPUBLISHED = ['other-reseller', 'provider', 'customer'];
/** What is asked of a delegation: its open tickets are another subgraph's. */
export const DELEGATION =
  'delegation { id displayName status customer { name tickets(first: 1) { totalCount } } partner { name } openTickets(first: 2) { totalCount } timeline { nodes { kind } } }';
/** What is asked of a security group. */
export const GROUP = 'group { id name partner { name offerings(first: 1) { totalCount } } members { nodes { name } } }';
/** What is asked of an assignment. */
export const ASSIGNMENT = 'assignment { id status roles { name } delegation { openTickets(first: 1) { totalCount } } group { name } }';
/** What is asked of a member. */
export const MEMBER = 'member { id name group { partner { tickets(first: 1) { totalCount } } } }';

const SUPPORT = 'f023fd81-a637-4b56-95fd-791ac0226033';
/** A deed about the delegation of this day, which the other reseller does not see. */
const onDelegation = (name: string, by: string, more: object = {}): Deed => ({
  name,
  by,
  refused: ['other-reseller', 'NOT_FOUND'],
  answer: DELEGATION,
  input: ({ delegationId }) => ({ delegationId, ...more }),
});
const drafted = (displayName: string): Deed => ({
  name: 'delegationDraft',
  by: 'reseller',
  refused: ['other-reseller', 'NOT_FOUND'],
  answer: DELEGATION,
  input: ({ customer }) => ({ customerId: customer, displayName, roleIds: [SUPPORT] }),
});
/** What is asked of a boundary. */
const BOUNDARY = 'supportBoundary { id within outside partner { name } service { key } }';
/** What is asked of an escalation. */
const ESCALATION = 'escalation { id state category filedBy { name } provider { name } delegation { displayName } ticket { number } }';

/** What is asked of a request to buy or cancel. */
export const CHANGE =
  'change { id kind state offerName answer customer { name } partner { name } subscription { offerName service { key } } audit { nodes { verb actor } } }';

/** What is asked of a notice. */
export const NOTICE =
  'notice { id topic title html product source sender { name kind } incident { title } subscription { offerName } deliveries { nodes { customer { name } } } }';
/** What is asked of a message. */
export const MESSAGE = 'message { id title isRead isArchived isFavorite services { key name } }';
/** What is asked of a commercial relationship. */
export const RELATIONSHIP = 'relationship { id product channel endedAt customer { name domain } }';

/** A deed of the vendor about an incident, which everybody sees and nobody else may do. */
const byVendor = (name: string, input: Deed['input'], more: Partial<Deed> = {}): Deed => ({
  name,
  by: 'vendor',
  refused: ['reseller', 'FORBIDDEN'],
  answer: INCIDENT,
  input,
  ...more,
});
const announced = (trackingId: string): Deed =>
  byVendor('serviceMaintenanceAnnounce', (at) => ({
    trackingId,
    serviceId: at.service,
    title: 'Post moves house',
    startsAt: '2900-01-01T00:00:00Z',
    endsAt: '2900-01-01T06:00:00Z',
  }));
/** What is asked of a webhook endpoint. */
export const ENDPOINT = 'endpoint { id url follows state disabledReason createdBy reader timeline { nodes { kind actor } } }';
/** A deed about the endpoint of this day. */
const onEndpoint = (name: string, answer = ENDPOINT): Deed => ({
  name,
  by: 'reseller',
  refused: ['other-reseller', 'NOT_FOUND'],
  answer,
  input: ({ endpointId }) => ({ endpointId }),
});
/** What is asked of a message to an endpoint. */
export const DELIVERY = 'delivery { id kind state happenedAt endpoint { id state } }';

/** What is asked of an end of sessions. */
export const REVOCATION = 'revocation { id subject role reason revokedBy createdAt }';

/** In the order of a day: `ticketId` and `incidentId` are what the first two deeds made, and so on. */
export const deeds: readonly Deed[] = [
  {
    name: 'ticketOpen',
    by: 'reseller',
    refused: ['other-reseller', 'NOT_FOUND'],
    answer: TICKET,
    input: (at) => ({
      customerId: at.customer,
      partnerId: at.reseller,
      serviceId: at.service,
      title: 'The telephone was silent',
      description: 'He has called.',
      severity: 'MINIMAL',
    }),
  },
  {
    name: 'ticketRequest',
    by: 'customer',
    refused: ['vendor', 'FORBIDDEN'],
    answer: `${TICKET}`,
    input: (at) => ({
      partnerId: at.reseller,
      serviceId: at.service,
      title: 'The post does not arrive',
      description: 'Since this morning.',
      severity: 'MODERATE',
    }),
  },
  {
    name: 'serviceIncidentReport',
    by: 'vendor',
    refused: ['provider', 'FORBIDDEN'],
    answer: INCIDENT,
    input: (at) => ({
      trackingId: 'EX900001',
      serviceId: at.service,
      title: 'Post is delayed',
      classification: 'INCIDENT',
      html: '<p>We are looking.</p>',
    }),
  },
  {
    name: 'ticketAssign',
    by: 'reseller',
    refused: ['other-reseller', 'NOT_FOUND'],
    answer: TICKET,
    input: ({ ticketId }) => ({ ticketId }),
  },
  {
    name: 'ticketNoteAdd',
    by: 'provider',
    refused: ['other-provider', 'NOT_FOUND'],
    answer: `${TICKET} note { text audience author ticket { number } }`,
    input: ({ ticketId }) => ({ ticketId, text: 'Seen at our other resellers too.', audience: 'PARTNERS' }),
  },
  {
    name: 'ticketLinkIncident',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    answer: TICKET,
    input: ({ ticketId, incidentId }) => ({ ticketId, incidentId }),
  },
  {
    name: 'serviceIncidentPost',
    by: 'vendor',
    refused: ['customer', 'FORBIDDEN'],
    answer: `${INCIDENT} post { html status }`,
    input: ({ incidentId }) => ({ incidentId, html: '<p>The cause is known.</p>', status: 'RESTORING_SERVICE' }),
  },
  {
    name: 'ticketCheckHealth',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    answer: `${TICKET} healthCheck { conclusion partner { name } serviceIncidents { trackingId } ticket { number } }`,
    input: ({ ticketId }) => ({ ticketId, conclusion: 'UNDOCUMENTED', remark: 'The incident is another one.' }),
  },
  {
    name: 'ticketDiagnose',
    by: 'reseller',
    refused: ['other-reseller', 'NOT_FOUND'],
    answer: TICKET,
    input: ({ ticketId }) => ({ ticketId, diagnosis: 'Nothing arrives at all.', scope: 'OUTSIDE' }),
  },
  {
    name: 'ticketTroubleshoot',
    by: 'reseller',
    refused: ['provider', 'STATE'],
    answer: `${TICKET} troubleshootingStep { area author delegation { displayName } }`,
    input: ({ ticketId }) => ({ ticketId, area: 'SETTINGS', text: 'Sent it once more.' }),
  },
  {
    name: 'ticketAskCustomer',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    answer: `${TICKET} note { text audience }`,
    input: ({ ticketId }) => ({ ticketId, question: 'Does it arrive now?' }),
  },
  {
    name: 'ticketAnswer',
    by: 'customer',
    refused: ['other-customer', 'NOT_FOUND'],
    answer: `${TICKET} note { text audience }`,
    input: ({ ticketId }) => ({ ticketId, answer: 'It does.' }),
  },
  {
    name: 'ticketEscalate',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    answer: `${TICKET} ${ESCALATION}`,
    input: ({ ticketId }) => ({
      ticketId,
      category: 'SERVICE_UNAVAILABLE',
      impact: 'No post at all.',
      evidence: { since: '2026-11-20T08:00:00.000Z' },
      contact: { name: 'Davide', email: 'davide.ronchi@corlanto.example' },
    }),
  },
  {
    name: 'escalationAccept',
    by: 'provider',
    refused: ['reseller', 'FORBIDDEN'],
    answer: `${TICKET} ${ESCALATION}`,
    input: ({ escalationId }) => ({ escalationId }),
  },
  {
    name: 'escalationHandOver',
    by: 'provider',
    refused: ['customer', 'NOT_FOUND'],
    answer: `${TICKET} ${ESCALATION}`,
    input: ({ escalationId }) => ({
      escalationId,
      contact: { name: 'Chiara', email: 'chiara.marchetti@valdastro.example', phone: '+39 02 1234' },
      vehicle: 'PSFP',
    }),
  },
  {
    name: 'escalationAnswer',
    by: 'vendor',
    refused: ['provider', 'FORBIDDEN'],
    answer: `${TICKET} ${ESCALATION} note { id text audience }`,
    input: ({ escalationId }) => ({ escalationId, text: 'We are looking.' }),
  },
  {
    name: 'ticketNotePublish',
    by: 'reseller',
    refused: ['other-reseller', 'NOT_FOUND'],
    answer: `${TICKET} note { id text audience }`,
    input: ({ noteId }) => ({ noteId, text: 'The vendor is looking.' }),
  },
  {
    name: 'escalationReturn',
    by: 'vendor',
    refused: ['reseller', 'FORBIDDEN'],
    answer: `${TICKET} ${ESCALATION}`,
    input: ({ escalationId }) => ({ escalationId, reason: 'It arrives again.' }),
  },
  {
    name: 'ticketResolve',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    answer: TICKET,
    input: ({ ticketId }) => ({ ticketId, resolution: 'It arrives again.', outcome: 'ENDED_BY_VENDOR', scope: 'OUTSIDE' }),
  },
  {
    name: 'ticketReopen',
    by: 'customer',
    refused: ['other-customer', 'NOT_FOUND'],
    answer: TICKET,
    input: ({ ticketId }) => ({ ticketId, reason: 'It does not.' }),
  },
  {
    name: 'ticketClose',
    by: 'customer',
    refused: ['other-customer', 'NOT_FOUND'],
    answer: TICKET,
    input: ({ ticketId }) => ({ ticketId, selfService: true }),
  },
  {
    name: 'supportBoundaryDefine',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    answer: BOUNDARY,
    input: (at) => ({ serviceId: at.service, within: ['Post'], outside: ['Parcels'] }),
  },
  {
    name: 'supportBoundaryWithdraw',
    by: 'reseller',
    refused: ['other-reseller', 'NOT_FOUND'],
    answer: BOUNDARY,
    input: ({ supportBoundaryId }) => ({ supportBoundaryId }),
  },
  {
    name: 'serviceIncidentResolve',
    by: 'vendor',
    refused: ['reseller', 'FORBIDDEN'],
    answer: INCIDENT,
    input: ({ incidentId }) => ({ incidentId, html: '<p>Over.</p>' }),
  },
  byVendor('serviceIncidentChange', ({ incidentId }) => ({ incidentId, title: 'Post was delayed', regions: ['EUR'] })),
  byVendor('serviceIncidentLink', (at) => ({ incidentId: at.incidentId, relatedIncidentId: at.incident }), { events: 2 }),
  byVendor('serviceIncidentReviewPublish', ({ incidentId }) => ({ incidentId, html: '<p>It was a filter.</p>' })),
  announced('PM900001'),
  byVendor('serviceMaintenanceMove', ({ incidentId }) => ({ incidentId, endsAt: '2900-01-01T09:00:00Z' })),
  byVendor('serviceMaintenanceCancel', ({ incidentId }) => ({ incidentId, html: '<p>It is not needed.</p>' })),
  byVendor('serviceMaintenanceFinish', ({ running }) => ({ incidentId: running })),
  drafted('First-level support'),
  onDelegation('delegationRequest', 'reseller'),
  onDelegation('delegationApprove', 'customer'),
  onDelegation('delegationAutoExtendSet', 'reseller', { autoExtend: true }),
  {
    name: 'securityGroupCreate',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    answer: GROUP,
    input: () => ({ externalId: '7d1c2b3a-0000-4000-8000-000000000001', name: 'Night shift' }),
  },
  {
    name: 'delegationAssignmentCreate',
    by: 'reseller',
    refused: ['provider', 'FORBIDDEN'],
    answer: ASSIGNMENT,
    input: ({ delegationId, groupId }) => ({ delegationId, groupId, roleIds: [SUPPORT] }),
  },
  {
    name: 'securityGroupMemberAdd',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    answer: MEMBER,
    input: ({ groupId }) => ({ groupId, subject: 'lina@corlanto.example', name: 'Lina' }),
  },
  {
    name: 'securityGroupMemberRemove',
    by: 'reseller',
    refused: ['provider', 'FORBIDDEN'],
    answer: MEMBER,
    input: ({ memberId }) => ({ memberId }),
  },
  {
    name: 'delegationAssignmentRemove',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    answer: ASSIGNMENT,
    input: ({ assignmentId }) => ({ assignmentId }),
  },
  onDelegation('delegationTerminate', 'customer'),
  {
    ...onDelegation('delegationReject', 'customer'),
    before: [drafted('Second-level support'), onDelegation('delegationRequest', 'reseller')],
  },
  {
    name: 'supportOfferingDraft',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    hiddenFrom: UNPUBLISHED,
    answer: OFFERING,
    input: (at) => ({ name: 'Night watch', types: ['BREAK_FIX'], serviceIds: [at.service] }),
  },
  {
    name: 'supportOfferingChange',
    by: 'reseller',
    refused: ['provider', 'NOT_FOUND'],
    hiddenFrom: UNPUBLISHED,
    answer: OFFERING,
    input: ({ offeringId }) => ({
      offeringId,
      hours: { zone: 'Europe/Rome', days: [{ day: 'MONDAY', intervals: [{ opens: '22:00', closes: '06:00' }] }] },
      contactMethods: [{ kind: 'EMAIL', value: 'night@corlanto.example' }],
    }),
  },
  {
    name: 'supportOfferingPublish',
    by: 'reseller',
    refused: ['customer', 'NOT_FOUND'],
    answer: OFFERING,
    input: ({ offeringId }) => ({ offeringId }),
  },
  {
    name: 'supportOfferingAcknowledge',
    by: 'customer',
    refused: ['provider', 'FORBIDDEN'],
    answer: `${OFFERING} acknowledgement { number acknowledgedBy customer { name } partner { name } version { number publishedBy } }`,
    input: ({ offeringId }) => ({ offeringId, version: 1 }),
  },
  {
    name: 'supportOfferingRetire',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    hiddenFrom: UNPUBLISHED,
    answer: OFFERING,
    input: ({ offeringId }) => ({ offeringId }),
  },
  {
    name: 'subscriptionChangeRequest',
    by: 'customer',
    refused: ['reseller', 'FORBIDDEN'],
    answer: CHANGE,
    input: () => ({ kind: 'BUY', offerName: 'Power BI Pro', quantity: 2 }),
  },
  {
    name: 'subscriptionChangeAccept',
    by: 'reseller',
    refused: ['provider', 'FORBIDDEN'],
    answer: CHANGE,
    input: ({ changeId }) => ({ changeId }),
  },
  {
    name: 'subscriptionChangeComplete',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    answer: CHANGE,
    input: ({ changeId }) => ({ changeId, answer: 'Order 4711.' }),
  },
  {
    name: 'subscriptionChangeDecline',
    by: 'reseller',
    refused: ['other-customer', 'NOT_FOUND'],
    answer: CHANGE,
    input: ({ requestedChange }) => ({ changeId: requestedChange, answer: 'It is no longer sold.' }),
  },
  {
    name: 'customerNoticeSend',
    by: 'reseller',
    refused: ['customer', 'FORBIDDEN'],
    answer: NOTICE,
    input: (at) => ({
      customerIds: [at.customer],
      topic: 'SERVICE_INCIDENT',
      title: 'It was the post',
      html: '<p>It arrives again.</p>',
      incidentId: at.incidentId,
    }),
  },
  {
    name: 'serviceMessageMark',
    by: 'customer',
    refused: ['other-customer', 'NOT_FOUND'],
    answer: MESSAGE,
    events: 0,
    input: ({ message }) => ({ messageId: message, isRead: true, isFavorite: true }),
  },
  {
    name: 'commercialRelationshipRecord',
    by: 'customer',
    refused: ['vendor', 'FORBIDDEN'],
    answer: RELATIONSHIP,
    input: () => ({ product: 'Windows Server Standard', channel: 'ENTERPRISE_AGREEMENT', since: '2020-01-01T00:00:00Z' }),
  },
  {
    name: 'commercialRelationshipEnd',
    by: 'customer',
    refused: ['reseller', 'FORBIDDEN'],
    answer: RELATIONSHIP,
    input: ({ relationshipId }) => ({ relationshipId }),
  },
  {
    name: 'webhookEndpointCreate',
    by: 'reseller',
    refused: ['provider', 'INVALID'],
    wrong: { url: 'https://127.0.0.1/hook' },
    answer: `${ENDPOINT} secret`,
    input: () => ({
      // An address that is allowed here, and where nothing listens.
      url: 'https://127.0.0.2:1099/hook',
      document: 'subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { incident { title service { name } } } } }',
    }),
  },
  { ...onEndpoint('webhookEndpointChange'), input: ({ endpointId }) => ({ endpointId, description: 'The wall' }) },
  onEndpoint('webhookEndpointSecretRotate', `${ENDPOINT} secret`),
  onEndpoint('webhookEndpointDisable'),
  onEndpoint('webhookEndpointEnable'),
  onEndpoint('webhookEndpointRemove'),
  {
    name: 'webhookDeliveryRepeat',
    by: 'reseller',
    refused: ['other-reseller', 'NOT_FOUND'],
    answer: DELIVERY,
    input: ({ webhookDelivery }) => ({ deliveryId: webhookDelivery }),
    before: [{ ...onEndpoint('webhookEndpointEnable'), input: ({ webhookEndpoint }) => ({ endpointId: webhookEndpoint }) }],
  },
  {
    name: 'sessionRevocationCreate',
    by: 'reseller',
    refused: ['provider', 'INVALID'],
    wrong: { subject: ' ' },
    answer: REVOCATION,
    input: () => ({ subject: 'left@corlanto.example', reason: 'Has left.' }),
  },
];
