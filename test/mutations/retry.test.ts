import { describe, expect, test } from '@jest/globals';
import { ORGANIZATION, problem, SOLVED, stage } from './stage.ts';

const { act, colleague, diagnose, openTicket, put, platform, reportIncident } = stage();

let names = 0;
const name = () => `request ${++names}`;
const said = { title: 'Mail is late', description: 'Since this morning.', severity: 'MODERATE' };
const CONFLICT = problem('CONFLICT', 'clientMutationId', 'This `clientMutationId` was used before with another input.');
const count = async (table: string) => (await platform().database.sql<{ count: number }>(`select count(*)::int from ${table}`))[0]!.count;

describe('a request with a name of its own', () => {
  test('with another input, or for another mutation, is refused, and what was done stays', async () => {
    const clientMutationId = name();
    const { ticket } = await act('customer', 'ticketRequest', { ...said, clientMutationId });
    const before = await count('ticket');

    expect(await act('customer', 'ticketRequest', { ...said, title: 'Another', clientMutationId })).toMatchObject({
      ticket: null,
      clientMutationId,
      ...CONFLICT,
    });
    expect(await act('customer', 'ticketReopen', { ticketId: ticket.id, reason: 'x', clientMutationId })).toMatchObject({
      ticket: null,
      ...CONFLICT,
    });
    expect(await count('ticket')).toBe(before);
    expect((await act('customer', 'ticketRequest', { ...said, clientMutationId })).ticket.id).toBe(ticket.id);
  });

  test('is answered as the first time when it comes again, and not done twice', async () => {
    const clientMutationId = name();
    const first = await act('customer', 'ticketRequest', { ...said, clientMutationId });
    const before = [await count('ticket'), await count('event')];

    const second = await act('customer', 'ticketRequest', { ...said, clientMutationId });

    expect(second).toEqual(first);
    expect(first.clientMutationId).toBe(clientMutationId);
    expect([await count('ticket'), await count('event')]).toEqual(before);
  });

  test('that comes again from a role that may no longer see what came of it says so', async () => {
    const input = { ...said, customerId: ORGANIZATION.customer, clientMutationId: name() };
    await act(await colleague('reseller', {}, 'retrier'), 'ticketOpen', input);

    expect(await act(await colleague('reseller', { role: 'SALES_AGENT' }, 'retrier'), 'ticketOpen', input)).toMatchObject({
      ticket: null,
      ...problem('NOT_FOUND', null, 'This was done before, and what it was done to is no longer yours to see.'),
    });
  });

  test('is the same request however it is written: the order of fields, and null for what is left out, mean nothing', async () => {
    const clientMutationId = name();
    const { ticket } = await act('customer', 'ticketRequest', { clientMutationId, ...said, contact: { name: 'E', email: null } });

    const { title, ...rest } = said;
    expect(
      (await act('customer', 'ticketRequest', { contact: { email: null, name: 'E' }, ...rest, title, clientMutationId })).ticket.id,
    ).toBe(ticket.id);
  });

  test('that comes twenty times at once is done once, and all get that answer', async () => {
    const input = { ...said, title: 'A race', clientMutationId: name() };

    const payloads = await Promise.all(Array.from({ length: 20 }, () => act('customer', 'ticketRequest', input)));

    expect(new Set(payloads.map(({ ticket }) => ticket?.id)).size).toBe(1);
    expect(payloads.flatMap(({ problems }) => problems)).toEqual([]);
    expect(await platform().database.sql(`select from ticket where title = 'A race'`)).toHaveLength(1);
  });

  test('that comes at once with another input under the same name: one is done, the other is refused', async () => {
    const clientMutationId = name();

    const payloads = await Promise.all(
      ['This', 'That'].map((title) => act('customer', 'ticketRequest', { ...said, title, clientMutationId })),
    );

    expect(payloads.filter(({ ticket }) => ticket)).toHaveLength(1);
    expect(payloads.filter(({ ticket }) => !ticket)).toMatchObject([CONFLICT]);
  });

  test('that was refused is refused again, in the same words, though it could be done by now', async () => {
    const ticketId = await openTicket();
    await diagnose(ticketId);
    await put(ticketId, 'CLOSED');
    const input = { ticketId, ...SOLVED, clientMutationId: name() };
    const first = await act('reseller', 'ticketResolve', input);
    await put(ticketId, 'IN_PROGRESS');

    expect(first).toMatchObject({ ticket: null, ...problem('STATE', 'ticketId', 'A ticket that is closed cannot be resolved.') });
    expect(await act('reseller', 'ticketResolve', input)).toEqual(first);
    expect((await act('reseller', 'ticketResolve', { ...input, clientMutationId: name() })).ticket.state).toBe('RESOLVED');
  });

  test('that was malformed is not remembered: corrected, it is done under the same name', async () => {
    const clientMutationId = name();

    expect(await act('customer', 'ticketRequest', { ...said, title: '', clientMutationId })).toMatchObject(
      problem('INVALID', 'title', '`title` must not be empty.'),
    );
    expect((await act('customer', 'ticketRequest', { ...said, clientMutationId })).ticket.state).toBe('NEW');
  });

  test('is a matter of its sender alone: a colleague, and another organization, may use the same name', async () => {
    const clientMutationId = name();
    const open = { ...said, customerId: ORGANIZATION.customer, clientMutationId };
    const sameSubjectElsewhere = await colleague('provider', {}, 'davide.ronchi@corlanto.example');
    const sameOrganization = await colleague('reseller', {}, 'another@corlanto.example');

    const tickets = [];
    for (const who of ['reseller', 'provider', sameSubjectElsewhere, sameOrganization])
      tickets.push((await act(who, 'ticketOpen', open)).ticket.id);

    tickets.push((await act('customer', 'ticketRequest', { ...said, clientMutationId })).ticket.id);

    expect(new Set(tickets).size).toBe(5);
    expect(
      (await act('vendor', 'serviceIncidentPost', { incidentId: await reportIncident(), html: 'x', clientMutationId })).problems,
    ).toEqual([]);
  });
});

test('without a name of its own each request is done each time', async () => {
  const [first, second] = [await act('customer', 'ticketRequest', said), await act('customer', 'ticketRequest', said)];

  expect(first.ticket.id).not.toBe(second.ticket.id);
  expect(first.clientMutationId).toBeNull();
});
