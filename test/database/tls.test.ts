/** TLS as the URL says, for every connection: tested against a server that takes no other. */
import { chown, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { generate } from 'selfsigned';
import { config } from '../../src/config.ts';
import { startEmbedded, type EmbeddedDatabase } from '../../src/database/embedded.ts';
import { migrateAndGrant } from '../../src/database/prepare.ts';
import { start } from '../../src/app.ts';
import { ensureSampleWorld } from '../../src/sample/first-start.ts';
import { importCommand } from '../../src/import/cli.ts';

let folder: string;
let server: EmbeddedDatabase;
let plain: pg.Client;
const silent = pino({ level: 'silent' });
const file = (name: string) => join(folder, name);
const urlWith = (parameters: string) => `${server.url.replace('127.0.0.1', 'localhost')}?${parameters}`;

async function certificate(name: string) {
  const extensions = [
    { name: 'basicConstraints' as const, cA: true },
    { name: 'subjectAltName' as const, altNames: [{ type: 2 as const, value: 'localhost' }] },
  ];
  return generate([{ name: 'commonName', value: name }], { keyType: 'ec', extensions });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tierline-tls-'));
  server = await startEmbedded({ dataDir: join(folder, 'data'), log: () => {} });
  plain = new pg.Client(server.url);
  await plain.connect();
  const [own, strange] = [await certificate('tierline test'), await certificate('somebody else')];
  await writeFile(file('ca.pem'), own.cert);
  await writeFile(file('strange.pem'), strange.cert);
  const cluster = (await plain.query<{ data_directory: string }>('show data_directory')).rows[0]!.data_directory;
  const { uid, gid } = await stat(cluster);
  for (const [name, text] of Object.entries({ 'server.crt': own.cert, 'server.key': own.private })) {
    await writeFile(join(cluster, name), text, { mode: 0o600 });
    await chown(join(cluster, name), uid, gid);
  }
  // Whoever comes without TLS is refused, as managed servers do.
  await writeFile(join(cluster, 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\nhostssl all all ::1/128 scram-sha-256\n');
  await plain.query('alter system set ssl = on');
  await plain.query('select pg_reload_conf()');
  while ((await plain.query<{ ssl: string }>('show ssl')).rows[0]!.ssl !== 'on');
});
afterAll(async () => {
  await plain.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const starting = (parameters: string, more: Record<string, string> = {}) =>
  start({ ...config({ DATABASE_URL: urlWith(parameters), DATA_DIR: file('own'), SAMPLE: 'no', ...more }, []), port: 0 }, { log: silent });

test('on a server that takes nothing else the program works, and each of its connections is encrypted and the server’s certificate checked', async () => {
  const verified = `sslmode=verify-full&sslrootcert=${file('ca.pem')}`;
  await migrateAndGrant(urlWith(verified));
  await ensureSampleWorld(urlWith(verified), new Date(), silent);
  const platform = await starting(verified);
  await fetch(platform.url, { method: 'POST' });
  const { rows } = await plain.query<{ name: string; user: string; ssl: boolean }>(
    `select distinct application_name as name, usename as user, ssl from pg_stat_activity join pg_stat_ssl using (pid)
     where application_name like 'tierline%' order by 1`,
  );
  await platform.stop();

  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['tierline', 'tierline feed']));
  expect(rows.filter(({ ssl, user }) => !ssl || user !== 'tierline_app')).toEqual([]);
});

test('a command beside it keeps to the URL as well', async () => {
  const said: string[] = [];
  const { DATABASE_URL } = process.env;
  // Nothing is in it: beside the certificates lies the whole of the database, which would be read through for exports.
  const exports = file('exports');
  await mkdir(exports);
  process.env.DATABASE_URL = urlWith('sslmode=disable');
  try {
    expect(
      await importCommand(
        [exports],
        () => {},
        (line) => said.push(line),
      ),
    ).not.toBe(0);
    expect(said.join()).toContain('no encryption');
    process.env.DATABASE_URL = urlWith(`sslmode=verify-ca&sslrootcert=${file('ca.pem')}`);
    said.length = 0;
    await importCommand(
      [exports],
      () => {},
      (line) => said.push(line),
    );
    expect(said.join()).not.toMatch(/cannot be used|encryption/);
  } finally {
    if (DATABASE_URL === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = DATABASE_URL;
  }
});

test.each<[string, () => string, RegExp]>([
  ['without TLS', () => 'sslmode=disable', /no encryption/],
  ['that says nothing of TLS', () => '', /no encryption/],
  [
    'with another authority',
    () => `sslmode=verify-full&sslrootcert=${file('strange.pem')}`,
    /self-signed certificate|unable to verify|signature/,
  ],
  [
    'with an authority in the mode require',
    () => `sslmode=require&sslrootcert=${file('strange.pem')}`,
    /self-signed certificate|unable to verify|signature/,
  ],
  ['with the authorities that everybody knows', () => 'sslmode=verify-full', /self-signed certificate/],
])('a URL %s is not let in, and nothing is sent in plain text', async (_what, parameters, why) => {
  await expect(starting(parameters())).rejects.toThrow(why);
});

test.each(['sslmode=require', 'sslmode=no-verify'])(
  '%s encrypts, and does not ask who the server is: the log warns',
  async (parameters) => {
    const { warnings } = config({ DATABASE_URL: urlWith(parameters) }, []);
    const platform = await starting(parameters);
    await platform.stop();

    expect(warnings).toEqual([expect.stringContaining('DATABASE_URL asks for TLS without a check of the server')]);
  },
);

test('verify-full asks for the server’s name, verify-ca does not', async () => {
  const other = (mode: string) => `${server.url}?sslmode=${mode}&sslrootcert=${file('ca.pem')}`;
  const connected = (url: string) =>
    start({ ...config({ DATABASE_URL: url, DATA_DIR: file('own'), SAMPLE: 'no' }, []), port: 0 }, { log: silent });

  await expect(connected(other('verify-full'))).rejects.toThrow("does not match certificate's altnames");
  await (await connected(other('verify-ca'))).stop();
});

test('what PostgreSQL’s own programs take from the environment holds too', async () => {
  const platform = await starting('', { PGSSLMODE: 'verify-full', PGSSLROOTCERT: file('ca.pem') });
  await platform.stop();
});
