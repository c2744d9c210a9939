import { describe, expect, test } from '@jest/globals';
import { inWords, problem, stage, UNKNOWN } from './stage.ts';

const { act, openTicket, put, colleague, platform, setClock } = stage();

const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  ticket: null,
  ...problem(code, field, message, rule),
});

describe('resolving a ticket is refused', () => {
  test('to those who do not see it: it is not there', async () => {
    const ticketId = await openTicket();
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });

    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer', 'vendor', sales]) {
      for (const id of [ticketId, UNKNOWN])
        expect(await act(stranger, 'ticketResolve', { ticketId: id, resolution: 'x' })).toMatchObject(
          refused('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
        );
    }
  });

  test('to those who see it and are no partner', async () => {
    const ticketId = await openTicket();
    await put(ticketId, 'ESCALATED');

    expect(await act('customer', 'ticketResolve', { ticketId, resolution: 'x' })).toMatchObject(
      refused('FORBIDDEN', null, 'A customer member may not do this.', 'R21'),
    );
    expect(await act('vendor', 'ticketResolve', { ticketId, resolution: 'x' })).toMatchObject(
      refused('FORBIDDEN', null, 'A vendor member may not do this.', 'R21'),
    );
  });

  test.each(['RESOLVED', 'CLOSED'])('when it is %s already', async (state) => {
    const ticketId = await openTicket();
    await put(ticketId, state);

    expect(await act('reseller', 'ticketResolve', { ticketId, resolution: 'x' })).toMatchObject(
      refused('STATE', 'ticketId', `A ticket that is ${inWords(state)} cannot be resolved.`),
    );
  });

  test('without a word on how', async () => {
    const ticketId = await openTicket();

    expect(await act('reseller', 'ticketResolve', { ticketId, resolution: '\n' })).toMatchObject(
      refused('INVALID', 'resolution', '`resolution` must not be empty.'),
    );
  });

  test('to all but one of ten who do it at once', async () => {
    const ticketId = await openTicket();

    const payloads = await Promise.all(
      Array.from({ length: 10 }, (_, i) => act(i % 2 ? 'reseller' : 'provider', 'ticketResolve', { ticketId, resolution: `answer ${i}` })),
    );

    const done = payloads.filter(({ ticket }) => ticket);
    expect(done).toHaveLength(1);
    for (const payload of payloads)
      if (!payload.ticket) expect(payload).toMatchObject(refused('STATE', 'ticketId', 'A ticket that is resolved cannot be resolved.'));
    const events = await platform().database.sql(`select from event where stream_id = $1 and kind = 'ticket.resolved'`, [ticketId]);
    expect(events).toHaveLength(1);
    const [row] = await platform().database.sql<any>('select resolution from ticket where id = $1', [ticketId]);
    expect(row.resolution).toBe(done[0]!.ticket.resolution);
  });
});

describe('resolving a ticket', () => {
  test.each(['NEW', 'TRIAGE', 'IN_PROGRESS', 'WAITING_ON_CUSTOMER', 'WAITING_ON_PROVIDER', 'ESCALATED'])(
    'that is %s ends it with an answer that the customer reads',
    async (state) => {
      const ticketId = await openTicket();
      await put(ticketId, state);
      const at = new Date(Date.now() + 3_600_000);
      setClock(at);

      const { ticket, problems } = await act('provider', 'ticketResolve', { ticketId, resolution: 'Restart it.' });
      setClock();

      expect(problems).toEqual([]);
      expect(ticket).toMatchObject({
        state: 'RESOLVED',
        resolution: 'Restart it.',
        resolvedAt: at.toISOString(),
        updatedAt: at.toISOString(),
      });
      const { ticket: seen } = await (
        await platform().as('customer')
      ).get<any, any>('query ($id: ID!) { ticket(id: $id) { state resolution timeline(last: 1) { nodes { kind actor at } } } }', {
        id: ticketId,
      });
      expect(seen).toEqual({
        state: 'RESOLVED',
        resolution: 'Restart it.',
        timeline: { nodes: [{ kind: 'ticket.resolved', actor: 'Chiara Marchetti', at: at.toISOString() }] },
      });
    },
  );
});
