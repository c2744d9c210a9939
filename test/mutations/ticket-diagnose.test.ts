import { afterEach, describe, expect, test } from '@jest/globals';
import { inWords, problem, stage, UNKNOWN } from './stage.ts';

const { act, openTicket, reportIncident, put, colleague, platform, service, setClock } = stage();
afterEach(() => setClock());

const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  ticket: null,
  ...problem(code, field, message, rule),
});
const NO_CHECK = refused('STATE', 'ticketId', 'Compare the ticket with service health first: `ticketCheckHealth`.', 'R07');
const STALE = refused(
  'STATE',
  'ticketId',
  'Since service health was looked at, the vendor has reported another incident: look again with `ticketCheckHealth`.',
  'R07',
);
const diagnosis = 'A rule moves it away.';

async function checked(): Promise<string> {
  const ticketId = await openTicket({ serviceId: service() });
  const { problems } = await act('reseller', 'ticketCheckHealth', { ticketId, conclusion: 'UNDOCUMENTED', remark: 'Not that.' });
  expect(problems).toEqual([]);
  return ticketId;
}

describe('diagnosing a ticket is refused', () => {
  test('to those who do not see it: it is not there', async () => {
    const ticketId = await checked();
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });

    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer', 'vendor', sales]) {
      for (const id of [ticketId, UNKNOWN])
        expect(await act(stranger, 'ticketDiagnose', { ticketId: id, diagnosis })).toMatchObject(
          refused('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
        );
    }
  });

  test('to those who see it and are no partner', async () => {
    const ticketId = await checked();
    await put(ticketId, 'ESCALATED');

    for (const [who, name] of [
      ['customer', 'A customer member'],
      ['vendor', 'A vendor member'],
    ] as const)
      expect(await act(who, 'ticketDiagnose', { ticketId, diagnosis })).toMatchObject(
        refused('FORBIDDEN', null, `${name} may not do this.`, 'R20'),
      );
  });

  test.each(['NEW', 'RESOLVED', 'CLOSED'])('when it is %s', async (state) => {
    const ticketId = await checked();
    await put(ticketId, state);

    expect(await act('reseller', 'ticketDiagnose', { ticketId, diagnosis })).toMatchObject(
      refused('STATE', 'ticketId', `A ticket that is ${inWords(state)} cannot be diagnosed.`),
    );
  });

  test('before anybody looked at service health (rule R07)', async () => {
    const ticketId = await openTicket();
    await act('reseller', 'ticketAssign', { ticketId });

    expect(await act('reseller', 'ticketDiagnose', { ticketId, diagnosis })).toMatchObject(NO_CHECK);
  });

  test('after the vendor reported another incident of the service, until somebody looks again; one of another service changes nothing', async () => {
    const ticketId = await checked();
    const [other] = await platform().database.sql<any>('select id from service where id <> $1 limit 1', [service()]);
    await reportIncident({ serviceId: other.id });
    expect((await act('reseller', 'ticketDiagnose', { ticketId, diagnosis })).problems).toEqual([]);

    const incidentId = await reportIncident();
    expect(await act('reseller', 'ticketDiagnose', { ticketId, diagnosis })).toMatchObject(STALE);
    await act('vendor', 'serviceIncidentPost', { incidentId, html: 'x' });
    expect(await act('reseller', 'ticketDiagnose', { ticketId, diagnosis })).toMatchObject(STALE);

    await act('provider', 'ticketCheckHealth', { ticketId });
    await act('vendor', 'serviceIncidentPost', { incidentId, html: 'x' });
    expect((await act('reseller', 'ticketDiagnose', { ticketId, diagnosis })).problems).toEqual([]);
  });

  test('without a word', async () => {
    const ticketId = await checked();

    expect(await act('reseller', 'ticketDiagnose', { ticketId, diagnosis: ' ' })).toMatchObject(
      refused('INVALID', 'diagnosis', '`diagnosis` must not be empty.'),
    );
  });
});

describe('diagnosing a ticket', () => {
  test('puts on record what is wrong, who found it and when; the work begins', async () => {
    const ticketId = await checked();
    const at = new Date(Date.now() + 60_000);
    setClock(at);

    const { ticket, problems } = await act('reseller', 'ticketDiagnose', { ticketId, diagnosis, scope: 'WITHIN' });

    expect(problems).toEqual([]);
    expect(ticket).toMatchObject({
      state: 'IN_PROGRESS',
      scope: 'WITHIN',
      diagnosis: { text: diagnosis, author: 'Davide Ronchi', at: at.toISOString() },
      updatedAt: at.toISOString(),
    });
  });

  test('again replaces what was on record, and leaves the scope where none is said', async () => {
    const ticketId = await checked();
    await act('reseller', 'ticketDiagnose', { ticketId, diagnosis, scope: 'OUTSIDE' });

    const { ticket } = await act('provider', 'ticketDiagnose', { ticketId, diagnosis: 'It is something else.' });

    expect(ticket).toMatchObject({ diagnosis: { text: 'It is something else.', author: 'Chiara Marchetti' }, scope: 'OUTSIDE' });
  });

  test('that is sent twice under one name is done once', async () => {
    const ticketId = await checked();
    const input = { ticketId, diagnosis, clientMutationId: 'diagnose once' };
    const first = await act('reseller', 'ticketDiagnose', input);
    await reportIncident();

    expect(await act('reseller', 'ticketDiagnose', input)).toEqual(first);
    const events = await platform().database.sql(`select from event where stream_id = $1 and kind = 'ticket.diagnosed'`, [ticketId]);
    expect(events).toHaveLength(1);
  });
});
