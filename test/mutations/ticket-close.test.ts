import { afterEach, describe, expect, test } from '@jest/globals';
import { inWords, problem, SOLVED, stage, UNKNOWN } from './stage.ts';

const { act, openTicket, diagnose, put, colleague, platform, setClock } = stage();
afterEach(() => setClock());

const DAY = 86_400_000;
const OPEN = ['NEW', 'TRIAGE', 'IN_PROGRESS', 'WAITING_ON_CUSTOMER', 'WAITING_ON_PROVIDER', 'ESCALATED'];
const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  ticket: null,
  ...problem(code, field, message, rule),
});

async function resolved(): Promise<{ ticketId: string; at: number }> {
  const ticketId = await openTicket();
  await diagnose(ticketId);
  const { ticket } = await act('reseller', 'ticketResolve', { ticketId, ...SOLVED });
  return { ticketId, at: Date.parse(ticket.resolvedAt) };
}

describe('closing a ticket is refused', () => {
  test('to those who do not see it: it is not there', async () => {
    const { ticketId } = await resolved();
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });

    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer', 'vendor', sales]) {
      for (const id of [ticketId, UNKNOWN])
        expect(await act(stranger, 'ticketClose', { ticketId: id })).toMatchObject(
          refused('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
        );
    }
  });

  test('to the vendor, also when the ticket was handed over to it', async () => {
    const ticketId = await openTicket();
    await put(ticketId, 'ESCALATED');

    expect(await act('vendor', 'ticketClose', { ticketId })).toMatchObject(refused('FORBIDDEN', null, 'A vendor member may not do this.'));
  });

  test.each([...OPEN, 'CLOSED'])('when it is %s', async (state) => {
    const ticketId = await openTicket();
    await put(ticketId, state);

    expect(await act('customer', 'ticketClose', { ticketId })).toMatchObject(
      refused('STATE', 'ticketId', `A ticket that is ${inWords(state)} cannot be closed.`),
    );
  });

  test('to partners, as long as the customer may reopen it', async () => {
    const { ticketId, at } = await resolved();
    setClock(new Date(at + 14 * DAY));

    for (const who of ['reseller', 'provider'])
      expect(await act(who, 'ticketClose', { ticketId })).toMatchObject(
        refused(
          'STATE',
          'ticketId',
          'For 14 days after it was resolved the ticket may be reopened: until then only the customer can close it.',
        ),
      );
  });
});

describe('closing a ticket', () => {
  test('is up to the customer at any time after it was resolved; it stays closed', async () => {
    const { ticketId } = await resolved();
    const input = { ticketId, clientMutationId: 'close once' };

    const first = await act('customer', 'ticketClose', input);

    expect(first.ticket).toMatchObject({ state: 'CLOSED', ...SOLVED });
    expect(await act('customer', 'ticketClose', input)).toEqual(first);
    expect((await act('customer', 'ticketReopen', { ticketId, reason: 'x' })).problems[0]!.message).toBe(
      'A ticket that is closed cannot be reopened.',
    );
  });

  test('is up to the partner when it can no longer be reopened', async () => {
    const { ticketId, at } = await resolved();
    setClock(new Date(at + 14 * DAY + 1));

    expect((await act('reseller', 'ticketClose', { ticketId })).ticket.state).toBe('CLOSED');
  });

  test.each(OPEN)('that is %s is possible where the customer took care of it itself (rule R29)', async (state) => {
    const ticketId = await openTicket();
    await put(ticketId, state);

    const { ticket } = await act('customer', 'ticketClose', { ticketId, selfService: true });

    expect(ticket).toMatchObject({ state: 'CLOSED', outcome: 'SELF_SERVICE' });
    const events = await platform().database.sql(`select from event where stream_id = $1 and kind = 'ticket.closed'`, [ticketId]);
    expect(events).toHaveLength(1);
  });

  test('as self-service is too late once it is over', async () => {
    const { ticketId } = await resolved();

    expect(await act('customer', 'ticketClose', { ticketId, selfService: true })).toMatchObject(
      refused('STATE', 'ticketId', 'A ticket that is resolved cannot be closed.'),
    );
  });
});
