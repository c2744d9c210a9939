import { afterEach, describe, expect, test } from '@jest/globals';
import { inWords, problem, SOLVED, stage, UNKNOWN } from './stage.ts';

const { act, openTicket, diagnose, put, colleague, platform, setClock } = stage();
afterEach(() => setClock());

const DAY = 86_400_000;
const refused = (code: string, field: string | null, message: string) => ({ ticket: null, ...problem(code, field, message) });

async function resolved(): Promise<{ ticketId: string; at: number }> {
  const ticketId = await openTicket();
  await diagnose(ticketId);
  const { ticket } = await act('reseller', 'ticketResolve', { ticketId, ...SOLVED });
  return { ticketId, at: Date.parse(ticket.resolvedAt) };
}

describe('reopening a ticket is refused', () => {
  test('to those who do not see it: it is not there', async () => {
    const { ticketId } = await resolved();
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });

    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer', 'vendor', sales]) {
      for (const id of [ticketId, UNKNOWN])
        expect(await act(stranger, 'ticketReopen', { ticketId: id, reason: 'x' })).toMatchObject(
          refused('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
        );
    }
  });

  test('to the vendor, also when the ticket was handed over to it', async () => {
    const ticketId = await openTicket();
    await put(ticketId, 'ESCALATED');
    await put(ticketId, 'RESOLVED');

    expect(await act('vendor', 'ticketReopen', { ticketId, reason: 'x' })).toMatchObject(
      refused('FORBIDDEN', null, 'A vendor member may not do this.'),
    );
  });

  test.each(['NEW', 'IN_PROGRESS', 'ESCALATED', 'CLOSED'])('when it is %s', async (state) => {
    const ticketId = await openTicket();
    await put(ticketId, state);

    expect(await act('customer', 'ticketReopen', { ticketId, reason: 'x' })).toMatchObject(
      refused('STATE', 'ticketId', `A ticket that is ${inWords(state)} cannot be reopened.`),
    );
  });

  test('a moment after fourteen days, and nothing of it stays: no note, no event, no change', async () => {
    const { ticketId, at } = await resolved();
    setClock(new Date(at + 14 * DAY + 1));

    expect(await act('customer', 'ticketReopen', { ticketId, reason: 'Too late.' })).toMatchObject(
      refused('STATE', 'ticketId', 'A ticket can be reopened for 14 days after it was resolved; open a new one.'),
    );

    const { ticket } = await (
      await platform().as('reseller')
    ).get<any, any>('query ($id: ID!) { ticket(id: $id) { state updatedAt notes { totalCount } timeline(last: 1) { nodes { kind } } } }', {
      id: ticketId,
    });
    expect(ticket).toEqual({
      state: 'RESOLVED',
      updatedAt: new Date(at).toISOString(),
      notes: { totalCount: 0 },
      timeline: { nodes: [{ kind: 'ticket.resolved' }] },
    });
  });
});

describe('reopening a ticket', () => {
  test.each(['customer', 'reseller', 'provider'])(
    'at the last moment of fourteen days, as %s, takes the work up again, and everybody on it reads why',
    async (persona) => {
      const { ticketId, at } = await resolved();
      setClock(new Date(at + 14 * DAY));

      const { ticket, problems } = await act(persona, 'ticketReopen', { ticketId, reason: 'It is back.' });

      expect(problems).toEqual([]);
      expect(ticket).toMatchObject({
        state: 'IN_PROGRESS',
        resolution: null,
        resolvedAt: null,
        updatedAt: new Date(at + 14 * DAY).toISOString(),
      });
      for (const party of ['customer', 'reseller', 'provider']) {
        const { ticket: seen } = await (
          await platform().as(party)
        ).get<any, any>('query ($id: ID!) { ticket(id: $id) { notes { nodes { text audience } } timeline(last: 1) { nodes { kind } } } }', {
          id: ticketId,
        });
        expect(seen).toEqual({
          notes: { nodes: [{ text: 'It is back.', audience: 'CUSTOMER' }] },
          timeline: { nodes: [{ kind: 'ticket.reopened' }] },
        });
      }
    },
  );

  test('of which it was not written when it was resolved, is counted from its last change', async () => {
    const ticketId = await openTicket();
    await platform().database.sql(
      `update ticket set state = 'RESOLVED', resolved_at = null, updated_at = now() - interval '13 days' where id = $1`,
      [ticketId],
    );

    expect((await act('customer', 'ticketReopen', { ticketId, reason: 'It is back.' })).ticket.state).toBe('IN_PROGRESS');
  });

  test('can be done again after the next answer', async () => {
    const { ticketId } = await resolved();
    for (let round = 0; round < 3; round++) {
      expect((await act('customer', 'ticketReopen', { ticketId, reason: 'It is back.' })).ticket.state).toBe('IN_PROGRESS');
      expect((await act('reseller', 'ticketResolve', { ticketId, ...SOLVED })).ticket.state).toBe('RESOLVED');
    }
  });
});
