/** The stage on which mutations are tried: a platform with a clock that can be set, people of every kind and role, and the mutations by name. */
import { afterAll, beforeAll } from '@jest/globals';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import type { TierlineClaims } from '../../src/auth/claims.ts';

/** The organizations of the personas. */
export const ORGANIZATION = {
  provider: '01990000-0000-7000-8000-000000000001',
  reseller: '01990000-0000-7000-8000-000000000002',
  direct: '01990000-0000-7000-8000-000000000003',
  customer: '01990000-0000-7000-8000-000000000004',
} as const;

/** An id that nothing has. */
export const UNKNOWN = '01990000-0000-7000-8000-00000000ffff';

/** What a mutation answered. */
export type Payload = Record<string, any> & {
  problems: { code: string; field: string | null; message: string; rule: { code: string } | null }[];
};

const TICKET = `ticket { id number title description state severity channel resolution outcome scope reception resourcesOffered { title url } diagnosis { text author at } resolvedAt updatedAt assignee { subject name } contact { name email phone }
  customer { id } partner { id } provider { id } service { id } subscription { id } serviceIncidents { id } }`;
const INCIDENT =
  'incident { id kind trackingId title status classification origin feature impact regions isResolved isCancelled startedAt plannedEndAt endedAt updatedAt service { id status } relatedIncidents { id } posts { nodes { id kind html status createdAt } } }';

const OFFERING = `offering { id name state version types duties delivery scope supplier { id } supplierName supplierDuties hours { zone days { day intervals { opens closes } } }
  contactMethods { kind value } charge chargedFor price { amount currency } services { id } needs publishedAt retiredAt partner { id }
  versions { nodes { number name price { amount } publishedAt publishedBy } } }`;
const DELEGATION = `delegation { id externalId displayName status duration autoExtend createdAt requestedAt startedAt endsAt roles { id name }
  customer { id } partner { id } timeline { nodes { kind actor } } }`;
const ASSIGNMENT = 'assignment { id externalId status createdAt endedAt roles { id name } delegation { id } group { id name } }';
const MEMBER = 'member { id subject name isGuest addedAt removedAt group { id } }';
const NOTE = 'note { id text audience author createdAt ticket { id } }';
const CHECK =
  'healthCheck { id author checkedAt regions conclusion remark ticket { id } partner { id } serviceIncidents { id trackingId } }';
const ESCALATION = `escalation { id state category severity impact evidence { expected since steps networks region } contact { name email phone } vehicle
  filedAt handedOverAt responseHours responseDueAt respondedAt isResponseOverdue returnReason endedAt ticket { id } filedBy { id } provider { id }
  handedOverBy { id } delegation { id } evidenceTickets { id } }`;
const BOUNDARY = 'supportBoundary { id within outside updatedAt withdrawnAt partner { id } service { id } }';
const CHANGE = `change { id kind state offerName quantity reason answer requestedBy answeredBy createdAt updatedAt settledAt
  customer { id } partner { id } provider { id } subscription { id } }`;
const RELATIONSHIP = 'relationship { id product channel since endedAt recordedBy customer { id } }';

/** What each mutation is asked to answer. */
const ANSWERS: Record<string, string> = {
  ticketRequest: TICKET,
  ticketOpen: TICKET,
  ticketCheckHealth: `${TICKET} ${CHECK}`,
  ticketDiagnose: TICKET,
  ticketTroubleshoot: `${TICKET} troubleshootingStep { id area text author doneAt ticket { id } partner { id } delegation { id } }`,
  ticketAskCustomer: `${TICKET} ${NOTE}`,
  ticketAnswer: `${TICKET} ${NOTE}`,
  ticketNoteAdd: `${TICKET} ${NOTE}`,
  ticketAssign: TICKET,
  ticketResolve: TICKET,
  ticketClose: TICKET,
  ...Object.fromEntries(['ticketEscalate', 'escalationAccept', 'escalationHandOver'].map((name) => [name, `${TICKET} ${ESCALATION}`])),
  ...Object.fromEntries(['escalationReturn', 'escalationAnswer'].map((name) => [name, `${TICKET} ${ESCALATION} ${NOTE}`])),
  ticketNotePublish: `${TICKET} ${NOTE}`,
  ticketReopen: TICKET,
  supportBoundaryDefine: BOUNDARY,
  supportBoundaryWithdraw: BOUNDARY,
  ticketLinkIncident: TICKET,
  delegationDraft: DELEGATION,
  delegationRequest: DELEGATION,
  delegationApprove: DELEGATION,
  delegationReject: DELEGATION,
  delegationTerminate: DELEGATION,
  delegationAutoExtendSet: DELEGATION,
  delegationAssignmentCreate: ASSIGNMENT,
  delegationAssignmentRemove: ASSIGNMENT,
  securityGroupCreate: 'group { id externalId name partner { id } members { nodes { name } } }',
  securityGroupMemberAdd: MEMBER,
  securityGroupMemberRemove: MEMBER,
  serviceIncidentReport: INCIDENT,
  serviceIncidentPost: `${INCIDENT} post { id kind html status createdAt }`,
  serviceIncidentChange: INCIDENT,
  serviceIncidentLink: INCIDENT,
  serviceIncidentResolve: INCIDENT,
  supportOfferingDraft: OFFERING,
  supportOfferingChange: OFFERING,
  supportOfferingPublish: OFFERING,
  supportOfferingRetire: OFFERING,
  supportOfferingAcknowledge: `offering { id version } acknowledgement { id number acknowledgedAt acknowledgedBy customer { id } partner { id } version { id number name price { amount } } }`,
  serviceIncidentReviewPublish: `${INCIDENT} post { id kind html status createdAt }`,
  serviceMaintenanceAnnounce: INCIDENT,
  serviceMaintenanceMove: INCIDENT,
  serviceMaintenanceCancel: INCIDENT,
  serviceMaintenanceFinish: INCIDENT,
  subscriptionChangeRequest: CHANGE,
  subscriptionChangeAccept: CHANGE,
  subscriptionChangeDecline: CHANGE,
  subscriptionChangeComplete: CHANGE,
  serviceMessageMark: 'message { id isRead isArchived isFavorite }',
  commercialRelationshipRecord: RELATIONSHIP,
  commercialRelationshipEnd: RELATIONSHIP,
  customerNoticeSend: `notice { id topic title html product source author sentAt sender { id } incident { id } subscription { id }
    deliveries(first: 100) { totalCount nodes { sentAt customer { id } notice { id } } } }`,
};

/** What a test of a mutation has in hand. */
export interface Stage {
  platform(): TestPlatform;
  /** Sets the clock of the program; back to the true time without one. */
  setClock(now?: Date): void;
  /** Somebody else at the organization of a persona. */
  colleague(persona: string, claims: Partial<TierlineClaims>, subject?: string): Promise<Caller>;
  /** Sends a mutation as a persona or a caller. Fails the test on errors; problems are answered. */
  act(who: string | Caller, mutation: string, input: Record<string, unknown>): Promise<Payload>;
  /** Makes a request of the customer's, and answers the id of the ticket. */
  openTicket(input?: Record<string, unknown>): Promise<string>;
  /** Looks at service health for a ticket, and puts a diagnosis on record. */
  diagnose(ticketId: string, who?: string | Caller): Promise<void>;
  /** Reports an incident, and answers its id. */
  reportIncident(input?: Record<string, unknown>): Promise<string>;
  /** Announces maintenance from one hour on, for two hours, and answers its id. */
  announceMaintenance(input?: Record<string, unknown>): Promise<string>;
  /** Asks the reseller to buy something for the customer, and answers the id of the request. */
  requestChange(input?: Record<string, unknown>): Promise<string>;
  /** A service that nothing is wrong with at first. */
  service(): string;
  /** Puts a ticket in a state, as if it had come there. */
  put(ticketId: string, state: string): Promise<void>;
}

/** How a ticket is resolved, where nothing depends on it. */
export const SOLVED = { resolution: 'Restart it.', outcome: 'SOLVED', scope: 'WITHIN' };

/** Sets the stage for the tests of a file. */
export function stage(): Stage {
  let platform: TestPlatform;
  let now: Date | undefined;
  let quiet: string;
  let reports = 0;
  const callerOf = (who: string | Caller) => (typeof who === 'string' ? platform.as(who) : who);

  beforeAll(async () => {
    platform = await testPlatform({ now: () => now ?? new Date() });
    [{ id: quiet }] = (await platform.database.sql<{ id: string }>(
      `insert into service (key, name, status) values ('Quiet', 'Quiet Service', 'SERVICE_OPERATIONAL') returning id`,
    )) as [{ id: string }];
  });
  afterAll(() => platform.stop());

  const act: Stage['act'] = async (who, mutation, input) => {
    const document = `mutation ($input: ${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!) {
      ${mutation}(input: $input) { ${ANSWERS[mutation]} problems { code field message rule { code } } clientMutationId } }`;
    return (await (await callerOf(who)).get<any, any>(document, { input }))[mutation];
  };
  const done = async (payload: Promise<Payload>, answer: string): Promise<string> => {
    const { problems, [answer]: row } = await payload;
    if (problems.length > 0) throw new Error(`refused: ${JSON.stringify(problems)}`);
    return row.id;
  };
  return {
    platform: () => platform,
    setClock: (to) => (now = to),
    async colleague(persona, claims, subject = 'somebody@example.com') {
      const known = JSON.parse(Buffer.from((await platform.as(persona)).token.split('.')[1]!, 'base64url').toString());
      const { name, kind, role, organization } = { ...known, name: 'Some Body', ...claims };
      return platform.with((await platform.issuer.sign(subject, { name, kind, role, organization })).token);
    },
    act,
    openTicket: (input) =>
      done(
        act('customer', 'ticketRequest', { title: 'Mail is late', description: 'Since this morning.', severity: 'MODERATE', ...input }),
        'ticket',
      ),
    async diagnose(ticketId, who = 'reseller') {
      await done(act(who, 'ticketCheckHealth', { ticketId, conclusion: 'UNDOCUMENTED', remark: 'Not that.' }), 'ticket');
      await done(act(who, 'ticketDiagnose', { ticketId, diagnosis: 'A rule moves it away.' }), 'ticket');
    },
    reportIncident: (input) =>
      done(
        act('vendor', 'serviceIncidentReport', {
          trackingId: `ZZ${++reports}`,
          serviceId: quiet,
          title: 'Mail is late',
          classification: 'INCIDENT',
          ...input,
        }),
        'incident',
      ),
    announceMaintenance: (input) =>
      done(
        act('vendor', 'serviceMaintenanceAnnounce', {
          trackingId: `PM${++reports}`,
          serviceId: quiet,
          title: 'Mail moves house',
          ...window(now ?? new Date()),
          ...input,
        }),
        'incident',
      ),
    requestChange: (input) =>
      done(act('customer', 'subscriptionChangeRequest', { kind: 'BUY', offerName: 'Power BI Pro', quantity: 3, ...input }), 'change'),
    service: () => quiet,
    async put(ticketId, state) {
      const resolved = state === 'RESOLVED' || state === 'CLOSED' ? (now ?? new Date()) : null;
      await platform.database.sql('update ticket set state = $2, resolved_at = $3 where id = $1', [ticketId, state, resolved]);
    },
  };
}

const HOUR = 3_600_000;

/** A time for maintenance: from one hour after a moment on, for two hours. */
export const window = (now: Date, hours = 1): { startsAt: string; endsAt: string } => ({
  startsAt: new Date(now.getTime() + hours * HOUR).toISOString(),
  endsAt: new Date(now.getTime() + (hours + 2) * HOUR).toISOString(),
});

/** The one problem of a refusal. */
export const problem = (code: string, field: string | null, message: string, rule: string | null = null) => ({
  problems: [{ code, field, message, rule: rule && { code: rule } }],
});

/** The states of a ticket as people say them. */
export const inWords = (state: string): string =>
  state === 'TRIAGE' ? 'in triage' : state.toLowerCase().replaceAll('_', ' ').replace('waiting on', 'waiting on the');
