import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { COMPLETE, offeringsOf } from './offering.ts';
import { escalating, REQUEST } from './escalating.ts';
import { ORGANIZATION, SOLVED, window } from './stage.ts';

const {
  act,
  openTicket,
  diagnose,
  put,
  reportIncident,
  requestChange,
  platform,
  service,
  ready,
  passedOn,
  handedOver,
  delegate,
  announceMaintenance,
} = escalating();
const { drafted, published } = offeringsOf(act);

const TABLES = [
  'ticket',
  'ticket_access',
  'account_access',
  'note',
  'ticket_incident',
  'health_check',
  'health_check_incident',
  'troubleshooting_step',
  'support_boundary',
  'escalation',
  'escalation_ticket',
  'service_incident',
  'incident_post',
  'incident_link',
  'service',
  'support_offering',
  'support_offering_version',
  'offering_acknowledgement',
  'event',
  'receipt',
  'subscription_change',
  'audit_entry',
];
const everything = async () =>
  Object.fromEntries(
    await Promise.all(
      TABLES.map(
        async (table) =>
          [
            table,
            (await platform().database.sql<any>(`select md5(coalesce(string_agg(t::text, '|' order by id), '')) as sum from ${table} t`))[0]
              .sum,
          ] as const,
      ),
    ),
  );

let ticketId: string;
let incidentId: string;
let resolvedId: string;
let diagnosedId: string;
let askedId: string;
let supportBoundaryId: string;
let maintenanceId: string;
let changeId: string;
let draftId: string;
let offeringId: string;
let readyId: string;
let passedId: string;
let handedId: string;
let noteId: string;

beforeEach(async () => {
  incidentId = await reportIncident();
  [ticketId, resolvedId, diagnosedId, askedId] = [await openTicket(), await openTicket(), await openTicket(), await openTicket()];
  await diagnose(diagnosedId);
  await put(askedId, 'WAITING_ON_CUSTOMER');
  supportBoundaryId = (await act('reseller', 'supportBoundaryDefine', { serviceId: service(), within: ['x'] })).supportBoundary.id;
  await diagnose(resolvedId);
  await act('reseller', 'ticketResolve', { ticketId: resolvedId, ...SOLVED });
  changeId = await requestChange();
  [draftId, offeringId] = [await drafted(), await published()];
  [readyId, passedId, handedId] = [await ready(), (await passedOn()).escalationId, (await handedOver()).escalationId];
  await delegate(ORGANIZATION.reseller, ORGANIZATION.customer, { roleIds: ['62e90394-69f5-4237-9190-012177145e10'] });
  noteId = (await act('vendor', 'escalationAnswer', { escalationId: handedId, text: 'x' })).note.id;
  maintenanceId = await announceMaintenance();
  // The last thing that every change writes, other than its receipt: the event.
  await platform().database.sql(
    `create or replace function broken() returns trigger language plpgsql as $$ begin raise exception 'the disk is on fire'; end $$`,
  );
  await platform().database.sql('create trigger broken before insert on event for each row execute function broken()');
});
afterEach(() => platform().database.sql('drop trigger if exists broken on event'));

test.each<[mutation: string, who: string, input: () => Record<string, unknown>]>([
  ['ticketRequest', 'customer', () => ({ title: 'x', description: 'x', severity: 'MINIMAL' })],
  ['ticketOpen', 'reseller', () => ({ title: 'x', description: 'x', severity: 'MINIMAL', customerId: ORGANIZATION.customer })],
  ['ticketCheckHealth', 'reseller', () => ({ ticketId })],
  ['ticketDiagnose', 'reseller', () => ({ ticketId: diagnosedId, diagnosis: 'x' })],
  ['ticketTroubleshoot', 'reseller', () => ({ ticketId: diagnosedId, area: 'SETTINGS', text: 'x' })],
  ['ticketAskCustomer', 'reseller', () => ({ ticketId: diagnosedId, question: 'x' })],
  ['ticketAnswer', 'customer', () => ({ ticketId: askedId, answer: 'x' })],
  ['ticketClose', 'customer', () => ({ ticketId: resolvedId })],
  ['ticketEscalate', 'reseller', () => ({ ticketId: readyId, ...REQUEST })],
  ['escalationAccept', 'provider', () => ({ escalationId: passedId })],
  ['escalationReturn', 'provider', () => ({ escalationId: passedId, reason: 'x' })],
  ['escalationHandOver', 'provider', () => ({ escalationId: passedId, contact: REQUEST.contact, vehicle: 'PSFP' })],
  ['escalationAnswer', 'vendor', () => ({ escalationId: handedId, text: 'x' })],
  ['ticketNotePublish', 'reseller', () => ({ noteId })],
  ['supportBoundaryDefine', 'reseller', () => ({ serviceId: service(), within: ['x'] })],
  ['supportBoundaryWithdraw', 'reseller', () => ({ supportBoundaryId })],
  ['ticketNoteAdd', 'reseller', () => ({ ticketId, text: 'x', audience: 'CUSTOMER' })],
  ['ticketAssign', 'reseller', () => ({ ticketId })],
  ['ticketResolve', 'reseller', () => ({ ticketId: diagnosedId, ...SOLVED })],
  ['ticketReopen', 'customer', () => ({ ticketId: resolvedId, reason: 'x' })],
  ['ticketLinkIncident', 'reseller', () => ({ ticketId, incidentId })],
  [
    'serviceIncidentReport',
    'vendor',
    () => ({
      trackingId: `HD${Date.now()}`,
      serviceId: service(),
      title: 'x',
      classification: 'INCIDENT',
      status: 'SERVICE_INTERRUPTION',
      html: 'x',
    }),
  ],
  ['serviceIncidentPost', 'vendor', () => ({ incidentId, html: 'x', status: 'SERVICE_INTERRUPTION' })],
  ['serviceIncidentChange', 'vendor', () => ({ incidentId, title: 'y' })],
  ['serviceIncidentLink', 'vendor', () => ({ incidentId, relatedIncidentId: maintenanceId })],
  [
    'serviceMaintenanceAnnounce',
    'vendor',
    () => ({ trackingId: `HD${Date.now()}`, serviceId: service(), title: 'x', html: 'x', ...window(new Date()) }),
  ],
  ['serviceMaintenanceMove', 'vendor', () => ({ incidentId: maintenanceId, html: 'x', ...window(new Date(), 5) })],
  ['serviceMaintenanceCancel', 'vendor', () => ({ incidentId: maintenanceId, html: 'x' })],
  ['subscriptionChangeRequest', 'customer', () => ({ kind: 'BUY', offerName: 'x', quantity: 1 })],
  ['subscriptionChangeDecline', 'reseller', () => ({ changeId, answer: 'x' })],
  ['serviceIncidentResolve', 'vendor', () => ({ incidentId, html: 'x' })],
  ['supportOfferingDraft', 'reseller', () => COMPLETE],
  ['supportOfferingChange', 'reseller', () => ({ offeringId, name: 'x' })],
  ['supportOfferingPublish', 'reseller', () => ({ offeringId: draftId })],
  ['supportOfferingRetire', 'reseller', () => ({ offeringId })],
  ['supportOfferingAcknowledge', 'customer', () => ({ offeringId, version: 1 })],
])('%s: when the last step fails, nothing of it has happened, and the same request can be sent again', async (mutation, who, input) => {
  const request = { ...input(), clientMutationId: `half-done ${mutation}` };
  const before = await everything();

  await expect(act(who, mutation, request)).rejects.toThrow('Something went wrong here');

  expect(await everything()).toEqual(before);
  await platform().database.sql('drop trigger broken on event');
  expect((await act(who, mutation, request)).problems).toEqual([]);
});
