import { describe, expect, test } from '@jest/globals';
import { inWords, problem, stage, UNKNOWN } from './stage.ts';

const { act, openTicket, put, colleague, platform } = stage();

const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  ticket: null,
  ...problem(code, field, message, rule),
});

describe('assigning a ticket is refused', () => {
  test('to those who do not see it: it is not there', async () => {
    const ticketId = await openTicket();
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });

    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer', 'vendor', sales]) {
      expect(await act(stranger, 'ticketAssign', { ticketId })).toMatchObject(
        refused('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
      );
    }
    expect(await act('reseller', 'ticketAssign', { ticketId: UNKNOWN })).toMatchObject(
      refused('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
    );
  });

  test('to those who see it and are no partner', async () => {
    const ticketId = await openTicket();
    await put(ticketId, 'ESCALATED');

    expect(await act('customer', 'ticketAssign', { ticketId })).toMatchObject(
      refused('FORBIDDEN', null, 'A customer member may not do this.', 'R06'),
    );
    expect(await act('vendor', 'ticketAssign', { ticketId })).toMatchObject(
      refused('FORBIDDEN', null, 'A vendor member may not do this.', 'R06'),
    );
  });

  test.each(['RESOLVED', 'CLOSED'])('when it is %s', async (state) => {
    const ticketId = await openTicket();
    await put(ticketId, state);

    expect(await act('reseller', 'ticketAssign', { ticketId })).toMatchObject(
      refused('STATE', 'ticketId', `A ticket that is ${inWords(state)} cannot be assigned.`),
    );
  });

  test('to somebody without a name', async () => {
    const ticketId = await openTicket();

    expect(await act('reseller', 'ticketAssign', { ticketId, assignee: { subject: 'x', name: ' ' } })).toMatchObject(
      refused('INVALID', 'assignee.name', '`assignee.name` must not be empty.'),
    );
  });
});

describe('assigning a ticket', () => {
  test('gives it to oneself when nobody is named; somebody looks at it, and everybody on it can see who does it', async () => {
    const ticketId = await openTicket();

    const { ticket, problems } = await act('reseller', 'ticketAssign', { ticketId });

    expect(problems).toEqual([]);
    expect(ticket).toMatchObject({ state: 'TRIAGE', assignee: { subject: 'davide.ronchi@corlanto.example', name: 'Davide Ronchi' } });
    const { ticket: seen } = await (
      await platform().as('customer')
    ).get<any, any>('query ($id: ID!) { ticket(id: $id) { assignee { name } timeline { nodes { kind } } } }', { id: ticketId });
    expect(seen).toEqual({
      assignee: { name: 'Davide Ronchi' },
      timeline: { nodes: [{ kind: 'ticket.opened' }, { kind: 'ticket.assigned' }] },
    });
  });

  test('gives it to the colleague who is named, at the organization of whoever names', async () => {
    const ticketId = await openTicket();
    const helpdesk = await colleague('provider', { role: 'HELPDESK_AGENT' });

    const { ticket } = await act(helpdesk, 'ticketAssign', { ticketId, assignee: { subject: 'lina@valdastro.example', name: 'Lina' } });

    expect(ticket.assignee).toEqual({ subject: 'lina@valdastro.example', name: 'Lina' });
    const [row] = await platform().database.sql<any>(`select assignee ->> 'organization' as organization from ticket where id = $1`, [
      ticketId,
    ]);
    expect(row.organization).toBe('01990000-0000-7000-8000-000000000001');
  });

  test.each([
    ['NEW', 'TRIAGE'],
    ['TRIAGE', 'TRIAGE'],
    ['IN_PROGRESS', 'IN_PROGRESS'],
    ['WAITING_ON_CUSTOMER', 'WAITING_ON_CUSTOMER'],
    ['WAITING_ON_PROVIDER', 'WAITING_ON_PROVIDER'],
    ['ESCALATED', 'ESCALATED'],
  ])('that is %s leaves it %s', async (from, to) => {
    const ticketId = await openTicket();
    await put(ticketId, from);

    expect((await act('reseller', 'ticketAssign', { ticketId })).ticket.state).toBe(to);
  });
});
