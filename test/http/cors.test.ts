import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { config } from '../../src/config.ts';
import { corsOf } from '../../src/server/cors.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { post, send } from './wire.ts';

const LISTED = 'https://desk.example.com';
const BELOW = 'https://a.b.desks.example';
const STRANGERS = [
  'https://evil.example',
  'http://desk.example.com',
  'https://desk.example.com:8443',
  'https://desk.example.com.evil.example',
  'https://desks.example',
  'https://evildesks.example',
  'https://evil.example/.desks.example',
  'null',
];

let platform: TestPlatform;
let token: string;
beforeAll(async () => {
  platform = await testPlatform({ env: { CORS_ORIGINS: `${LISTED}, https://*.desks.example, http://localhost:5173` } });
  ({ token } = await platform.as('reseller'));
});
afterAll(() => platform.stop());

const preflight = (url: string, origin: string, headers = 'authorization,content-type') =>
  send(url, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': headers },
  });
const allowed = ({ headers }: { headers: Headers }) => headers.get('access-control-allow-origin');
const query = { query: '{ viewer { name } }' };

describe('a page of a listed origin', () => {
  test.each([LISTED, BELOW, 'http://localhost:5173'])('%s may ask: its preflight is answered without a token', async (origin) => {
    const { status, headers } = await preflight(platform.url, origin);

    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-allow-methods': 'GET,POST',
      'access-control-max-age': '86400',
    });
    expect(headers.get('vary')).toMatch(/\borigin\b/i);
  });

  test('reads every answer, refusals among them, and the headers it needs to act on them', async () => {
    for (const [bearer, body, status] of [
      [token, query, 200],
      [null, query, 401],
      [token, '{', 400],
      [token, { query: '{ nothing }' }, 400],
    ] as const) {
      const answer = await post(platform.url, bearer, body, { origin: LISTED });

      expect([answer.status, allowed(answer)]).toEqual([status, LISTED]);
      expect(answer.headers.get('access-control-expose-headers')).toBe('content-language,retry-after,www-authenticate,x-request-id');
      expect(answer.headers.get('vary')).toMatch(/\borigin\b/i);
    }
  });

  test('reads an event stream', async () => {
    const answer = await post(platform.url, token, query, { origin: LISTED, accept: 'text/event-stream' });

    expect([allowed(answer), answer.text]).toEqual([LISTED, expect.stringContaining('Davide Ronchi')]);
  });
});

test.each(STRANGERS)('a page of %s may not', async (origin) => {
  for (const answer of [await preflight(platform.url, origin), await post(platform.url, token, query, { origin })]) {
    expect(allowed(answer)).toBeNull();
    expect(answer.headers.get('vary')).toMatch(/\borigin\b/i);
  }
});

test('only the graph is shared: the sample tokens and the probes are not', async () => {
  for (const path of ['/sample/personas', '/sample/token/vendor', '/healthz', '/'])
    expect(allowed(await send(new URL(path, platform.url).href, { headers: { origin: LISTED } }))).toBeNull();
});

test('unless it is set, no page of another origin may ask, and a preflight is refused without a bother about tokens', async () => {
  const closed = await testPlatform({ database: platform.database });
  for (const answer of [await preflight(closed.url, LISTED), await post(closed.url, token, query, { origin: LISTED })])
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  expect(await opening(closed.url, LISTED)).toBe(101);
  await closed.stop();
});

test('`*` lets every page ask, and none with credentials', async () => {
  const open = await testPlatform({ database: platform.database, env: { CORS_ORIGINS: '*' } });
  const { headers } = await preflight(open.url, 'https://anybody.example');

  expect([headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')]).toEqual(['*', null]);
  expect(await opening(open.url, 'https://anybody.example')).toBe(101);
  await open.stop();
});

/** The status with which the server answers a page that opens a socket. */
const opening = (url: string, origin?: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', { origin });
    socket.on('unexpected-response', (_request, response) => resolve(response.resume().statusCode!));
    socket.on('upgrade', ({ statusCode }) => (resolve(statusCode!), socket.terminate()));
    socket.on('error', reject);
  });

describe('a socket', () => {
  test('is opened for listed origins, for pages of this server, and for programs that are no browsers', async () => {
    for (const origin of [LISTED, BELOW, new URL(platform.url).origin, undefined]) expect(await opening(platform.url, origin)).toBe(101);
  });

  test.each(STRANGERS)('is refused to a page of %s', async (origin) => expect(await opening(platform.url, origin)).toBe(403));
});

describe('CORS_ORIGINS', () => {
  test.each([
    'desk.example.com',
    'https://desk.example.com/',
    'https://desk.example.com/path',
    'https://user@desk.example.com',
    'ftp://desk.example.com',
    'https://*',
    'https://a.*.example.com',
    'https://*.*.example.com',
    'https://*desk.example.com',
    'null',
  ])('cannot hold %s', (origin) => {
    expect(() => config({ CORS_ORIGINS: `https://good.example,${origin}` }, [])).toThrow(`CORS_ORIGINS holds "${origin}": it must be`);
  });

  test('holds * alone or not at all', () => {
    expect(() => config({ CORS_ORIGINS: '*,https://good.example' }, [])).toThrow('* stands alone');
    expect(config({}, []).corsOrigins).toEqual([]);
  });

  test('of an IPv6 address is compared as it is written', () => {
    const { allowsSocket } = corsOf(config({ CORS_ORIGINS: 'http://[::1]:3000' }, []).corsOrigins);

    expect(['http://[::1]:3000', 'http://[::2]:3000'].map((origin) => allowsSocket({ headers: { origin } } as never))).toEqual([
      true,
      false,
    ]);
  });
});
