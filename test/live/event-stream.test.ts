import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { dial } from '../http/wire.ts';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { logOf, type Log } from './log.ts';

let platform: TestPlatform;
let log: Log;
let customer: Caller;

beforeAll(async () => {
  platform = await testPlatform();
  log = await logOf(platform.database);
  customer = await platform.as('customer');
});
afterAll(async () => {
  await log.close();
  await platform.stop();
});

const QUERY = `subscription ($after: String) { serviceIncidentUpdated(after: $after) { __typename ... on ServiceIncidentUpdate { at } } }`;

/** An event as it stands in a stream. */
interface Sent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: any;
}

/** A stream as a browser reads it. */
async function stream(given: { token?: string; method?: string; headers?: Record<string, string>; body?: object; query?: string }) {
  const { token = customer.token, method = 'POST', headers = {}, body = { query: QUERY }, query = '' } = given;
  const abort = new AbortController();
  const response = await fetch(`${platform.url}${query}`, {
    method,
    signal: abort.signal,
    headers: {
      accept: 'text/event-stream',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  });
  return { response, events: eventsOf(response), close: () => abort.abort() };
}

async function* eventsOf(response: Response): AsyncGenerator<Sent> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      if (lines[0] === ':') continue;
      const value = (name: string) =>
        lines
          .find((line) => line.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim();
      yield { event: value('event')!, id: value('id'), data: value('data') ? JSON.parse(value('data')!) : null };
    }
  }
}

const next = async (events: AsyncGenerator<Sent>): Promise<Sent> => (await events.next()).value as Sent;

describe('over Server-Sent Events', () => {
  test('a subscription is delivered, each message with its cursor as its id, and goes on after the id that a client had last', async () => {
    const first = await stream({});
    expect(first.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const start = await next(first.events);
    expect(start).toMatchObject({ event: 'next', data: { data: { serviceIncidentUpdated: { __typename: 'LiveFromHere' } } } });
    const moments = [log.moment(), log.moment(), log.moment()];
    await log.write(moments[0]!);
    const heard = await next(first.events);
    expect(heard.data.data.serviceIncidentUpdated).toEqual({ __typename: 'ServiceIncidentUpdate', at: moments[0]!.toISOString() });
    first.close();
    while (platform.subscriptions() > 0) await new Promise(setImmediate);
    await log.write(moments[1]!);
    await log.write(moments[2]!);

    // The argument says where it began, the header where it is: as when a browser reconnects.
    const again = await stream({ headers: { 'last-event-id': heard.id! }, body: { query: QUERY, variables: { after: start.id } } });

    const updates: Sent[] = [];
    while (updates.length < 2) {
      const event = await next(again.events);
      if (event.data.data.serviceIncidentUpdated.at) updates.push(event);
    }
    expect(updates.map(({ data }) => data.data.serviceIncidentUpdated.at)).toEqual(moments.slice(1).map((at) => at.toISOString()));
    again.close();
  });

  test('the client of the protocol is served as well', async () => {
    const client = createClient({ url: platform.url, headers: { authorization: `Bearer ${customer.token}` }, retryAttempts: 0 });
    const updates = client.iterate<any>({ query: QUERY });
    expect((await updates.next()).value.data.serviceIncidentUpdated.__typename).toBe('LiveFromHere');
    const at = log.moment();
    await log.write(at);
    expect((await updates.next()).value.data.serviceIncidentUpdated.at).toBe(at.toISOString());
    const { value } = await client.iterate<any>({ query: '{ viewer { name } }' }).next();
    expect(value).toEqual({ data: { viewer: { name: 'Elena Bassi' } } });
    client.dispose();
    while (platform.subscriptions() > 0) await new Promise(setImmediate);
  });

  test('a query by GET is answered and completed; a change by GET is refused', async () => {
    const query = await stream({
      method: 'GET',
      query: `?query=${encodeURIComponent('query ($n: Int) { services(first: $n) { totalCount } }')}&variables={"n":1}`,
    });
    expect(await next(query.events)).toMatchObject({ event: 'next', data: { data: { services: { totalCount: expect.any(Number) } } } });
    expect(await next(query.events)).toMatchObject({ event: 'complete', data: null });

    const change = await stream({
      method: 'GET',
      query: `?query=${encodeURIComponent('mutation { serviceIncidentResolve(input: { incidentId: "x" }) { problems { code } } }')}`,
    });
    expect(change.response.status).toBe(400);
    expect(await change.response.json()).toMatchObject({ errors: [{ message: 'A change is asked for by POST.' }] });
  });

  test('what a browser would come back with for ever is refused before the stream begins', async () => {
    const garbage = await stream({ headers: { 'last-event-id': 'garbage' } });
    expect([garbage.response.status, garbage.response.headers.get('content-type')]).toEqual([400, 'application/json; charset=utf-8']);
    expect(await garbage.response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT', field: 'after' } }] });
    const wrong = await stream({ method: 'GET', query: `?query=${encodeURIComponent('subscription { nothing }')}` });
    expect(wrong.response.status).toBe(400);
    expect(platform.subscriptions()).toBe(0);
  });

  test('an id that is empty is none', async () => {
    const { events, close } = await stream({ headers: { 'last-event-id': '' } });
    expect((await next(events)).data.data.serviceIncidentUpdated.__typename).toBe('LiveFromHere');
    close();
    while (platform.subscriptions() > 0) await new Promise(setImmediate);
  });

  test.each([
    ['no query', {}, 'The request must hold a `query`.'],
    ['variables that are none', { query: QUERY, variables: [1] }, '`variables` must be an object.'],
    ['a document that is none', { query: '{' }, 'Syntax Error: Expected Name, found <EOF>.'],
    ['a cursor that is none', { query: QUERY, variables: { after: 'x' } }, '`after` is not a cursor of this subscription.'],
    ['a name that no operation has', { query: QUERY, operationName: 'x' }, 'Unknown operation named "x".'],
  ])('%s is answered with what is wrong, as an event', async (_what, body, message) => {
    const { events } = await stream({ body });
    expect(await next(events)).toMatchObject({ event: 'next', data: { errors: [{ message }] } });
    expect((await next(events)).event).toBe('complete');
    expect((await events.next()).done).toBe(true);
  });

  test.each(['HEAD', 'PUT', 'DELETE', 'OPTIONS'])(
    'a stream that is asked for by %s is refused, and nothing is followed',
    async (method) => {
      const { response } = await stream({
        method,
        query: `?query=${encodeURIComponent('subscription { serviceIncidentUpdated { __typename } }')}`,
      });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
      expect(platform.subscriptions()).toBe(0);
    },
  );

  test.each(['Text/Event-Stream', 'text/event-stream;q=0.9, */*', 'text/event-stream; charset=utf-8'])(
    '%s asks for a stream',
    async (accept) => {
      const { events, close } = await stream({ headers: { accept } });
      expect((await next(events)).data.data.serviceIncidentUpdated.__typename).toBe('LiveFromHere');
      close();
      while (platform.subscriptions() > 0) await new Promise(setImmediate);
    },
  );

  test('whoever is gone before the stream begins is not followed', async () => {
    const { host, pathname } = new URL(platform.url);
    const request = [
      `GET ${pathname}?query=${encodeURIComponent('subscription { serviceIncidentUpdated { __typename } }')} HTTP/1.1`,
      `host: ${host}`,
      'accept: text/event-stream',
    ];
    for (let n = 0; n < 30; n++) {
      const { token } = await platform.issuer.sign(`x${n}`, { name: 'x', kind: 'VENDOR', role: 'MEMBER' }, 1);
      const socket = await dial(platform.url);
      await new Promise<void>((resolve) =>
        socket.write([...request, `authorization: Bearer ${token}`, '', ''].join('\r\n'), () => resolve()),
      );
      for (let turn = 0; turn < n % 3; turn++) await new Promise(setImmediate);
      socket.resetAndDestroy();
    }
    const { events, close } = await stream({});
    await next(events);
    while (platform.subscriptions() > 1) await new Promise(setImmediate);
    close();
    while (platform.subscriptions() > 0) await new Promise(setImmediate);
  });

  test('nobody is served without a token, and a stream ends with its token', async () => {
    expect((await stream({ token: '' })).response.status).toBe(401);
    const { token } = await platform.issuer.sign('x', { name: 'x', kind: 'VENDOR', role: 'MEMBER' }, 2 / 3600);
    const { events } = await stream({ token });
    expect((await next(events)).data.data.serviceIncidentUpdated.__typename).toBe('LiveFromHere');
    expect(await next(events)).toMatchObject({ data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } });
    expect((await events.next()).done).toBe(true);
  });

  test('a process that stops tells each stream when to come back', async () => {
    const other = await testPlatform({ database: platform.database });
    const { token } = await other.as('customer');
    const response = await fetch(`${other.url}?query=${encodeURIComponent('subscription { serviceIncidentUpdated { __typename } }')}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
    });
    while (other.subscriptions() === 0) await new Promise(setImmediate);
    const [text] = await Promise.all([response.text(), other.stop()]);
    expect(text).toMatch(/\nretry: \d{1,4}\n\n$/);
  });
});
