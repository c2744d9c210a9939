/** Sessions that were revoked: nothing is answered or delivered in them any more, by any process, though their tokens have not expired. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { importJWK, SignJWT } from 'jose';
import type { TierlineClaims } from '../../src/auth/claims.ts';
import { dial } from '../http/wire.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { wire } from './wire.ts';

let dataDir: string;
let database: TestDatabase;
let here: TestPlatform;
let there: TestPlatform;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tierline-revocation-'));
  database = await testDatabase();
  here = await testPlatform({ database, dataDir });
  there = await testPlatform({ database, dataDir });
});
afterAll(async () => {
  await here.stop();
  await there.stop();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const RESELLER = '01990000-0000-7000-8000-000000000002';
const UPDATES = 'subscription { serviceIncidentUpdated { __typename } }';
const NAME = '{ viewer { name } }';
const REVOKE = `mutation ($input: SessionRevocationCreateInput!) { sessionRevocationCreate(input: $input) {
  revocation { id subject role reason revokedBy createdAt } problems { code field } } }`;
const ENDED = 'The session was revoked: sign in again.';
const REFUSED = { errors: [{ message: ENDED, extensions: { code: 'UNAUTHENTICATED' } }] };

/** Everybody in a test is somebody new. */
let subject: string;
let people = 0;
beforeEach(() => {
  subject = `person-${++people}@corlanto.example`;
});

type Claims = Partial<TierlineClaims> & { subject?: string };
const tokenOf = async (claims: Claims = {}) => {
  const { subject: who = subject, ...said } = claims;
  const standard = { name: 'Somebody', kind: 'PARTNER', role: 'HELPDESK_AGENT', organization: RESELLER } as const;
  return (await here.issuer.sign(who, { ...standard, ...said })).token;
};
const revoke = async (who: Caller, input: object) => (await who.get<any, any>(REVOKE, { input })).sessionRevocationCreate;
const admin = () => here.as('reseller');

/** A socket that follows something by now. */
async function following(platform: TestPlatform, token: string) {
  const socket = await wire(platform.url, { token });
  socket.send({ type: 'subscribe', id: '1', payload: { query: UPDATES } });
  await socket.next('next');
  return socket;
}

describe('when an admin agent revokes the sessions of a person', () => {
  test('its sockets are closed with 4401 and its event streams end, on every process', async () => {
    const token = await tokenOf();
    const sockets = await Promise.all([here, there].map((platform) => following(platform, token)));
    const streams = [here, there].map((platform) => {
      const stream = createClient({ url: platform.url, headers: { authorization: `Bearer ${token}` }, retryAttempts: 0 });
      return stream.iterate({ query: UPDATES });
    });
    for (const stream of streams) expect((await stream.next()).value).toMatchObject({ data: {} });

    expect(await revoke(await admin(), { subject, reason: 'Has left.' })).toEqual({
      revocation: {
        id: expect.any(String),
        subject,
        role: null,
        reason: 'Has left.',
        revokedBy: 'Davide Ronchi',
        createdAt: expect.any(String),
      },
      problems: [],
    });

    for (const { closed } of sockets) expect(await closed).toEqual({ code: 4401, reason: `UNAUTHENTICATED: ${ENDED}` });
    for (const stream of streams) expect((await stream.next()).value).toEqual(REFUSED);
  });

  test('its token is refused from then on by every process, one that starts later too; a token issued later is good', async () => {
    const token = await tokenOf();
    const socket = await following(there, token);
    await revoke(await admin(), { subject });
    await socket.closed;

    expect(await there.with(token).ask(NAME)).toEqual(REFUSED);
    const refused = await wire(there.url);
    refused.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect(await refused.closed).toEqual({ code: 4401, reason: `UNAUTHENTICATED: ${ENDED}` });
    const late = await testPlatform({ database, dataDir });
    expect(await late.with(token).ask(NAME)).toEqual(REFUSED);
    // A token says the second of its issue, and that of the revocation counts as before.
    while ((await late.with(await tokenOf()).ask(NAME)).errors) await new Promise(setImmediate);
    await late.stop();
  });

  test('a process that serves one subgraph alone ends its sockets and refuses its token as well', async () => {
    const alone = await testPlatform({ database, dataDir, subgraph: 'health' });
    const token = await tokenOf();
    const socket = await following(alone, token);
    await revoke(await admin(), { subject });
    expect(await socket.closed).toEqual({ code: 4401, reason: `UNAUTHENTICATED: ${ENDED}` });
    expect(await alone.with(token).ask('{ services(first: 1) { totalCount } }')).toEqual(REFUSED);
    await alone.stop();
  });

  test('a request whose body was still on its way is refused', async () => {
    const token = await tokenOf();
    const body = JSON.stringify({ query: REVOKE, variables: { input: { subject, reason: 'Too late' } } });
    const head = [
      'POST /graphql HTTP/1.1',
      'host: x',
      `authorization: Bearer ${token}`,
      'content-type: application/json',
      'connection: close',
    ];
    const slow = await dial(there.url);
    const answer = slow.setEncoding('utf8').toArray();
    slow.write(`${[...head, `content-length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body.slice(0, 10)}`);
    const socket = await following(there, token); // by now the head of the request was read
    await revoke(await admin(), { subject });
    await socket.closed;
    slow.write(body.slice(10));
    expect((await answer).join('')).toMatch(/^HTTP\/1\.1 401 [\s\S]*The session was revoked/);
    expect(await database.sql('select reason from session_revocation where subject = $1', [subject])).toEqual([{ reason: null }]);
  });

  test('a process that hears nothing of the log looks by itself', async () => {
    const token = await tokenOf();
    const socket = await following(there, token);
    // As the deed does it, without its event.
    await database.sql(`insert into session_revocation (organization_id, subject, revoked_by, created_at) values ($1, $2, 'x', now())`, [
      RESELLER,
      subject,
    ]);
    expect((await socket.closed).code).toBe(4401);
    expect(await there.with(token).ask(NAME)).toEqual(REFUSED);
  });

  test('a socket does not go on with a revoked token in the place of another', async () => {
    const old = await tokenOf({ subject: `${subject}.old` });
    const marker = await following(there, old);
    await revoke(await admin(), { subject: `${subject}.old` });
    await marker.closed;
    const socket = await following(there, await tokenOf());
    socket.send({ type: 'ping', payload: { authorization: `Bearer ${old}` } });
    expect(await socket.closed).toEqual({ code: 4401, reason: `UNAUTHENTICATED: ${ENDED}` });
  });

  test('a socket that does not let itself be closed gets nothing more done', async () => {
    const stubborn = await following(there, await tokenOf());
    const marker = await following(there, await tokenOf());
    stubborn.socket.pause(); // it does not read that it is being closed
    await revoke(await admin(), { subject });
    await marker.closed;
    stubborn.send({ type: 'subscribe', id: '2', payload: { query: REVOKE, variables: { input: { subject, reason: 'Too late' } } } });
    stubborn.socket.resume();
    await stubborn.closed;
    for (let n = 0; n < 5; n++) await revoke(await admin(), { subject: `${subject}.after` });
    expect(await database.sql(`select reason from session_revocation where subject = $1`, [subject])).toEqual([{ reason: null }]);
  });

  test('nobody else notices: neither its colleagues, nor who has the same name elsewhere', async () => {
    const same = { kind: 'CUSTOMER', role: 'MEMBER', organization: '01990000-0000-7000-8000-000000000004' } as const;
    const others = await Promise.all(
      [await tokenOf({ subject: `${subject}.x` }), await tokenOf(same)].map((token) => following(there, token)),
    );
    const gone = await following(there, await tokenOf());
    await revoke(await admin(), { subject });
    await gone.closed;
    for (const { send, next, socket } of others) {
      send({ type: 'subscribe', id: '2', payload: { query: NAME } });
      expect((await next('next')).payload).toEqual({ data: { viewer: { name: 'Somebody' } } });
      socket.close();
    }
  });

  test('in one role, it goes on in its other roles', async () => {
    const [helpdesk, sales] = [await tokenOf(), await tokenOf({ role: 'SALES_AGENT' })];
    const gone = await following(there, helpdesk);
    await revoke(await admin(), { subject, role: 'HELPDESK_AGENT' });
    await gone.closed;
    expect(await there.with(sales).get(NAME)).toEqual({ viewer: { name: 'Somebody' } });
    expect(await there.with(helpdesk).ask(NAME)).toEqual(REFUSED);
  });
});

describe('who may revoke sessions', () => {
  test('everybody its own, and then not even this one goes on', async () => {
    const me = there.with(await tokenOf({ role: 'SALES_AGENT' }));
    const socket = await following(there, me.token);
    expect(await revoke(me, { subject })).toMatchObject({ revocation: { subject, reason: null }, problems: [] });
    await socket.closed;
    expect(await me.ask(NAME)).toEqual(REFUSED);
  });

  test.each(['HELPDESK_AGENT', 'SALES_AGENT'] as const)('not a %s those of others', async (role) => {
    const agent = here.with(await tokenOf({ role }));
    expect(await revoke(agent, { subject: 'somebody@corlanto.example' })).toEqual({
      revocation: null,
      problems: [{ code: 'FORBIDDEN', field: null }],
    });
  });

  test.each([
    ['CUSTOMER', '01990000-0000-7000-8000-000000000004'],
    ['VENDOR', undefined],
  ] as const)('in a %s an administrator those of others, and a member its own alone', async (kind, organization) => {
    const somebody = (role: 'MEMBER' | 'ADMINISTRATOR', who: string) => tokenOf({ kind, role, organization, subject: who });
    const member = here.with(await somebody('MEMBER', `${subject}.member`));
    expect(await revoke(member, { subject })).toMatchObject({ revocation: null, problems: [{ code: 'FORBIDDEN' }] });
    expect(await revoke(member, { subject: `${subject}.member` })).toMatchObject({ problems: [] });

    const administrator = here.with(await somebody('ADMINISTRATOR', `${subject}.admin`));
    const colleague = here.with(await somebody('MEMBER', subject));
    expect(await revoke(administrator, { subject })).toMatchObject({ revocation: { subject }, problems: [] });
    while (!(await colleague.ask(NAME)).errors) await new Promise(setImmediate);
    expect(await administrator.get('{ sessionRevocations(first: 1) { nodes { subject } } }')).toEqual({
      sessionRevocations: { nodes: [{ subject }] },
    });
  });

  test('nobody without end: ten times an hour its own, and a thousand times an organization those of its people', async () => {
    const insert = `insert into session_revocation (organization_id, subject, revoked_by, created_at) select $1, $2 || n % $3, 'x', now() - interval '5 minutes' from generate_series(1, $4) n`;
    const provider = '01990000-0000-7000-8000-000000000001';
    await database.sql(insert, [provider, subject, 1, 10]);
    const person = here.with(await tokenOf({ organization: provider, subject: `${subject}0` }));
    expect(await revoke(person, { subject: `${subject}0` })).toMatchObject({ revocation: null, problems: [{ code: 'STATE' }] });
    await database.sql(insert, [provider, subject, 500, 990]);
    expect(await revoke(await here.as('provider'), { subject })).toMatchObject({ revocation: null, problems: [{ code: 'STATE' }] });
    // Of others it says nothing.
    expect(await revoke(await here.as('other-provider'), { subject })).toMatchObject({ problems: [] });
  });

  test('who revokes them elsewhere revokes nothing here: a subject is one of its own organization', async () => {
    const token = await tokenOf();
    const socket = await following(here, token);
    expect(await revoke(await here.as('other-reseller'), { subject })).toMatchObject({ revocation: { subject }, problems: [] });
    const marker = `${subject}.marker`;
    const gone = await following(here, await tokenOf({ subject: marker }));
    await revoke(await admin(), { subject: marker });
    await gone.closed;
    expect(await here.with(token).get(NAME)).toEqual({ viewer: { name: 'Somebody' } });
    socket.socket.close();
  });

  test('the organization alone reads it: its administrators, and the person about itself', async () => {
    const before = here.with(await tokenOf());
    const { revocation } = await revoke(await admin(), { subject });
    while (!(await before.ask(NAME)).errors) await new Promise(setImmediate);
    const document = 'query ($id: ID!) { sessionRevocation(id: $id) { subject } sessionRevocations(first: 100) { nodes { id } } }';
    const seen = async (who: Caller) => {
      const { sessionRevocation, sessionRevocations } = await who.get<any, any>(document, { id: revocation.id });
      const listed = sessionRevocations.nodes.some(({ id }: { id: string }) => id === revocation.id);
      expect(listed).toBe(sessionRevocation !== null);
      return listed;
    };
    expect(await seen(await admin())).toBe(true);
    for (const other of ['provider', 'customer', 'vendor', 'other-reseller']) expect(await seen(await here.as(other))).toBe(false);
    expect(await seen(here.with(await tokenOf({ subject: `${subject}.x` })))).toBe(false);
    const tokenLater = async (): Promise<Caller> => {
      const caller = here.with(await tokenOf());
      return (await caller.ask(NAME)).errors ? tokenLater() : caller;
    };
    expect(await seen(await tokenLater())).toBe(true);
  });
});

describe('bad input and repetition', () => {
  test.each([
    ['subject', { subject: ' ' }],
    ['subject', { subject: 'x'.repeat(256) }],
    ['reason', { subject: 'x', reason: 'two\nlines' }],
  ])('%s is refused where it is wrong', async (field, input) => {
    expect(await revoke(await admin(), input)).toEqual({ revocation: null, problems: [{ code: 'INVALID', field }] });
  });

  test('sent twice under one name it is one revocation: a token that was issued between stays good', async () => {
    const input = { subject, clientMutationId: subject };
    const [first, second] = [await revoke(await admin(), input), await revoke(await admin(), input)];
    expect(second).toEqual(first);
  });

  test.each([
    ['from the future: it would outlive its revocation', { iat: Math.floor(Date.now() / 1000) + 3_600 }, 'iat'],
    ['from before all time', { iat: -1 }, 'iat'],
    ['from a moment that is none', { iat: -1e300 }, 'iat'],
    ['of a person who cannot be named', { sub: ' x' }, 'sub'],
    ['of a person whose name is too long to be named', { sub: 'x'.repeat(256) }, 'sub'],
  ])('a token %s is refused', async (_which, claims, wrong) => {
    const jwk = JSON.parse(await readFile(join(dataDir, 'sample-issuer.jwk'), 'utf8'));
    const exp = Math.floor(Date.now() / 1000) + 7_200;
    const standard = { name: 'x', kind: 'VENDOR', role: 'MEMBER', sub: subject, exp, iss: 'tierline-sample', aud: 'tierline' };
    const token = await new SignJWT({ ...standard, ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'sample' })
      .sign(await importJWK(jwk, 'EdDSA'));
    const { errors } = await here.with(token).ask(NAME);
    expect(errors![0]!.message).toBe(`The token's claim "${wrong}" is missing or not one that Tierline knows.`);
  });

  test.each(['ü'.repeat(255), 'auth0|5f7c8ec7c33c6c004bbafe82', 'o\'hara \\ %_"{}$1;--@corlanto.example', '𝒳 y'])(
    'the sessions of %s end too',
    async (odd) => {
      const socket = await following(there, await tokenOf({ subject: odd }));
      expect(await revoke(await admin(), { subject: odd })).toMatchObject({ revocation: { subject: odd }, problems: [] });
      expect((await socket.closed).code).toBe(4401);
    },
  );
});
