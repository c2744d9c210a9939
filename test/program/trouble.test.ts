/** What an operator meets: a database that dies, hangs, is late or too new, and files that are spoilt. Each has its exit code and its words. */
import { rename, truncate, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import WebSocket from 'ws';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { proxy } from '../live/proxy.ts';
import { isAlive, programs, serverIn, until } from './program.ts';

const { run, serve, folder } = await programs();
const env = () => ({ DATA_DIR: folder('data'), SAMPLE: 'no', SHUTDOWN_DELAY_SECONDS: '0' });
let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

test.each([
  ['nobody is connected', false],
  ['a socket is open', true],
])('the end of the embedded database ends the program with a code that managers restart, when %s', async (_when, hasSocket) => {
  const program = await serve(env());
  if (hasSocket) {
    const socket = new WebSocket(program.url.replace('http', 'ws'), 'graphql-transport-ws');
    await new Promise((resolve) => socket.on('error', () => {}).once('open', resolve));
  }
  process.kill(serverIn(folder('data')), 'SIGKILL');

  const { code, stderr } = await program.ended;
  expect(code).toBe(1);
  expect(stderr).toContain('Tierline: the database has ended');
});

test('a database that hangs is ended by force when the program is told to stop', async () => {
  const program = await serve(env());
  const server = serverIn(folder('data'));
  const all = [
    server,
    ...execFileSync('pgrep', ['-P', `${server}`], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number),
  ];
  for (const pid of all) process.kill(pid, 'SIGSTOP');
  program.process.kill('SIGTERM');

  expect((await program.ended).code).not.toBe(null);
  for (const pid of all.slice(1)) if (isAlive(pid)) process.kill(pid, 'SIGCONT'); // it ends by itself, for its server is gone
  await until(() => !all.some(isAlive));
}, 90_000);

test('spoilt files are named in one line, with the cure, and nothing is lost by them', async () => {
  const cluster = join(folder('data'), 'postgres');
  const [key, password, version] = [
    join(folder('data'), 'sample-issuer.jwk'),
    join(folder('data'), 'postgres.password'),
    join(cluster, 'PG_VERSION'),
  ];
  const refusal = async (settings = env()) => {
    const { code, stderr } = await run(settings).ended;
    expect(code).toBe(1);
    expect(stderr).not.toMatch(/^\s+at /m);
    return stderr.replace(/^(?!Tierline:).*\n/gm, '').trim();
  };
  await truncate(key, 20);
  expect(await refusal()).toMatch(
    /^Tierline: .*sample-issuer\.jwk holds no key of the sample issuer \(.*\): delete it, and the next start/,
  );
  await writeFile(password, 'wrong\n');
  expect(await refusal()).toBe(
    `Tierline: The password in ${password} is not that of the database beside it. Delete the file: the next start sets a new one.`,
  );
  await rename(version, `${version}.away`);
  expect(await refusal()).toBe(
    `Tierline: ${cluster} is no whole PostgreSQL data folder: its file PG_VERSION is missing. Put a whole copy in its place, or move it away to begin anew.`,
  );
  await rename(`${version}.away`, version);
  expect(await refusal({ ...env(), DATA_DIR: join(version, 'below') })).toMatch(
    /^Tierline: The data folder .* cannot be made \(\w+\)\. Make it writable for this user, or set DATA_DIR\.$/,
  );
});

test('a start waits for a database that does not take connections yet, and not for longer than it is told', async () => {
  const tried = Promise.withResolvers<void>();
  const refusing = createServer((socket) => {
    socket.destroy();
    tried.resolve();
  }).listen(0, '127.0.0.1');
  await once(refusing, 'listening');
  const wire = await proxy((refusing.address() as AddressInfo).port);
  const url = new URL(database.url);
  const settings = { ...env(), DATA_DIR: folder('late') };
  url.port = String(wire.port);
  const program = run({ ...settings, DATABASE_URL: url.href });
  await tried.promise;
  wire.to(Number(new URL(database.url).port));
  expect(await program.line).toMatch(/^Tierline is at/);
  program.process.kill('SIGTERM');
  expect((await program.ended).stderr).toContain('the database does not take connections yet');

  wire.to((refusing.address() as AddressInfo).port);
  const { code, stderr } = await run({ ...settings, DATABASE_URL: url.href, DATABASE_WAIT_SECONDS: '1' }).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Tierline: the database cannot be used: .+$/m);
  await wire.close();
  refusing.close();
});

test('a database that a newer version brought up to date is refused, unless the operator allows it', async () => {
  const settings = { ...env(), DATA_DIR: folder('newer'), DATABASE_URL: database.url };
  await database.sql(`insert into mikro_orm_migrations (name, executed_at) values ('Migration29990101000000_tomorrow', now())`);

  const { code, stderr } = await run(settings).ended;
  expect([code, stderr]).toEqual([
    1,
    'Tierline: a newer Tierline brought the database up to date (Migration29990101000000_tomorrow): run that version or a later one, or set ALLOW_NEWER_DATABASE=yes to run this one on it, as for a rolled back release\n',
  ]);
  await serve({ ...settings, ALLOW_NEWER_DATABASE: 'yes' });
});
