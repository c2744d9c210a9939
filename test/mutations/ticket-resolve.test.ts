import { describe, expect, test } from '@jest/globals';
import { inWords, problem, SOLVED, stage, UNKNOWN } from './stage.ts';

const { act, openTicket, diagnose, put, colleague, platform, setClock } = stage();

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
        expect(await act(stranger, 'ticketResolve', { ticketId: id, ...SOLVED })).toMatchObject(
          refused('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
        );
    }
  });

  test('to those who see it and are no partner', async () => {
    const ticketId = await openTicket();
    await put(ticketId, 'ESCALATED');

    expect(await act('customer', 'ticketResolve', { ticketId, ...SOLVED })).toMatchObject(
      refused('FORBIDDEN', null, 'A customer member may not do this.', 'R21'),
    );
    expect(await act('vendor', 'ticketResolve', { ticketId, ...SOLVED })).toMatchObject(
      refused('FORBIDDEN', null, 'A vendor member may not do this.', 'R21'),
    );
  });

  test.each(['RESOLVED', 'CLOSED'])('when it is %s already', async (state) => {
    const ticketId = await openTicket();
    await put(ticketId, state);

    expect(await act('reseller', 'ticketResolve', { ticketId, ...SOLVED })).toMatchObject(
      refused('STATE', 'ticketId', `A ticket that is ${inWords(state)} cannot be resolved.`),
    );
  });

  test('without a word on how', async () => {
    const ticketId = await openTicket();

    expect(await act('reseller', 'ticketResolve', { ticketId, ...SOLVED, resolution: '\n' })).toMatchObject(
      refused('INVALID', 'resolution', '`resolution` must not be empty.'),
    );
  });

  test('before it is diagnosed (rule R20)', async () => {
    const ticketId = await openTicket();

    for (const state of ['NEW', 'TRIAGE', 'IN_PROGRESS', 'ESCALATED']) {
      await put(ticketId, state);
      expect(await act('reseller', 'ticketResolve', { ticketId, ...SOLVED })).toMatchObject(
        refused('STATE', 'ticketId', 'Put on record what is wrong first: `ticketDiagnose`.', 'R20'),
      );
    }
  });

  test('as not supported, where it lies within the boundaries of the support (rule R21)', async () => {
    const ticketId = await openTicket();
    await diagnose(ticketId);

    expect(await act('reseller', 'ticketResolve', { ticketId, ...SOLVED, outcome: 'NOT_SUPPORTED' })).toMatchObject(
      refused(
        'INVALID',
        'outcome',
        'What lies within the boundaries of the support has to be resolved: it cannot be turned down as not supported.',
        'R21',
      ),
    );
    const { ticket } = await act('reseller', 'ticketResolve', { ticketId, ...SOLVED, outcome: 'NOT_SUPPORTED', scope: 'OUTSIDE' });
    expect(ticket).toMatchObject({ state: 'RESOLVED', outcome: 'NOT_SUPPORTED', scope: 'OUTSIDE' });
  });

  test('as something that the customer took care of: that is closed, not resolved', async () => {
    const ticketId = await openTicket();
    await diagnose(ticketId);

    expect(await act('reseller', 'ticketResolve', { ticketId, ...SOLVED, outcome: 'SELF_SERVICE' })).toMatchObject(
      refused('INVALID', 'outcome', 'What the customer took care of is not resolved but closed: `ticketClose` with `selfService`.'),
    );
  });

  test('to all but one of ten who do it at once', async () => {
    const ticketId = await openTicket();
    await diagnose(ticketId);

    const payloads = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        act(i % 2 ? 'reseller' : 'provider', 'ticketResolve', { ticketId, ...SOLVED, resolution: `answer ${i}` }),
      ),
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
  test.each(['IN_PROGRESS', 'WAITING_ON_CUSTOMER', 'WAITING_ON_PROVIDER', 'ESCALATED'])(
    'that is %s ends it with an answer that the customer reads',
    async (state) => {
      const ticketId = await openTicket();
      await diagnose(ticketId);
      await put(ticketId, state);
      const at = new Date(Date.now() + 3_600_000);
      setClock(at);

      const { ticket, problems } = await act('provider', 'ticketResolve', { ticketId, ...SOLVED });
      setClock();

      expect(problems).toEqual([]);
      expect(ticket).toMatchObject({
        state: 'RESOLVED',
        ...SOLVED,
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
