import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { personas } from '../../src/sample/personas.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { takeAway } from './outage.ts';
import { recorder } from './records.ts';
import { post, send } from './wire.ts';

const { log, records } = recorder();
let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform({ log });
});
afterAll(() => platform.stop());

const at = (path: string) => new URL(path, platform.url).href;

describe('what is not there', () => {
  test.each([
    '/nothing',
    '/graphql/',
    '/GRAPHQL',
    '/graphiql/',
    '/graphiql/../package.json',
    '/graphiql/%2e%2e/server.ts',
    '/sample/token/',
    '/sample/token/nobody',
    '/sample/token/__proto__',
    '/healthz/',
    '//graphql',
    '/metrics.php',
  ])('%s is answered with 404, and where the graph is', async (path) => {
    const { status, json } = await send(`${new URL(platform.url).origin}${path}`);

    expect([status, json]).toEqual([
      404,
      { errors: [{ message: 'There is nothing here; the graph is at /graphql.', extensions: { code: 'NOT_FOUND' } }] },
    ]);
  });

  test('is not there for POST either', async () => {
    for (const path of ['/', '/healthz', '/sample/personas']) expect((await post(at(path), null, {})).status).toBe(404);
  });
});

test('the root leads to the graph, below a path of a reverse proxy too', async () => {
  const { status, headers } = await send(at('/'));

  expect([status, headers.get('location')]).toEqual([302, 'graphql']);
});

/** The status of a request that names the server in a way of its own. */
const statusFor = (url: string, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { host } }, (response) => resolve(response.resume().statusCode!)).on('error', reject);
  });

describe('the sample personas', () => {
  test('are refused to a name that somebody made point here, and given to localhost and addresses', async () => {
    for (const path of ['/sample/personas', '/sample/token/vendor']) {
      expect(await statusFor(at(path), 'evil.example')).toBe(403);
      for (const host of ['localhost', '127.0.0.1:4000', '[::1]']) expect(await statusFor(at(path), host)).toBe(200);
    }
  });

  test('are listed without their claims, and nobody keeps the answer', async () => {
    const { status, headers, json } = await send(at('/sample/personas'));

    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(json).toEqual(personas.map(({ name, description }) => ({ name, description })));
  });

  test.each(personas.map(({ name, claims }) => [name, claims.name] as const))(
    '%s has a token with which the graph knows the person',
    async (persona, name) => {
      const { json, headers } = await send(at(`/sample/token/${persona}`));

      expect(headers.get('cache-control')).toBe('no-store');
      expect(new Date(json.expiresAt).getTime()).toBeGreaterThan(Date.now());
      expect((await post(platform.url, json.token, { query: '{ viewer { name } }' })).json).toEqual({ data: { viewer: { name } } });
    },
  );
});

describe('health', () => {
  const stateOf = async (path: string) => {
    const { status, json } = await send(at(path));
    return [status, json.status];
  };

  test('without its database the program is up but not ready, and says so; it is ready again when the database is back', async () => {
    const query = () =>
      platform.as('reseller').then(({ token }) => post(platform.url, token, { query: '{ services(first: 1) { nodes { id } } }' }));
    expect(await stateOf('/readyz')).toEqual([200, 'ready']);

    const bringBack = await takeAway(platform.database);

    expect(await stateOf('/readyz')).toEqual([503, 'not ready']);
    expect(await stateOf('/healthz')).toEqual([200, 'ok']);
    const { status, headers, json } = await query();
    expect([status, headers.get('retry-after'), json.errors[0].extensions.code]).toEqual([503, '2', 'SERVICE_UNAVAILABLE']);

    await bringBack();
    while ((await stateOf('/readyz'))[0] !== 200) await new Promise(setImmediate);
    expect((await query()).json.data.services.nodes).toHaveLength(1);
  });

  test('asking for the head alone is enough', async () => {
    for (const path of ['/healthz', '/readyz']) expect((await send(at(path), { method: 'HEAD' })).status).toBe(200);
  });
});

test('nothing secret is ever written to the log', () => {
  const { password } = new URL(platform.database.url);

  expect(password.length).toBeGreaterThan(8);
  expect(records.length).toBeGreaterThan(20);
  expect(JSON.stringify(records)).not.toContain(password);
  expect(JSON.stringify(records)).not.toMatch(/eyJ|[Bb]earer|postgres:\/\//);
});
