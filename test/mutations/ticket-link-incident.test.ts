import { describe, expect, test } from '@jest/globals';
import { problem, stage, UNKNOWN } from './stage.ts';

const { act, openTicket, reportIncident, put, colleague, platform } = stage();

const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  ticket: null,
  ...problem(code, field, message, rule),
});
const links = async (ticketId: string) =>
  (await platform().database.sql('select from ticket_incident where ticket_id = $1', [ticketId])).length;

describe('linking a ticket to an incident is refused', () => {
  test('to those who do not see the ticket: it is not there', async () => {
    const [ticketId, incidentId] = [await openTicket(), await reportIncident()];
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });

    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer', 'vendor', sales]) {
      for (const id of [ticketId, UNKNOWN])
        expect(await act(stranger, 'ticketLinkIncident', { ticketId: id, incidentId })).toMatchObject(
          refused('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
        );
    }
    expect(await links(ticketId)).toBe(0);
  });

  test('to those who see it and are no partner', async () => {
    const [ticketId, incidentId] = [await openTicket(), await reportIncident()];
    await put(ticketId, 'ESCALATED');

    expect(await act('customer', 'ticketLinkIncident', { ticketId, incidentId })).toMatchObject(
      refused('FORBIDDEN', null, 'A customer member may not do this.', 'R06'),
    );
    expect(await act('vendor', 'ticketLinkIncident', { ticketId, incidentId })).toMatchObject(
      refused('FORBIDDEN', null, 'A vendor member may not do this.', 'R06'),
    );
    expect(await links(ticketId)).toBe(0);
  });

  test('when there is no such incident', async () => {
    const ticketId = await openTicket();

    for (const incidentId of [UNKNOWN, ticketId]) {
      expect(await act('reseller', 'ticketLinkIncident', { ticketId, incidentId })).toMatchObject(
        refused('NOT_FOUND', 'incidentId', 'There is no such incident.'),
      );
    }
    expect(await links(ticketId)).toBe(0);
  });
});

describe('linking a ticket to an incident', () => {
  test.each(['NEW', 'IN_PROGRESS', 'ESCALATED', 'RESOLVED', 'CLOSED'])(
    'is done for one that is %s, which it stays; everybody on it sees the incident, and nobody else sees the ticket there',
    async (state) => {
      const [ticketId, incidentId] = [await openTicket(), await reportIncident()];
      await put(ticketId, state);

      const { ticket, problems } = await act('reseller', 'ticketLinkIncident', { ticketId, incidentId });

      expect(problems).toEqual([]);
      expect(ticket).toMatchObject({ state, serviceIncidents: [{ id: incidentId }] });
      const fromIncident = async (persona: string) =>
        (
          await (
            await platform().as(persona)
          ).get<any, any>('query ($id: ID!) { serviceIncident(id: $id) { tickets { totalCount nodes { id } } } }', { id: incidentId })
        ).serviceIncident.tickets;
      for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer'])
        expect(await fromIncident(stranger)).toEqual({ totalCount: 0, nodes: [] });
      for (const party of ['customer', 'reseller', 'provider']) {
        expect(await fromIncident(party)).toEqual({ totalCount: 1, nodes: [{ id: ticketId }] });
        const { ticket: seen } = await (
          await platform().as(party)
        ).get<any, any>('query ($id: ID!) { ticket(id: $id) { serviceIncidents { id } timeline(last: 1) { nodes { kind actor } } } }', {
          id: ticketId,
        });
        expect(seen).toEqual({
          serviceIncidents: [{ id: incidentId }],
          timeline: { nodes: [{ kind: 'ticket.incident_linked', actor: 'Davide Ronchi' }] },
        });
      }
    },
  );

  test('twice, or ten times at once, changes nothing more', async () => {
    const [ticketId, incidentId] = [await openTicket(), await reportIncident()];

    const payloads = await Promise.all(Array.from({ length: 10 }, () => act('provider', 'ticketLinkIncident', { ticketId, incidentId })));

    for (const { ticket, problems } of payloads) expect([ticket.serviceIncidents, problems]).toEqual([[{ id: incidentId }], []]);
    const { updatedAt } = payloads[0]!.ticket;
    expect((await act('reseller', 'ticketLinkIncident', { ticketId, incidentId })).ticket.updatedAt).toBe(updatedAt);
    expect(await links(ticketId)).toBe(1);
    expect(
      await platform().database.sql(`select from event where stream_id = $1 and kind = 'ticket.incident_linked'`, [ticketId]),
    ).toHaveLength(1);
  });

  test('more than one at a time is possible: they are shown in the order in which they were linked', async () => {
    const ticketId = await openTicket();
    const incidents = [await reportIncident(), await reportIncident(), await reportIncident()].reverse();

    for (const incidentId of incidents) await act('reseller', 'ticketLinkIncident', { ticketId, incidentId });

    const { ticket } = await act('reseller', 'ticketNoteAdd', { ticketId, text: 'Look at these.' });
    expect(ticket.serviceIncidents).toEqual(incidents.map((id) => ({ id })));
  });

  test('forty different tickets at once takes no longer than they need: nobody waits for a connection that nobody gives back', async () => {
    const incidentId = await reportIncident();
    const tickets = await Promise.all(Array.from({ length: 40 }, () => openTicket()));

    const payloads = await Promise.all(tickets.map((ticketId) => act('reseller', 'ticketLinkIncident', { ticketId, incidentId })));

    expect(payloads.flatMap(({ problems }) => problems)).toEqual([]);
  });
});
