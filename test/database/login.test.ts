/** As whom the program is on the database, and what nobody else is there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { config } from '../../src/config.ts';
import { startEmbedded, type EmbeddedDatabase } from '../../src/database/embedded.ts';
import { openDatabase } from '../../src/database/open.ts';
import { connecting, type Login } from '../../src/database/connection.ts';
import { migrateAndGrant } from '../../src/database/prepare.ts';
import { start } from '../../src/app.ts';
import { recorder } from '../http/records.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';

/** A server of its own: roles belong to all databases of one. */
let folder: string;
let server: EmbeddedDatabase;
const { log, records } = recorder();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tierline-login-'));
  server = await startEmbedded({ dataDir: folder, log: () => {} });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function sql(text: string, url = server.url): Promise<Record<string, any>[]> {
  const client = new pg.Client(url);
  await client.connect();
  return (client.query(text) as Promise<pg.QueryResult>).then(({ rows }) => rows).finally(() => client.end());
}
const urlOf = (user: string, database: string, password = 'secret') =>
  Object.assign(new URL(server.url), { username: user, password, pathname: `/${database}` }).href;

/** An owner with a database, and nothing else. */
async function owner(name: string, rights = 'createrole'): Promise<string> {
  await sql(`create role ${name} login ${rights} password 'secret'`);
  await sql(`create database ${name} owner ${name}`);
  return urlOf(name, name);
}

const open = (databaseUrl: string, migrateUrl: string | null = null, databaseRole: string | null = null) =>
  openDatabase({ databaseUrl, migrateUrl, databaseRole, dataDir: folder, databaseWaitMs: 0, allowNewerDatabase: false }, log, () => {});

/** What a session of the program is, and what it can become. */
async function standing(login: Login): Promise<{ me: string; after: string; owns: string | null }> {
  const settings = connecting(login, 'changes');
  const client = new pg.Client(settings);
  await client.connect();
  try {
    await settings.onConnect?.(client);
    const me = (await client.query('select current_user as me')).rows[0].me;
    await client.query('set role none; reset role; reset session authorization');
    const after = (await client.query('select current_user as me')).rows[0].me;
    const owns = await client.query('create table public.mine (id int)').then(
      () => 'a table was made',
      ({ message }) => message,
    );
    return { me, after, owns };
  } finally {
    await client.end();
  }
}

describe('with the owner’s URL alone', () => {
  test('the program logs in as its role with a password of its own, and no statement leads back to the owner', async () => {
    const url = await owner('alone');
    const { login, isForGood } = await open(url);

    expect(isForGood).toBe(true);
    expect(login).toEqual({ url: expect.not.stringContaining('secret') });
    expect(await standing(login)).toEqual({
      me: 'tierline_app',
      after: 'tierline_app',
      owns: expect.stringContaining('permission denied'),
    });
    // Another process finds the same way in.
    expect((await open(url)).login).toEqual(login);
    expect(await sql(`select rolpassword ~ '^SCRAM' as scram from pg_authid where rolname = 'tierline_app'`)).toEqual([{ scram: true }]);
  });

  test('a database of another owner on the same server gets a role of its own', async () => {
    const { login } = await open(await owner('neighbour'));

    expect(await standing(login)).toMatchObject({ me: 'tierline_app_neighbour', after: 'tierline_app_neighbour' });
    const other = connecting({ url: login.url.replace(/neighbour$/, 'alone') }, 'changes');
    const client = new pg.Client(other);
    await client.connect();
    await expect(client.query('select from ticket')).rejects.toThrow('permission denied');
    await client.end();
  });

  test('a role that was made beforehand and granted works, though the owner may make none; the log says that it could be left', async () => {
    const url = await owner('granted', 'nocreaterole');
    await sql('create role made_before; grant made_before to granted');
    records.length = 0;

    const { login, isForGood } = await open(url, null, 'made_before');

    expect(isForGood).toBe(false);
    expect(login).toEqual({ url, role: 'made_before' });
    expect(await standing(login)).toMatchObject({ me: 'made_before', after: 'granted' });
    expect(records.filter(({ level }) => level === 40)).toEqual([
      expect.objectContaining({
        role: 'made_before',
        event: 'database.login_is_owner',
        msg: expect.stringContaining('give it a login of its own in DATABASE_URL'),
      }),
    ]);
  });

  test('an owner who may neither make a role nor act as one is told what is lacking', async () => {
    const url = await owner('unable', 'nocreaterole');

    await expect(open(url)).rejects.toThrow('"unable" may not make the role "tierline_app_unable"');
    await expect(open(url, null, 'made_before')).rejects.toThrow('the role "made_before" is there, and "unable" may not act as it');
  });

  test('a login that somebody else made for the role keeps its password', async () => {
    const url = await owner('careful');
    await sql(`create role careful_app login password 'by hand'; grant careful_app to careful with admin option`);

    expect(await open(url, null, 'careful_app')).toMatchObject({ isForGood: false, login: { role: 'careful_app' } });
    expect(await sql('select current_user as me', urlOf('careful_app', 'careful', 'by hand'))).toEqual([{ me: 'careful_app' }]);
  });
});

describe('with a login for the program and the owner’s URL', () => {
  test('the program has the first alone, needs no role beside it, and makes none', async () => {
    const ownerUrl = await owner('paired', 'nocreaterole');
    await sql(`create role paired_program login password 'secret'`);
    const url = urlOf('paired_program', 'paired');

    const { login, isForGood } = await open(url, ownerUrl);

    expect([login, isForGood]).toEqual([{ url }, true]);
    expect(await standing(login)).toEqual({
      me: 'paired_program',
      after: 'paired_program',
      owns: expect.stringContaining('permission denied'),
    });
    expect(await sql(`select rolname from pg_roles where rolname = 'tierline_app_paired'`)).toEqual([]);

    // By then it is enough to know the login, and the owner's URL can stay with whoever migrates.
    expect(await open(url)).toMatchObject({ login: { url }, isForGood: true, ownerUrl: null });
    await sql(`comment on table mikro_orm_migrations is 'Migration20261120090000_foundation'`, ownerUrl);
    await expect(open(url)).rejects.toThrow(/lacks \d+ migrations, and DATABASE_URL is not its owner/);
  });

  test('it refuses a login that can become the owner, or is it', async () => {
    const ownerUrl = await owner('lent', 'nocreaterole');
    await sql(`create role lent_program login noinherit password 'secret'; grant lent to lent_program`);
    const settings = config(
      { DATABASE_URL: urlOf('lent_program', 'lent'), MIGRATE_DATABASE_URL: ownerUrl, DATA_DIR: folder, SAMPLE: 'no' },
      [],
    );

    await expect(start({ ...settings, port: 0 }, { log })).rejects.toThrow(
      'the program connects as "lent_program", which can become "lent"',
    );
    await expect(open(ownerUrl, ownerUrl)).rejects.toThrow('name the same user');
  });
});

describe('what is everybody’s', () => {
  let database: TestDatabase;
  beforeAll(async () => void (database = await testDatabase()));
  afterAll(() => database.drop());
  const everybody = `select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = 'public'::regnamespace
    and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0))`;

  test('no function of Tierline’s, also none that is made later', async () => {
    expect(await database.sql(everybody)).toEqual([]);
    await database.sql('create function made_later() returns int language sql return 1');
    expect(await database.sql(everybody)).toEqual([]);
  });

  test('the program may call all that are no triggers and that others do not call for it, and another login none', async () => {
    await migrateAndGrant(database.url);
    await database.sql('create role stranger');
    const may = (role: string) =>
      database.sql<{ name: string }>(
        `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prorettype <> 'trigger'::regtype and has_function_privilege($1, oid, 'execute')`,
        [role],
      );
    const all = await database.sql<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prorettype <> 'trigger'::regtype`,
    );
    const mine = (await may('tierline_app')).map(({ name }) => name);
    const others = all.map(({ name }) => name).filter((name) => !mine.includes(name));
    expect(others.sort()).toEqual(['event_home', 'event_new_stamp', 'event_note_divergence']);
    expect(await may('stranger')).toEqual([]);
    await database.sql('drop role stranger');
  });
});
