import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import WebSocket from 'ws';
import { config } from '../../src/config.ts';
import { start, type Platform } from '../../src/app.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { recorder } from './records.ts';
import { post, send } from './wire.ts';

const BODY = { query: '{ viewer { name } }' };
const old = await keyPair('old', 'RS256');
const next = await keyPair('next', 'ES256');

/** The issuer: its keys as they are published at the moment, or how it fails to publish them. */
let published: { status: number; body: string } = keySet(old.jwk);
let issuer: Server;
let address: string;
let database: TestDatabase;
const running: Platform[] = [];

beforeAll(async () => {
  issuer = createServer((_request, response) =>
    response.writeHead(published.status, { 'content-type': 'application/json' }).end(published.body),
  );
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/keys`;
  database = await testDatabase();
});
afterEach(async () => {
  for (const platform of running.splice(0)) await platform.stop();
  published = keySet(old.jwk);
});
afterAll(async () => {
  issuer.close();
  await database.drop();
});

function keySet(...keys: JWK[]) {
  return { status: 200, body: JSON.stringify({ keys }) };
}

async function keyPair(kid: string, alg: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

const { log, records } = recorder();

async function startWith(jwks = address): Promise<Platform> {
  const env = { DATABASE_URL: database.url, JWT_ISSUER: 'https://login.example', JWT_AUDIENCE: 'tierline', JWT_JWKS_URL: jwks };
  const platform = await start({ ...config(env, []), port: 0 }, { log });
  running.push(platform);
  return platform;
}

const tokenOf = ({ kid, alg, privateKey } = old, { iss = 'https://login.example', aud = 'tierline' } = {}) =>
  new SignJWT({ name: 'Davide', kind: 'PARTNER', role: 'ADMIN_AGENT', organization: '01990000-0000-7000-8000-000000000002' })
    .setProtectedHeader({ alg, kid })
    .setSubject('davide')
    .setIssuer(iss)
    .setAudience(aud)
    .setExpirationTime('1h')
    .sign(privateKey);

describe('with an outside issuer', () => {
  test('the tokens of others are refused: of another issuer, for another audience, of the sample personas', async () => {
    const { url } = await startWith();

    for (const [token, message] of [
      [await tokenOf(old, { iss: 'https://evil.example' }), 'The token\'s claim "iss" is not what it must be.'],
      [await tokenOf(old, { aud: 'another-api' }), 'The token\'s claim "aud" is not what it must be.'],
      [await tokenOf(next), 'The token is not signed by the issuer.'],
    ] as const) {
      const { status, json } = await post(url, token, BODY);
      expect([status, json.errors[0].message]).toEqual([401, message]);
    }
  });

  test('there are no personas, and the page does not offer them', async () => {
    const { url } = await startWith();

    for (const path of ['/sample/personas', '/sample/token/vendor']) expect((await send(new URL(path, url).href)).status).toBe(404);
    expect((await send(url, { headers: { accept: 'text/html' } })).text).toContain('data-sample-issuer="false"');
  });

  test('its tokens are accepted', async () => {
    const { url } = await startWith();

    expect((await post(url, await tokenOf(), BODY)).json).toEqual({ data: { viewer: { name: 'Davide' } } });
  });

  test.each([
    ['is not there', () => ({ jwks: 'http://127.0.0.1:9/keys' })],
    ['answers with an error', () => void (published = { status: 500, body: '' })],
    ['answers with a page', () => void (published = { status: 200, body: '<html>' })],
    ['answers with something that is no key set', () => void (published = { status: 200, body: '{"keys":7}' })],
  ])(
    'while its key server %s, the token is not to blame: the answer is 503, says when to try again, and the cause is logged',
    async (_what, fail) => {
      const { url } = await startWith(fail()?.jwks);

      const { status, headers, json, text } = await post(url, await tokenOf(), BODY, { 'x-request-id': 'keys-away' });

      expect([status, headers.get('retry-after')]).toEqual([503, '2']);
      expect(json.errors).toEqual([
        {
          message: 'The keys of the token issuer cannot be fetched right now. Try again in a moment.',
          extensions: { code: 'SERVICE_UNAVAILABLE' },
        },
      ]);
      expect(records.findLast(({ requestId, level }) => requestId === 'keys-away' && level > 30)).toMatchObject({
        level: 40,
        err: { stack: expect.any(String) },
      });
      expect(text).not.toMatch(/127\.0\.0\.1|JSON Web Key|fetch failed/);
    },
  );

  test('while its key server is away, a socket is closed with 1013, which tells clients to try again later', async () => {
    const { url } = await startWith('http://127.0.0.1:9/keys');
    const client = createClient({
      url: url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: false,
      onNonLazyError: () => {},
      connectionParams: { authorization: `Bearer ${await tokenOf()}` },
    });

    const { code, reason } = await new Promise<{ code: number; reason: string }>((resolve) =>
      client.on('closed', (event) => resolve(event as never)),
    );

    expect([code, reason]).toEqual([
      1013,
      'SERVICE_UNAVAILABLE: The keys of the token issuer cannot be fetched right now. Try again in a moment.',
    ]);
  });

  test('it works again as soon as the keys can be fetched, without a restart', async () => {
    published = { status: 503, body: '' };
    const { url } = await startWith();
    expect((await post(url, await tokenOf(), BODY)).status).toBe(503);

    published = keySet(old.jwk, next.jwk);

    for (const key of [old, next]) expect((await post(url, await tokenOf(key), BODY)).status).toBe(200);
  });
});
