/** The recipes of docs/recipes, run as they are: with the real libraries, against the real server, through a gateway that fails. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { gql } from '@apollo/client';
import WebSocket from 'ws';
import { tierlineCache, tierlineClient as apolloClient } from '../../docs/recipes/apollo.ts';
import { tierlineEnvironment } from '../../docs/recipes/relay.ts';
import { resumingClient } from '../../docs/recipes/resuming-client.ts';
import { tierlineClient as urqlClient } from '../../docs/recipes/urql.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { UNKNOWN } from '../mutations/stage.ts';
import { gateway, type Gateway } from './gateway.ts';

let platform: TestPlatform;
let between: Gateway;
let token: string;
let serviceId: string;
beforeAll(async () => {
  // Apollo Client looks for garbage at intervals as long as it remembers a query: that must not keep the tests from ending.
  const { setInterval: real } = globalThis;
  globalThis.setInterval = ((...args: Parameters<typeof real>) => real(...args).unref()) as typeof real;
  platform = await testPlatform();
  between = await gateway(platform.url);
  ({ token } = await platform.as('reseller'));
  serviceId = (await (await platform.as('vendor')).get<any, any>('{ services(first: 1) { nodes { id } } }')).services.nodes[0].id;
});
afterAll(async () => {
  await between?.stop();
  await platform?.stop();
});

const FOLLOW = `subscription Incidents($after: String) {
  serviceIncidentUpdated(after: $after) {
    __typename
    ... on ServiceIncidentUpdate { cursor incident { id title } }
    ... on LiveFromHere { cursor }
    ... on ResyncRequired { cursor reason query }
    ... on UpdatesLeftOut { cursor }
    ... on AccessEnded { cursor targetType targetId }
  }
}`;

let reported = 0;
const report = async (title: string) => {
  const input = { trackingId: `CL${(reported += 1)}`, serviceId, title, classification: 'INCIDENT' };
  const { serviceIncidentReport } = await (
    await platform.as('vendor')
  ).get<any, any>('mutation ($input: ServiceIncidentReportInput!) { serviceIncidentReport(input: $input) { problems { message } } }', {
    input,
  });
  expect(serviceIncidentReport.problems).toEqual([]);
};

/** What was told, in order, and the retries of a client, which wait until they are let go. */
function telling() {
  const told: string[] = [];
  let [wake, open] = [() => {}, () => {}];
  let gate = Promise.resolve();
  return {
    told,
    socket: { webSocketImpl: WebSocket, retryWait: () => gate },
    hear(data: any) {
      const { __typename, incident } = data.serviceIncidentUpdated;
      told.push(incident?.title ?? __typename);
      wake();
    },
    async until(title: string) {
      while (!told.includes(title)) await new Promise<void>((resolve) => (wake = resolve));
    },
    hold: () => void (gate = new Promise((resolve) => (open = resolve))),
    letGo: () => open(),
  };
}

type Told = ReturnType<typeof telling>;
const auth = async () => token;
/** Each client as its recipe makes it: how it follows incidents, and what it gets of them. */
const CLIENTS: Record<string, (told: Told) => () => void> = {
  'graphql-ws': ({ hear, socket }) => {
    const client = resumingClient({
      url: between.url.replace('http', 'ws'),
      connectionParams: async () => ({ authorization: `Bearer ${token}` }),
      ...socket,
    });
    client.subscribe({ query: FOLLOW }, { next: ({ data }) => hear(data), error: fail, complete: () => {} });
    return () => void client.dispose();
  },
  'Apollo Client': ({ hear, socket }) => {
    const client = apolloClient(between.url, auth, socket);
    const following = client.subscribe<any>({ query: gql(FOLLOW) }).subscribe({ next: ({ data }) => hear(data), error: fail });
    return () => (following.unsubscribe(), client.stop());
  },
  urql: ({ hear, socket }) =>
    urqlClient(between.url, auth, socket)
      .subscription<any>(FOLLOW, {})
      .subscribe(({ data, error }) => (error ? fail(error) : hear(data))).unsubscribe,
  Relay: ({ hear, socket }) => {
    const request = {
      kind: 'Request',
      params: { id: null, cacheID: 'incidents', name: 'Incidents', operationKind: 'subscription', text: FOLLOW, metadata: {} },
    };
    const following = tierlineEnvironment(between.url, auth, socket)
      .getNetwork()
      .execute(request.params as never, {}, {})
      .subscribe({ next: (response) => hear((response as any).data), error: fail });
    return () => following.unsubscribe();
  },
};
const fail = (error: unknown) => {
  throw error;
};

describe.each(Object.entries(CLIENTS))('%s by its recipe', (name, follow) => {
  // Without a schema, Graphcache warns of each member of a union that it is not told.
  beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation(() => {}));
  afterAll(() => void jest.restoreAllMocks());

  test('misses and doubles nothing: neither when its connection is cut, nor when a gateway says that all is complete', async () => {
    const told = telling();
    const leave = follow(told);
    await told.until('LiveFromHere');
    await report(`${name} 1`);
    await told.until(`${name} 1`);
    for (const [lose, first] of [
      [() => between.cut(), 2],
      [() => between.complete(), 4],
    ] as const) {
      told.hold();
      lose();
      await report(`${name} ${first}`);
      await report(`${name} ${first + 1}`);
      told.letGo();
      await told.until(`${name} ${first + 1}`);
    }
    leave();

    expect(told.told.filter((title) => title !== 'LiveFromHere')).toEqual([1, 2, 3, 4, 5].map((number) => `${name} ${number}`));
  });
});

describe('a client that resumes', () => {
  const client = () => {
    const { socket } = telling();
    return resumingClient({ url: between.url.replace('http', 'ws'), connectionParams: { authorization: `Bearer ${token}` }, ...socket });
  };
  const outcome = (query: string, variables = {}) =>
    new Promise<string>((resolve) => {
      const resuming = client();
      const end = (how: string) => (void resuming.dispose(), resolve(how));
      let refused: string | undefined;
      resuming.subscribe(
        { query, variables },
        {
          next: ({ errors }) => void (refused = errors?.[0]?.extensions?.code as string | undefined),
          error: (errors: any) => end(errors[0].extensions.code),
          complete: () => end(refused ?? 'complete'),
        },
      );
    });

  test('gives up what can never be followed, and passes on other operations as they are', async () => {
    expect(await outcome(FOLLOW, { after: 'nonsense' })).toBe('BAD_USER_INPUT');
    expect(await outcome(FOLLOW.replace('reason', 'nothing'))).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(
      await outcome('subscription ($id: ID!, $after: String) { ticketUpdated(id: $id, after: $after) { __typename } }', { id: UNKNOWN }),
    ).toBe('NOT_FOUND');
    expect(await outcome('{ viewer { name } }')).toBe('complete');
  });

  test.each(['while it follows', 'while it waits to come back'])('comes to its end when it is disposed of %s', async (when) => {
    const told = telling();
    const waits = Promise.withResolvers<void>();
    const resuming = resumingClient({
      url: between.url.replace('http', 'ws'),
      connectionParams: { authorization: `Bearer ${token}` },
      webSocketImpl: WebSocket,
      retryWait: async () => (waits.resolve(), told.socket.retryWait()),
    });
    const connecting = jest.fn();
    resuming.on('connecting', connecting);
    const ended = new Promise<void>((resolve) =>
      resuming.subscribe({ query: FOLLOW }, { next: ({ data }) => told.hear(data), error: fail, complete: resolve }),
    );
    await told.until('LiveFromHere');
    if (when === 'while it waits to come back') {
      told.hold();
      between.complete();
      await waits.promise;
    }
    void resuming.dispose();
    told.letGo();
    await ended;

    expect(connecting).toHaveBeenCalledTimes(1);
  });
});

describe('Apollo’s cache by its recipe', () => {
  const PAGE = gql(
    `query Page($after: String) { tickets(first: 3, after: $after) { edges { cursor node { id number customer { id name } } } pageInfo { endCursor hasNextPage } } }`,
  );

  test('adds pages up to one list, of things that are kept by their ids', async () => {
    const client = apolloClient(platform.url, auth, { webSocketImpl: WebSocket });
    const { data } = await client.query<any>({ query: PAGE });
    const query = client.watchQuery<any>({ query: PAGE });
    const watching = query.subscribe(() => {});
    await query.fetchMore({ variables: { after: data.tickets.pageInfo.endCursor } });
    watching.unsubscribe();

    const { tickets } = client.readQuery<any>({ query: PAGE })!;
    expect(new Set(tickets.edges.map(({ node }: any) => node.number)).size).toBe(6);
    expect(Object.keys(client.extract() as object).filter((key) => key.startsWith('Ticket:'))).toHaveLength(6);
    client.stop();
  });

  test('knows the members of unions, and what is known by another field than `id`', () => {
    const cache = tierlineCache();

    expect(cache.identify({ __typename: 'SupportRule', code: 'R18' })).toBe('SupportRule:{"code":"R18"}');
    expect((cache.policies as any).fragmentMatches({ typeCondition: { name: { value: 'TicketMessage' } } }, 'AccessEnded')).toBe(true);
  });
});

test('urql’s cache by its recipe reads two pages as one list, without a word about keys', async () => {
  const client = urqlClient(platform.url, auth, { webSocketImpl: WebSocket });
  const page = `query ($after: String) { viewer { name } tickets(first: 3, after: $after) { edges { cursor node { id number } } pageInfo { endCursor hasNextPage startCursor hasPreviousPage } } }`;
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  const first = await client.query<any>(page, {}).toPromise();
  const both = await client.query<any>(page, { after: first.data.tickets.pageInfo.endCursor }).toPromise();

  expect(both.data.tickets.edges.map(({ node }: any) => node.number)).toHaveLength(6);
  expect(warn.mock.calls).toEqual([]);
  warn.mockRestore();
});
