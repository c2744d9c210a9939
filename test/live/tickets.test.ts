import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { logOf, type Log } from './log.ts';

let platform: TestPlatform;
let log: Log;
/** A ticket of the sample customer, of its reseller and of the provider behind that one. */
let ticketId: string;
const clients: Client[] = [];

beforeAll(async () => {
  platform = await testPlatform();
  log = await logOf(platform.database);
  const { customers } = await (
    await platform.as('reseller')
  ).get<any, any>('{ customers(first: 1, filter: { search: "torvalle" }) { nodes { id } } }');
  const input = { title: 'Mail is late', description: 'Since this morning.', severity: 'MODERATE' };
  const { ticketRequest } = await (
    await platform.as('customer')
  ).get<any, any>('mutation ($input: TicketRequestInput!) { ticketRequest(input: $input) { ticket { id } problems { message } } }', {
    input,
  });
  expect([customers.nodes.length, ticketRequest.problems]).toEqual([1, []]);
  ticketId = ticketRequest.ticket.id;
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.dispose()));
  await log.close();
  await platform.stop();
});

const SHOWN = `__typename ... on TicketUpdate { kind actor cursor ticket { id state } note { text audience } } ... on LiveFromHere { cursor }
  ... on ResyncRequired { reason query } ... on AccessEnded { targetType targetId }`;
const ALL = `subscription ($filter: TicketUpdateFilter, $after: String) { told: ticketsUpdated(filter: $filter, after: $after) { ${SHOWN} } }`;
const ONE = `subscription ($id: ID!, $after: String) { told: ticketUpdated(id: $id, after: $after) { ${SHOWN} } }`;

/** Everything that a subscription says, one message at a time. */
async function follow(caller: Caller, query: string, variables: Record<string, unknown> = {}): Promise<AsyncIterator<any>> {
  const client = caller.socket();
  clients.push(client);
  const messages = client.iterate<any>({ query, variables });
  return {
    async next() {
      const { value, done } = await messages.next();
      return done ? { value: undefined, done } : { value: value.errors ?? value.data.told, done: false };
    },
  };
}
const said = async (messages: AsyncIterator<any>) => (await messages.next()).value;
const started = async (name: string, query = ALL, variables: Record<string, unknown> = {}) => {
  const messages = await follow(await platform.as(name), query, variables);
  expect(await said(messages)).toMatchObject({ __typename: 'LiveFromHere' });
  return messages;
};
const noteAdd = async (who: string, text: string, audience: string, on = ticketId) => {
  const { ticketNoteAdd } = await (
    await platform.as(who)
  ).get<any, any>('mutation ($input: TicketNoteAddInput!) { ticketNoteAdd(input: $input) { problems { message } } }', {
    input: { ticketId: on, text, audience },
  });
  expect(ticketNoteAdd.problems).toEqual([]);
};

describe('the updates of tickets', () => {
  test('reach everybody on the ticket and nobody else, and a note only those for whom it is', async () => {
    const [reseller, provider, customer] = [await started('reseller'), await started('provider'), await started('customer')];
    const strangers = [await started('other-reseller'), await started('other-customer'), await started('direct')];

    await noteAdd('reseller', 'Between us.', 'PARTNERS');
    await noteAdd('reseller', 'We look.', 'CUSTOMER');

    for (const partner of [reseller, provider]) {
      expect(await said(partner)).toMatchObject({
        kind: 'ticket.note_added',
        actor: 'Davide Ronchi',
        ticket: { id: ticketId },
        note: { text: 'Between us.' },
      });
      expect(await said(partner)).toMatchObject({ note: { text: 'We look.', audience: 'CUSTOMER' } });
    }
    expect(await said(customer)).toMatchObject({ kind: 'ticket.note_added', note: { text: 'We look.' } });
    // What the strangers hear next is something of their own.
    const own = await (
      await platform.as('other-customer')
    ).get<any, any>('mutation ($input: TicketRequestInput!) { ticketRequest(input: $input) { ticket { id } problems { message } } }', {
      input: { title: 'Other', description: 'x', severity: 'MINIMAL' },
    });
    expect(await said(strangers[1]!)).toMatchObject({ kind: 'ticket.opened', ticket: { id: own.ticketRequest.ticket.id } });
  });

  test('are those that the filter lets through, as the ticket is then', async () => {
    const waiting = await started('reseller', ALL, { filter: { states: ['TRIAGE'] } });

    await noteAdd('reseller', 'Not this one.', 'PARTNERS');
    const { ticketAssign } = await (
      await platform.as('reseller')
    ).get<any, any>('mutation ($input: TicketAssignInput!) { ticketAssign(input: $input) { ticket { state } problems { message } } }', {
      input: { ticketId },
    });
    expect(ticketAssign).toEqual({ ticket: { state: 'TRIAGE' }, problems: [] });

    expect(await said(waiting)).toMatchObject({ kind: 'ticket.assigned', ticket: { id: ticketId, state: 'TRIAGE' } });
  });

  test('are not for a sales agent', async () => {
    const token = Buffer.from((await platform.as('reseller')).token.split('.')[1]!, 'base64url').toString();
    const { organization } = JSON.parse(token);
    const { token: sales } = await platform.issuer.sign('sales', { name: 'Sales', kind: 'PARTNER', role: 'SALES_AGENT', organization });
    const messages = await follow(platform.with(sales), ALL);
    const reseller = await started('reseller');
    expect(await said(messages)).toMatchObject({ __typename: 'LiveFromHere' });
    const end = await log.end();
    await noteAdd('reseller', 'Hear, hear.', 'CUSTOMER');
    await said(reseller);

    const again = await follow(platform.with(sales), ALL);
    expect(await said(again)).toMatchObject({ __typename: 'LiveFromHere' });
    expect(end).not.toBe('');
  });
});

describe('the updates of one ticket', () => {
  test('are its own and no other’s, and go on after a cursor', async () => {
    const messages = await started('reseller', ONE, { id: ticketId });
    await noteAdd('reseller', 'One.', 'PARTNERS');
    const first = await said(messages);
    await noteAdd('reseller', 'Two.', 'PARTNERS');

    expect([first.note.text, (await said(messages)).note.text]).toEqual(['One.', 'Two.']);
    const again = await follow(await platform.as('reseller'), ONE, { id: ticketId, after: first.cursor });
    expect((await said(again)).note.text).toBe('Two.');
  });

  test.each(['other-reseller', 'other-customer', 'direct', 'vendor'])(
    'are for the %s like those of a ticket that is not there',
    async (name) => {
      const answers = [];
      for (const id of [ticketId, '00000000-0000-7000-8000-00000000dead', 'x']) {
        const client = (await platform.as(name)).socket();
        clients.push(client);
        const messages = client.iterate<any>({ query: ONE, variables: { id } });
        const first = await messages.next().catch((error: any) => ({ value: { errors: error } }));
        answers.push(first.value.errors.map(({ message, extensions }: any) => ({ message, extensions })));
      }
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject([{ message: '`id` names nothing that is there.', extensions: { code: 'NOT_FOUND', field: 'id' } }]);
    },
  );

  test('go on after a cursor in the role for which it was, and start over in another, which sees other tickets', async () => {
    const organization = '01990000-0000-7000-8000-000000000002';
    const inRole = async (role: 'HELPDESK_AGENT' | 'SALES_AGENT' | 'ADMIN_AGENT') =>
      platform.with((await platform.issuer.sign('rota', { name: 'Rota', kind: 'PARTNER', role, organization })).token);
    const mine = await follow(await inRole('HELPDESK_AGENT'), ALL);
    const { cursor: after } = await said(mine);
    expect(await said(await follow(await inRole('HELPDESK_AGENT'), ALL, { after }))).toMatchObject({ __typename: 'LiveFromHere' });
    const other = await follow(await inRole('ADMIN_AGENT'), ALL, { after });
    expect(await said(other)).toEqual({ __typename: 'ResyncRequired', reason: 'RIGHTS_CHANGED', query: 'tickets' });
    expect((await other.next()).done).toBe(true);
  });

  test('end with the sight of it, and who was away starts over', async () => {
    const messages = await started('provider', ONE, { id: ticketId });
    const board = await started('provider', ALL);
    const after = await log.end('provider');

    await platform.database.sql(
      `delete from ticket_access where ticket_id = $1 and organization_id = (select provider_id from ticket where id = $1)`,
      [ticketId],
    );

    expect(await said(messages)).toEqual({ __typename: 'AccessEnded', targetType: 'Ticket', targetId: ticketId });
    expect((await messages.next()).done).toBe(true);
    expect(await said(board)).toEqual({ __typename: 'AccessEnded', targetType: 'Ticket', targetId: ticketId });
    const late = await follow(await platform.as('provider'), ALL, { after });
    expect(await said(late)).toEqual({ __typename: 'ResyncRequired', reason: 'RIGHTS_CHANGED', query: 'tickets' });
    await noteAdd('reseller', 'Without you.', 'PARTNERS');
    const reseller = await started('reseller', ONE, { id: ticketId });
    await noteAdd('reseller', 'Still here.', 'PARTNERS');
    // What was committed just before may still come as new.
    let heard = await said(reseller);
    if (heard.note.text === 'Without you.') heard = await said(reseller);
    expect(heard.note.text).toBe('Still here.');
  });
});
