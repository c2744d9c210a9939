import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';

let platform: TestPlatform;
let reseller: Caller;
let client: Client;

beforeAll(async () => {
  platform = await testPlatform();
  reseller = await platform.as('reseller');
  client = reseller.socket();
});
afterAll(async () => {
  await client.dispose();
  await platform.stop();
});

/** What the socket answers: a result, or the errors of an operation that could not be executed. */
const overSocket = async (query: string, variables?: Record<string, unknown>): Promise<any> => {
  const answers = client.iterate({ query, variables });
  const { value } = await answers.next().catch((errors: unknown) => ({ value: { errors } }));
  await answers.return!();
  return value;
};

describe('over the socket the answer is that of HTTP', () => {
  test.each<[string, string, Record<string, unknown> | null]>([
    ['a query', '{ viewer { name partner { name customers(first: 3) { totalCount nodes { name } } } } }', null],
    ['a query with variables', 'query ($n: Int) { services(first: $n) { nodes { key } pageInfo { endCursor } } }', { n: 4 }],
    ['a field that fails', '{ viewer { name } tickets(first: 0) { totalCount } }', null],
    ['a part that fails', '{ viewer { partner { name tickets(last: 0) { totalCount } } } }', null],
    ['the schema', '{ __schema { queryType { name fields { name } } } }', null],
    ['a document that cannot be parsed', '{ viewer { name ', null],
    ['a document that is not valid', '{ viewer { shoeSize } }', null],
    ['a document that is too large', `{ viewer { ${'name '.repeat(3_000)} } }`, null],
    [
      'a document that is too deep',
      `{ viewer { partner ${'{ customers { nodes { partners { nodes '.repeat(6)} { id } ${'} } } }'.repeat(6)} } }`,
      null,
    ],
    [
      'a refused mutation',
      'mutation { ticketResolve(input: { ticketId: "x", resolution: "x", outcome: SOLVED, scope: WITHIN }) { ticket { id } problems { code field message } } }',
      null,
    ],
  ])('to %s', async (_what, query, variables) => {
    expect(await overSocket(query, variables ?? {})).toEqual(await reseller.ask<any, any>(query, variables ?? {}));
  });

  test('to a document from which no operation is chosen, by its code', async () => {
    const query = 'query A { viewer { name } } query B { viewer { kind } }';
    const { errors } = await reseller.ask<any, any>(query);
    const [{ message, extensions }] = errors as any;
    expect((await overSocket(query)).errors).toMatchObject([{ message, extensions: { code: extensions.code } }]);
  });

  test('to a variable that does not fit', async () => {
    const [query, variables] = ['query ($n: Int) { services(first: $n) { totalCount } }', { n: 'ten' }];

    const { errors } = await reseller.ask<any, any>(query, variables);

    expect((await overSocket(query, variables)).errors).toMatchObject(errors!.map(({ message }) => ({ message })));
  });
});

test('a mutation over the socket is done, and once', async () => {
  const { customers } = await reseller.get<any, any>('{ customers(first: 1) { nodes { id } } }');
  const input = {
    customerId: customers.nodes[0].id,
    title: 'Over the socket',
    description: 'x',
    severity: 'MINIMAL',
    clientMutationId: 'over the socket',
  };
  const mutation = 'mutation ($input: TicketOpenInput!) { ticketOpen(input: $input) { ticket { id } problems { code } } }';

  const [first, second] = [await overSocket(mutation, { input }), await reseller.ask<any, any>(mutation, { input })];

  expect(first).toEqual({ data: { ticketOpen: { ticket: { id: expect.any(String) }, problems: [] } } });
  expect(second).toEqual(first);
});

test('each operation sees what is there at that moment, however long the socket is open', async () => {
  const count = async () => (await overSocket('{ tickets { totalCount } }')).data.tickets.totalCount;
  const before = await count();
  const { customers } = await reseller.get<any, any>('{ customers(first: 1) { nodes { id } } }');
  await reseller.get<any, any>('mutation ($input: TicketOpenInput!) { ticketOpen(input: $input) { problems { code } } }', {
    input: { customerId: customers.nodes[0].id, title: 'x', description: 'x', severity: 'MINIMAL' },
  });

  expect(await count()).toBe(before + 1);
});

test('a hundred operations at once over one socket are each answered under their own id', async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      overSocket(`query ($n: Int) { a${i}: services(first: $n) { nodes { id } } }`, { n: (i % 9) + 1 }),
    ),
  );

  for (const [i, { data }] of answers.entries()) expect([i, data[`a${i}`].nodes.length]).toEqual([i, (i % 9) + 1]);
});

test.each([['authorization'], ['Authorization']])('the token may come as %s in the first message', async (name) => {
  const other = createClient({
    url: platform.url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { [name]: `Bearer ${reseller.token}` },
  });

  expect((await other.iterate({ query: '{ viewer { name } }' }).next()).value).toEqual({ data: { viewer: { name: 'Davide Ronchi' } } });
  await other.dispose();
});

test('the token may come as a header, as from a server', async () => {
  class WithHeader extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, { headers: { authorization: `Bearer ${reseller.token}` } });
    }
  }
  const other = createClient({ url: platform.url, webSocketImpl: WithHeader, retryAttempts: 0 });

  expect((await other.iterate({ query: '{ viewer { name } }' }).next()).value).toEqual({ data: { viewer: { name: 'Davide Ronchi' } } });
  await other.dispose();
});
