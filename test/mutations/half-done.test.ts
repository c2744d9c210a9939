import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { stage, window } from './stage.ts';

const { act, announceMaintenance, openTicket, reportIncident, requestChange, platform, service } = stage();

const TABLES = [
  'ticket',
  'ticket_access',
  'account_access',
  'note',
  'ticket_incident',
  'service_incident',
  'incident_post',
  'incident_link',
  'service',
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
let maintenanceId: string;
let changeId: string;

beforeEach(async () => {
  [ticketId, resolvedId, incidentId] = [await openTicket(), await openTicket(), await reportIncident()];
  changeId = await requestChange();
  maintenanceId = await announceMaintenance();
  await act('reseller', 'ticketResolve', { ticketId: resolvedId, resolution: 'x' });
  // The last thing that every change writes, other than its receipt: the event.
  await platform().database.sql(
    `create or replace function broken() returns trigger language plpgsql as $$ begin raise exception 'the disk is on fire'; end $$`,
  );
  await platform().database.sql('create trigger broken before insert on event for each row execute function broken()');
});
afterEach(() => platform().database.sql('drop trigger if exists broken on event'));

test.each<[mutation: string, who: string, input: () => Record<string, unknown>]>([
  ['ticketOpen', 'customer', () => ({ title: 'x', description: 'x', severity: 'MINIMAL' })],
  ['ticketNoteAdd', 'reseller', () => ({ ticketId, text: 'x', audience: 'CUSTOMER' })],
  ['ticketAssign', 'reseller', () => ({ ticketId })],
  ['ticketResolve', 'reseller', () => ({ ticketId, resolution: 'x' })],
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
])('%s: when the last step fails, nothing of it has happened, and the same request can be sent again', async (mutation, who, input) => {
  const request = { ...input(), clientMutationId: `half-done ${mutation}` };
  const before = await everything();

  await expect(act(who, mutation, request)).rejects.toThrow('Something went wrong here');

  expect(await everything()).toEqual(before);
  await platform().database.sql('drop trigger broken on event');
  expect((await act(who, mutation, request)).problems).toEqual([]);
});
