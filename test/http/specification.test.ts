import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { post, send } from './wire.ts';

const MODERN = { accept: 'application/graphql-response+json' };
/** What a browser cannot send without asking first. */
const PREFLIGHT = { 'apollo-require-preflight': 'yes' };

let platform: TestPlatform;
let reseller: Caller;

beforeAll(async () => {
  platform = await testPlatform();
  reseller = await platform.as('reseller');
});
afterAll(() => platform.stop());

const ask = (body: unknown, headers: Record<string, string> = {}) => post(platform.url, reseller.token, body, { ...MODERN, ...headers });
const get = (params: Record<string, string>, headers: Record<string, string> = {}) =>
  send(`${platform.url}?${new URLSearchParams(params)}`, {
    headers: { authorization: `Bearer ${reseller.token}`, ...MODERN, ...PREFLIGHT, ...headers },
  });

describe('GraphQL over HTTP', () => {
  test('a query is answered with 200, in the media type that was asked for', async () => {
    const body = { query: '{ viewer { name } }' };

    for (const [accept, type] of [
      ['application/graphql-response+json', 'application/graphql-response+json'],
      ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json'],
      ['application/json', 'application/json'],
      ['*/*', 'application/json'],
    ] as const) {
      const { status, headers, json } = await ask(body, { accept });
      expect([accept, status, headers.get('content-type')]).toEqual([accept, 200, `${type}; charset=utf-8`]);
      expect(json).toEqual({ data: { viewer: { name: 'Davide Ronchi' } } });
    }
  });

  test('a client that takes neither JSON nor GraphQL responses is told so with 406', async () => {
    expect((await ask({ query: '{ viewer { name } }' }, { accept: 'image/png' })).status).toBe(406);
  });

  test.each([
    ['cannot be parsed', { query: '{ viewer { name ' }, 'GRAPHQL_PARSE_FAILED', 'Syntax Error: Expected Name, found <EOF>.'],
    [
      'asks for a field that is not there',
      { query: '{ viewer { shoeSize } }' },
      'GRAPHQL_VALIDATION_FAILED',
      'Cannot query field "shoeSize" on type "Viewer".',
    ],
    [
      'leaves out a variable',
      { query: 'query ($id: ID!) { ticket(id: $id) { id } }' },
      'BAD_USER_INPUT',
      'Variable "$id" of required type "ID!" was not provided.',
    ],
    [
      'has a variable of the wrong type',
      { query: 'query ($n: Int) { tickets(first: $n) { nodes { id } } }', variables: { n: 'ten' } },
      'BAD_USER_INPUT',
      'got invalid value "ten"',
    ],
    [
      'names an operation that is not there',
      { query: 'query A { viewer { name } }', operationName: 'B' },
      'OPERATION_RESOLUTION_FAILURE',
      'Unknown operation named "B".',
    ],
    [
      'does not say which of two operations',
      { query: 'query A { viewer { name } } query B { viewer { name } }' },
      'OPERATION_RESOLUTION_FAILURE',
      'Must provide operation name',
    ],
    [
      'is a subscription',
      { query: 'subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { cursor } } }' },
      'BAD_REQUEST',
      'Subscriptions are served over WebSocket',
    ],
    ['is named by a document id', { documentId: 'sha256:0' }, 'BAD_REQUEST', 'Documents are not kept here under a `documentId`'],
    ['is missing', { operationName: 'A' }, 'BAD_REQUEST', 'must contain a non-empty `query`'],
    ['is not text', { query: { kind: 'Document' } }, 'BAD_REQUEST', 'GraphQL queries must be strings'],
    [
      'has variables that are no object',
      { query: '{ viewer { name } }', variables: [1] },
      'BAD_REQUEST',
      '`variables` in a POST body must be an object',
    ],
    ['has extensions that are no object', { query: '{ viewer { name } }', extensions: 'x' }, 'BAD_REQUEST', '`extensions` in a POST body'],
    [
      'has an operation name that is no text',
      { query: '{ viewer { name } }', operationName: 1 },
      'BAD_REQUEST',
      '`operationName` in a POST body',
    ],
  ])('an operation that %s is refused with 400 and says why', async (_what, body, code, message) => {
    const { status, headers, json } = await ask(body);

    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect(json).not.toHaveProperty('data');
    expect(json.errors[0]).toMatchObject({ message: expect.stringContaining(message), extensions: { code } });
  });

  test('an operation that is wrong is answered with 200 to a client that asks for application/json by name', async () => {
    for (const body of [{ query: '{' }, { query: '{ nothing }' }, { query: 'query ($n: Int!) { tickets(first: $n) { totalCount } }' }]) {
      const { status, headers, json } = await ask(body, { accept: 'application/json' });
      expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
      expect(json).not.toHaveProperty('data');
      expect((await ask(body, { accept: '*/*' })).status).toBe(400);
    }
    expect((await ask({}, { accept: 'application/json' })).status).toBe(400);
  });

  test('a field that fails is answered with 200, the rest of the data, and the place of the failure', async () => {
    const { status, json } = await ask({ query: '{ viewer { partner { name tickets(first: 0) { nodes { id } } } } }' });

    expect(status).toBe(200);
    expect(json).toEqual({
      data: { viewer: { partner: { name: 'Corlanto Sistemi S.r.l.', tickets: null } } },
      errors: [
        {
          message: '`first` must be from 1 to 100.',
          locations: [{ line: 1, column: 27 }],
          path: ['viewer', 'partner', 'tickets'],
          extensions: { code: 'BAD_USER_INPUT', field: 'first', rule: null },
        },
      ],
    });
  });

  test('of several operations the named one is executed', async () => {
    const query = 'query Who { viewer { name } } query What { services(first: 1) { totalCount } }';

    expect((await ask({ query, operationName: 'Who' })).json).toEqual({ data: { viewer: { name: 'Davide Ronchi' } } });
  });
});

describe('GET', () => {
  test('does not change anything: a mutation is refused with 405, which says what is allowed', async () => {
    const mutation =
      'mutation { ticketResolve(input: { ticketId: "1", resolution: "x", outcome: SOLVED, scope: WITHIN }) { problems { code } } }';

    const { status, headers, json } = await get({ query: mutation });

    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    expect(json.errors[0].message).toBe('GET requests only support query operations, not mutation operations');
  });

  test.each([
    ['variables that are not JSON', { query: '{ viewer { name } }', variables: '{' }],
    ['variables that are no object', { query: '{ viewer { name } }', variables: '[]' }],
    ['no query', { operationName: 'A' }],
  ])('with %s is refused with 400', async (_what, params) => {
    expect((await get(params)).status).toBe(400);
  });

  test('executes a query, with variables and an operation name', async () => {
    const query = 'query A($n: Int) { services(first: $n) { nodes { id } } } query B { viewer { name } }';

    const { status, json } = await get({ query, variables: '{"n":2}', operationName: 'A' });

    expect(status).toBe(200);
    expect(json.data.services.nodes).toHaveLength(2);
  });

  test('what a page of another site could send without asking is refused', async () => {
    const withoutPreflight = { 'apollo-require-preflight': '' };

    const { status, json } = await get({ query: '{ viewer { name } }' }, withoutPreflight);

    expect(status).toBe(400);
    expect(json.errors[0].message).toContain('potential Cross-Site Request Forgery');
  });
});

test.each(['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])('%s is refused with 405, which says what is allowed', async (method) => {
  const { status, headers } = await send(platform.url, { method, headers: { authorization: `Bearer ${reseller.token}`, ...PREFLIGHT } });

  expect([status, headers.get('allow')]).toEqual([405, 'GET, POST']);
});
