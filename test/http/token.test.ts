import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { base64url, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { testPlatform, tokenOf, type TestPlatform } from '../kit/platform.ts';
import { recorder } from './records.ts';
import { post, send } from './wire.ts';

const BODY = { query: '{ viewer { name kind role } }' };
const { log, records } = recorder();
const { privateKey: foreignKey } = await generateKeyPair('EdDSA');

let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform({ log });
});
afterAll(() => platform.stop());

/** A token like that of the sample reseller, but for what is changed. */
async function tokenWith(
  { header = {}, claims = {} }: { header?: object; claims?: JWTPayload },
  key: Parameters<SignJWT['sign']>[0] = foreignKey,
): Promise<string> {
  const whole = { ...claimsOf(await tokenOf(platform.issuer, 'reseller')), ...claims };
  return new SignJWT(whole).setProtectedHeader({ alg: 'EdDSA', kid: 'sample', ...header }).sign(key);
}

const claimsOf = (token: string): JWTPayload => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
const signed = (claims: object, hours?: number) =>
  platform.issuer.sign(
    'davide',
    { name: 'Davide', kind: 'PARTNER', role: 'ADMIN_AGENT', organization: '01990000-0000-7000-8000-000000000002', ...claims } as never,
    hours,
  );

async function refusal(authorization: string | null): Promise<string> {
  const reply = await post(platform.url, null, BODY, {
    accept: 'application/graphql-response+json',
    ...(authorization !== null && { authorization }),
  });
  expect([reply.status, reply.headers.get('www-authenticate'), reply.headers.get('content-type')]).toEqual([
    401,
    'Bearer',
    'application/graphql-response+json; charset=utf-8',
  ]);
  expect(reply.json).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }] });
  return reply.json.errors[0].message;
}

describe('without a valid token nothing is answered but why', () => {
  test('when there is none', async () => {
    expect(await refusal(null)).toBe('Send a bearer token: `Authorization: Bearer …`.');
    expect((await send(platform.url, { headers: { accept: 'application/json' } })).status).toBe(401);
  });

  test.each([
    'Basic ZGF2aWRlOnNlY3JldA==',
    'Bearer',
    'Bearer x',
    'Bearer a.b',
    'Bearer a.b.c.d.e',
    'Bearer a.b.c, Bearer a.b.c',
    'a.b.c',
    'Bearer Bearer a.b.c',
  ])('when the authorization is %j', async (authorization) =>
    expect(await refusal(authorization)).toBe('The authorization must read `Bearer` and a JSON Web Token.'),
  );

  test.each(['a.b.c', 'e30.e30.e30', `${'x'.repeat(4000)}.${'x'.repeat(4000)}.x`])('when it only looks like one: %#', async (token) => {
    expect(await refusal(`Bearer ${token}`)).toBe('The token cannot be read.');
  });

  test('when it has expired', async () => {
    expect(await refusal(`Bearer ${(await signed({}, -1)).token}`)).toBe('The token has expired.');
  });

  test('when another key signed it', async () => {
    expect(await refusal(`Bearer ${await tokenWith({})}`)).toBe('The token is not signed by the issuer.');
    expect(await refusal(`Bearer ${await tokenWith({ header: { kid: 'other' } })}`)).toBe('The token is not signed by the issuer.');
  });

  test('when somebody changed it', async () => {
    const [header, claims, signature] = (await tokenOf(platform.issuer, 'reseller')).split('.');
    const promoted = base64url.encode(JSON.stringify({ ...claimsOf(`${header}.${claims}.`), kind: 'VENDOR', role: 'MEMBER' }));

    expect(await refusal(`Bearer ${header}.${promoted}.${signature}`)).toBe('The token is not signed by the issuer.');
  });

  test('when nobody signed it, though it says that this is fine', async () => {
    const unsigned = new UnsecuredJWT(claimsOf(await tokenOf(platform.issuer, 'vendor'))).encode();
    const [, , signature] = (await tokenOf(platform.issuer, 'vendor')).split('.');

    expect(await refusal(`Bearer ${unsigned}`)).toBe('The authorization must read `Bearer` and a JSON Web Token.');
    expect(await refusal(`Bearer ${unsigned}${signature}`)).toBe('The token cannot be read.');
  });

  test('when it is signed with the public key as if that were a secret', async () => {
    const secret = Buffer.from(JSON.stringify(platform.issuer.jwks.keys[0]));

    expect(await refusal(`Bearer ${await tokenWith({ header: { alg: 'HS256' } }, secret)}`)).toBe('The token cannot be read.');
  });

  test.each([
    ['kind', { kind: 'ADMINISTRATOR' }],
    ['kind', { kind: 'constructor' }],
    ['kind', { kind: ['PARTNER'] }],
    ['kind', { kind: undefined }],
    ['role', { role: 'MEMBER' }],
    ['role', { role: 'ADMIN_AGENT', kind: 'CUSTOMER' }],
    ['role', { role: undefined }],
    ['name', { name: 7 }],
    ['name', { name: '' }],
    ['name', { name: 'nul\0' }],
    ['name', { name: '\ud800' }],
    ['organization', { organization: undefined }],
    ['organization', { organization: 'x' }],
    ['organization', { organization: '00000000-0000-7000-8000-000000000000' }],
  ])('when its claim "%s" is not one that Tierline knows: %j', async (claim, claims) => {
    expect(await refusal(`Bearer ${(await signed(claims)).token}`)).toBe(
      `The token's claim "${claim}" is missing or not one that Tierline knows.`,
    );
  });

  test.each(['', 'nul\0', 7])('when its subject is %j', async (subject) => {
    const { token } = await platform.issuer
      .sign(subject as string, { name: 'N', kind: 'VENDOR', role: 'MEMBER' })
      .catch(() => ({ token: null }));
    if (token) expect(await refusal(`Bearer ${token}`)).toBe('The token\'s claim "sub" is missing or not one that Tierline knows.');
  });
});

test('with a valid token the viewer is who it says, whatever the case of the scheme', async () => {
  const token = await tokenOf(platform.issuer, 'reseller');

  for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
    const { status, json } = await post(platform.url, null, BODY, { authorization: `${scheme} ${token}` });
    expect([status, json]).toEqual([200, { data: { viewer: { name: 'Davide Ronchi', kind: 'PARTNER', role: 'ADMIN_AGENT' } } }]);
  }
});

test('no token is ever written to the log', async () => {
  const token = await tokenOf(platform.issuer, 'reseller');
  await post(platform.url, token, BODY);
  await send(`${platform.url}?access_token=${token}`, { headers: { authorization: `Bearer ${token}` } });
  await refusal(`Bearer ${token}x`);

  expect(records.length).toBeGreaterThan(20);
  expect(JSON.stringify(records)).not.toMatch(/eyJ|[Bb]earer/);
});

test('a token that was accepted is refused when its time is over, although it was remembered', async () => {
  const { token, expiresAt } = await signed({}, 2 / 3600);
  const status = async () => (await post(platform.url, token, BODY)).status;
  expect(await status()).toBe(200);
  while ((await status()) === 200) expect(Date.now()).toBeLessThan(expiresAt.getTime() + 1_000);
  expect(Date.now()).toBeGreaterThanOrEqual(expiresAt.getTime());
  expect(await status()).toBe(401);
});
