/** Tokens as Entra ID, Keycloak and Auth0 issue them, by a mapping of their claims; and tokens of organizations that are not there. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { config } from '../../src/config.ts';
import { claimsMapping } from '../../src/auth/mapping.ts';
import { start, type Platform } from '../../src/app.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { wire } from '../live/wire.ts';
import { recorder } from './records.ts';
import { post } from './wire.ts';

const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
const { log, records } = recorder();
const WHO = { query: '{ viewer { name kind role partner { name } customer { name } } }' };
const RESELLER = '01990000-0000-7000-8000-000000000002';
const CUSTOMER = '01990000-0000-7000-8000-000000000004';
const NOBODY = '7e3c2b1a-0000-4000-8000-00000000dead';

let issuer: Server;
let jwks: string;
let database: TestDatabase;
let ids: { reseller: string; customer: string; domain: string; partnerId: string };
let running: Platform | undefined;

beforeAll(async () => {
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }] });
  issuer = createServer((_request, response) => response.end(keys));
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  jwks = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/keys`;
  database = await testDatabase();
  await database.sql(`update partner set partner_id = '4815162' where id = $1`, [RESELLER]);
  await database.sql(`update customer set domain = 'Torvalle.example' where id = $1`, [CUSTOMER]);
  const [found] = await database.sql<{ reseller: string; customer: string }>(
    `select (select tenant_id from partner where id = $1) as reseller, (select tenant_id from customer where id = $2) as customer`,
    [RESELLER, CUSTOMER],
  );
  ids = { ...found!, domain: 'torvalle.example', partnerId: '4815162' };
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  records.length = 0;
});
afterAll(async () => {
  issuer.close();
  await database.drop();
});

async function startWith(claims: object | null, iss = 'https://login.example', more: Record<string, string> = {}): Promise<string> {
  const env = {
    ...{ DATABASE_URL: database.url, JWT_ISSUER: iss, JWT_AUDIENCE: 'api://tierline', JWT_JWKS_URL: jwks },
    ...(claims && { JWT_CLAIMS: JSON.stringify(claims) }),
    ...more,
  };
  running = await start({ ...config(env, []), port: 0 }, { log });
  return running.url;
}

const seconds = () => Math.floor(Date.now() / 1000);
const tokenOf = (claims: JWTPayload) =>
  new SignJWT({ iss: 'https://login.example', aud: 'api://tierline', iat: seconds(), exp: seconds() + 600, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'k', typ: 'JWT' })
    .sign(privateKey);
async function ask(url: string, claims: JWTPayload) {
  const { status, json } = await post(url, await tokenOf(claims), WHO);
  return status === 200 ? json.data.viewer : { status, code: json.errors[0].extensions.code, message: json.errors[0].message };
}

describe('Entra ID', () => {
  const mapping = () => ({
    subject: 'oid',
    name: ['name', 'preferred_username', 'unique_name'],
    roles: [
      { claim: 'roles', value: 'Tierline.AdminAgent', kind: 'PARTNER', role: 'ADMIN_AGENT' },
      { claim: 'roles', value: 'Tierline.Vendor', kind: 'VENDOR', role: 'MEMBER' },
      { claim: 'groups', value: '3f1e9a52-8c55-4f0e-9a0e-1c8f0d7a1b11', kind: 'PARTNER', role: 'HELPDESK_AGENT' },
      { claim: 'roles', value: 'Tierline.Customer', kind: 'CUSTOMER', role: 'MEMBER' },
    ],
    organization: { claim: 'tid', as: 'TENANT_ID', vendor: '72f988bf-86f1-41af-91ab-2d7cd011db47' },
  });
  const ISS = 'https://login.microsoftonline.com/{tenantid}/v2.0';
  const v2 = (tid: string, more: JWTPayload = {}): JWTPayload => ({
    ...{ ver: '2.0', iss: `https://login.microsoftonline.com/${tid}/v2.0`, tid, azp: 'c0ffee00-0000-4000-8000-000000000001' },
    ...{
      sub: 'pairwise-AAAAAA',
      oid: '11111111-2222-3333-4444-555555555555',
      name: 'Davide Ronchi',
      preferred_username: 'davide@corlanto.example',
    },
    ...{ scp: 'access_as_user', uti: 'x', rh: '0.x', nbf: seconds() },
    ...more,
  });

  test('v2: app roles and group ids give the role, the tenant is the organization, of whichever of the issuer’s many tenants', async () => {
    const url = await startWith(mapping(), ISS);

    expect(await ask(url, v2(ids.reseller, { roles: ['Tierline.AdminAgent'] }))).toEqual({
      ...{ name: 'Davide Ronchi', kind: 'PARTNER', role: 'ADMIN_AGENT' },
      ...{ partner: { name: 'Corlanto Sistemi S.r.l.' }, customer: null },
    });
    expect(await ask(url, v2(ids.reseller.toUpperCase(), { groups: ['x', '3f1e9a52-8c55-4f0e-9a0e-1c8f0d7a1b11'] }))).toMatchObject({
      role: 'HELPDESK_AGENT',
    });
    expect(await ask(url, v2(ids.customer, { roles: ['Tierline.Customer'] }))).toMatchObject({
      kind: 'CUSTOMER',
      customer: { name: 'Ceramiche Torvalle S.r.l.' },
    });
  });

  test('what a tenant hands out itself makes nobody of another kind: neither a partner of a customer, nor the vendor of anybody', async () => {
    const url = await startWith(mapping(), ISS);

    expect(await ask(url, v2(ids.customer, { roles: ['Tierline.AdminAgent'] }))).toEqual({
      ...{ status: 403, code: 'FORBIDDEN' },
      message: `The token's claim "tid" is "${ids.customer}": the tenant id of no partner that Tierline knows.`,
    });
    expect(await ask(url, v2(ids.reseller, { roles: ['Tierline.Vendor'] }))).toMatchObject({
      status: 403,
      message: expect.stringContaining('not the vendor'),
    });
    expect(await ask(url, v2('72f988bf-86f1-41af-91ab-2d7cd011db47', { roles: ['Tierline.Vendor'] }))).toMatchObject({ kind: 'VENDOR' });
    expect(
      await ask(url, v2(ids.reseller, { iss: `https://login.microsoftonline.com/${NOBODY}/v2.0`, roles: ['Tierline.AdminAgent'] })),
    ).toMatchObject({
      ...{ status: 401, message: 'The token\'s claim "iss" is not what it must be.' },
    });
  });

  test('too many groups are no role: the token says that they are left out, and so does the answer', async () => {
    const url = await startWith(mapping(), ISS);

    for (const more of [
      { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://graph.example' } } },
      { hasgroups: true },
    ])
      expect(await ask(url, v2(ids.reseller, more))).toMatchObject({ status: 403, message: expect.stringContaining('claim "groups" out') });
    expect(await ask(url, v2(ids.reseller, { roles: ['Other'] }))).toMatchObject({
      status: 403,
      message: expect.stringContaining('"roles", "groups"'),
    });
  });

  test('v1: its issuer and names', async () => {
    const url = await startWith(mapping(), 'https://sts.windows.net/{tenantid}/');
    const { preferred_username: _none, name: _neither, ...rest } = v2(ids.reseller) as Record<string, string>;

    const v1 = {
      ...rest,
      ver: '1.0',
      iss: `https://sts.windows.net/${ids.reseller}/`,
      unique_name: 'davide@corlanto.example',
      roles: ['Tierline.AdminAgent'],
    };
    expect(await ask(url, v1)).toMatchObject({ name: 'davide@corlanto.example', partner: { name: 'Corlanto Sistemi S.r.l.' } });
  });
});

describe('Keycloak', () => {
  const token = (more: JWTPayload = {}): JWTPayload => ({
    ...{ typ: 'Bearer', azp: 'desk', sub: 'b2b1c1d0-1111-4222-8333-444455556666', sid: 'x', scope: 'openid email profile' },
    ...{ name: 'Elena Bassi', preferred_username: 'elena', email: 'elena.bassi@TORVALLE.example', email_verified: true },
    realm_access: { roles: ['offline_access', 'uma_authorization'] },
    resource_access: { tierline: { roles: ['customer-administrator'] }, account: { roles: ['view-profile'] } },
    ...more,
  });
  const mapping = {
    roles: [
      { claim: '/resource_access/tierline/roles', value: 'customer-administrator', kind: 'CUSTOMER', role: 'ADMINISTRATOR' },
      { claim: '/realm_access/roles', value: 'customer', kind: 'CUSTOMER', role: 'MEMBER' },
    ],
    organization: { claim: 'email', as: 'DOMAIN' },
  };

  test('roles of the client and of the realm, and the domain of an address that was verified', async () => {
    const url = await startWith(mapping);

    expect(await ask(url, token())).toMatchObject({
      kind: 'CUSTOMER',
      role: 'ADMINISTRATOR',
      customer: { name: 'Ceramiche Torvalle S.r.l.' },
    });
    expect(await ask(url, token({ resource_access: {}, realm_access: { roles: ['customer'] } }))).toMatchObject({ role: 'MEMBER' });
    for (const more of [{ email_verified: false }, { email_verified: undefined }, { email_verified: 'true' }])
      expect(await ask(url, token(more))).toMatchObject({ status: 403, message: expect.stringContaining('claim "email_verified"') });
    expect(await ask(url, token({ email: 'elena.bassi@evil.example' }))).toMatchObject({
      status: 403,
      message: expect.stringContaining('the domain of no customer'),
    });
  });

  test('a domain that two customers have names neither', async () => {
    const url = await startWith(mapping);
    await database.sql(`update customer set domain = 'twice.example' where id in (select id from customer where id <> $1 limit 2)`, [
      CUSTOMER,
    ]);

    expect(await ask(url, token({ email: 'x@twice.example' }))).toMatchObject({
      status: 403,
      message: expect.stringContaining('the domain of no customer alone'),
    });
  });
});

describe('Auth0', () => {
  test('claims in a namespace, and an organization that stands for a partner', async () => {
    const url = await startWith({
      name: ['https://corlanto.example/name'],
      roles: [{ claim: 'https://corlanto.example/roles', value: 'agent', kind: 'PARTNER', role: 'HELPDESK_AGENT' }],
      organization: { claim: 'org_id', as: 'PARTNER_ID', values: { org_k2Xb: ids.partnerId, org_old: '1' } },
    });
    const token = (org_id: string) => ({
      ...{ sub: 'auth0|6543', azp: 'x', scope: 'openid', gty: 'password', org_id },
      ...{ 'https://corlanto.example/name': 'Davide', 'https://corlanto.example/roles': ['agent'] },
    });

    expect(await ask(url, token('org_k2Xb'))).toMatchObject({ role: 'HELPDESK_AGENT', partner: { name: 'Corlanto Sistemi S.r.l.' } });
    expect(await ask(url, token('org_other'))).toMatchObject({
      status: 403,
      message: expect.stringContaining('stands for no organization here'),
    });
    expect(await ask(url, token('org_old'))).toMatchObject({
      status: 403,
      message: expect.stringContaining('the partner id of no partner'),
    });
  });
});

describe('without a mapping', () => {
  const plain = (more: JWTPayload = {}): JWTPayload => ({
    sub: 'davide',
    name: 'Davide',
    kind: 'PARTNER',
    role: 'ADMIN_AGENT',
    organization: RESELLER,
    ...more,
  });

  test('an organization that is not there, or is of another kind, is refused over every transport, by claim and value; the log says it once', async () => {
    const url = await startWith(null);
    const wrong = [
      { organization: NOBODY },
      { organization: ids.reseller },
      { organization: CUSTOMER },
      { kind: 'CUSTOMER', role: 'MEMBER' },
    ];
    for (const more of wrong) {
      const claims = plain(more);
      expect(await ask(url, claims)).toMatchObject({
        status: 403,
        message: expect.stringContaining(`claim "organization" is "${claims.organization as string}"`),
      });
    }
    expect(await ask(url, plain({ kind: 'VENDOR', role: 'MEMBER' }))).toMatchObject({
      status: 403,
      message: expect.stringContaining('not the vendor'),
    });

    const token = await tokenOf(plain({ organization: NOBODY }));
    const why = `The token's claim "organization" is "${NOBODY}": the id of no partner that Tierline knows.`;
    const socket = await wire(url);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect(await socket.closed).toEqual({ code: 4403, reason: `FORBIDDEN: ${why}`.slice(0, 123) });
    const stream = await post(
      url,
      token,
      { query: 'subscription { serviceIncidentUpdated { __typename } }' },
      { accept: 'text/event-stream' },
    );
    expect([stream.status, stream.json.errors[0].message]).toEqual([403, why]);
    expect(records.filter(({ level, value }) => level === 40 && value === NOBODY)).toHaveLength(1);
  });

  test('one that is imported is known at once', async () => {
    const url = await startWith(null);
    expect(await ask(url, plain({ organization: NOBODY }))).toMatchObject({ status: 403 });

    await database.sql(`insert into partner (id, name, kind, tenant_id) values ($1, 'New', 'DIRECT_BILL', gen_random_uuid())`, [NOBODY]);

    expect(await ask(url, plain({ organization: NOBODY }))).toMatchObject({ partner: { name: 'New' } });
  });

  test('begin, issue and end of a token have one tolerance', async () => {
    const url = await startWith(null, undefined, { TOKEN_TOLERANCE_SECONDS: '30' });
    const at = (claim: string, offset: number) => ask(url, plain({ [claim]: seconds() + offset }));

    for (const claim of ['nbf', 'iat']) {
      expect(await at(claim, 25)).toMatchObject({ name: 'Davide' });
      expect(await at(claim, 45)).toMatchObject({ status: 401, message: expect.stringContaining(`"${claim}"`) });
    }
    expect(await at('exp', -15)).toMatchObject({ name: 'Davide' });
    expect(await at('exp', -31)).toMatchObject({ status: 401, message: 'The token has expired.' });
    // A socket goes on for as long.
    const { status, json } = await post(url, await tokenOf(plain({ exp: seconds() - 10 })), { query: '{ viewer { expiresAt } }' });
    expect([status, new Date(json.data.viewer.expiresAt).getTime() > Date.now()]).toEqual([200, true]);
  });

  test.each([
    ['Davide\nRonchi\u0007', 'Davide Ronchi'],
    ['\u202eihcnoR\u202c Davide\u200b', 'ihcnoR Davide'],
    ['x'.repeat(3_000), `${'x'.repeat(199)}…`],
    ['  a \u2028 b  ', 'a b'],
  ])('a name that others are to read is on one line, in one direction and of bounded length: %j', async (name, shown) => {
    const url = await startWith(null);
    expect(await ask(url, plain({ name }))).toMatchObject({ name: shown });
    expect(await ask(url, plain({ name: '\u202e\u200b' }))).toMatchObject({ status: 401 });
    expect(await ask(url, plain({ sub: 'dav\u202eide' }))).toMatchObject({ status: 401 });
  });

  test('several spaces behind the scheme are as good as one', async () => {
    const url = await startWith(null);
    const { status } = await post(url, null, WHO, { authorization: `Bearer   ${await tokenOf(plain())}` });
    expect(status).toBe(200);
  });
});

describe('a mapping that cannot be right is refused at the start', () => {
  const rule = { claim: 'roles', value: 'x', kind: 'PARTNER', role: 'ADMIN_AGENT' };
  test.each<[unknown, string]>([
    [[], 'JWT_CLAIMS must be a JSON object'],
    [{ subjct: 'oid' }, 'JWT_CLAIMS: subjct is not known: there may be subject, name,'],
    [{ roles: [{ ...rule, role: 'MEMBER' }] }, 'JWT_CLAIMS: roles[0].role must be one of HELPDESK_AGENT, ADMIN_AGENT, SALES_AGENT'],
    [{ roles: [{ ...rule, kind: 'ADMIN' }] }, 'JWT_CLAIMS: roles[0].kind must be one of VENDOR, PARTNER, CUSTOMER'],
    [{ roles: [rule], kind: 'kind' }, 'JWT_CLAIMS: roles takes the place of kind and role'],
    [{ roles: [{ ...rule, claim: '/realm_access//roles' }] }, 'a path needs a name behind each slash'],
    [{ organization: { as: 'TENANT' } }, 'JWT_CLAIMS: organization.as must be one of ID, TENANT_ID, PARTNER_ID, DOMAIN'],
    [{ organization: { values: { a: 'x' } } }, 'organization.values["a"] must be an id of Tierline'],
    [{ roles: [rule], organization: { claim: 'email', as: 'DOMAIN' } }, 'no partner is known by its DOMAIN'],
    [
      { roles: [{ ...rule, kind: 'VENDOR', role: 'MEMBER' }], organization: { claim: 'tid', as: 'TENANT_ID' } },
      'organization.vendor must say',
    ],
  ])('%j', (given, message) => {
    expect(() => claimsMapping(given)).toThrow(message);
  });
});
