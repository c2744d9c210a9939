import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DataDirInUse, startEmbedded, type EmbeddedDatabase } from '../../src/database/embedded.ts';

const root = await mkdtemp(join(await realpath(tmpdir()), 'tierline embedded '));
// As root the server runs as another user, who must get this far.
await chmod(root, 0o711);
// One folder for all who do not need a new one: to create a database takes most of a second, to start it does not.
const dataDir = join(root, 'data');
const children = new Set<ChildProcess>();
const databases = new Set<EmbeddedDatabase>();

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const database of databases) await database.stop();
  children.clear();
  databases.clear();
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

describe('the embedded database', () => {
  test('is PostgreSQL 18, durable, with the database tierline, also below a path with spaces', async () => {
    const database = await start(dataDir);

    const [row] = await query(
      database.url,
      `
      select current_database() as name, current_setting('server_version_num')::int / 10000 as version,
             current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
             current_setting('listen_addresses') as listens, lower('ÄÖ') as lower`,
    );

    expect(row).toEqual({
      name: 'tierline',
      version: 18,
      fsync: 'on',
      commit: 'on',
      listens: '127.0.0.1',
      lower: 'äö',
    });
  });

  test('lets nobody in without the password, which only the owner of the folder can read', async () => {
    const database = await start(dataDir);
    const guessed = new URL(database.url);
    guessed.password = 'guessed';

    await expect(query(guessed.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
  });

  test('has an address for every role that the owner makes', async () => {
    const database = await start(dataDir);
    await query(database.url, `create role "the app" login password 'p@ss/word'`);

    const [row] = await query(database.appUrl('the app', 'p@ss/word'), 'select current_user as me');

    expect(row).toEqual({ me: 'the app' });
  });

  test('refuses a second start in the same folder by naming folder and process, and the first works on', async () => {
    const first = await startInChild(dataDir);

    const second = await start(dataDir).catch((error: unknown) => error);

    expect(second).toBeInstanceOf(DataDirInUse);
    expect((second as Error).message).toContain(`${dataDir} is in use by another Tierline process (pid ${first.pid})`);
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('lets exactly one of two simultaneous first starts win', async () => {
    const newDir = join(root, 'new');

    const starts = await Promise.allSettled([startInChild(newDir), startInChild(newDir)]);

    const [winner] = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    const [refused] = starts.flatMap((start) => (start.status === 'rejected' ? [String(start.reason)] : []));
    expect(refused).toContain(`in use by another Tierline process (pid ${winner?.pid})`);
    expect(await query(winner?.url ?? '', 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('loses no answered row when its process is killed, and starts again at once', async () => {
    const first = await startInChild(dataDir);
    const server = serverPid();
    await query(first.url, 'create table answered (n int)');
    let answers = 0;
    const writing = untilRefused(first.url, async (client) => {
      await client.query('insert into answered values (1)');
      answers += 1;
    });
    await eventually(() => answers > 20);

    first.process.kill('SIGKILL');
    await writing;
    // At once: the next start must wait for the server of the killed process by itself.
    const next = await start(dataDir);

    expect(isAlive(server)).toBe(false);
    const [row] = await query(next.url, 'select count(*)::int as rows from answered');
    expect(row?.rows).toBeGreaterThanOrEqual(answers);
  });

  test('leaves no server behind when its process is killed and nobody starts it again', async () => {
    const first = await startInChild(dataDir);
    const server = serverPid();

    first.process.kill('SIGKILL');

    await eventually(() => !isAlive(server));
  });

  test('says why when the server dies, and the folder is free again', async () => {
    let reason = '';
    await start(dataDir, (why) => (reason = why));

    process.kill(serverPid(), 'SIGKILL');

    await eventually(() => reason !== '');
    expect(reason).toMatch(/^PostgreSQL has ended \(exit code 137\)\. Its last messages, from .*postgres\.log:\n/);
    expect(await query((await start(dataDir)).url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('may be stopped twice, and then starts again with its data', async () => {
    const first = await start(dataDir);
    await query(first.url, 'create table kept as select 7 as n');
    const server = serverPid();

    await Promise.all([first.stop(), first.stop()]);

    expect(isAlive(server)).toBe(false);
    expect(await query((await start(dataDir)).url, 'select n from kept')).toEqual([{ n: 7 }]);
  });
});

async function start(folder: string, onExit?: (why: string) => void): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir: folder, log: () => {}, ...(onExit && { onExit }) });
  databases.add(database);
  return database;
}

/** Another Tierline process, as far as the database is concerned. Rejects with what it wrote when it does not start. */
async function startInChild(folder: string): Promise<{ process: ChildProcess; pid: number; url: string }> {
  const program = `
    import { startEmbedded } from ${JSON.stringify(new URL('../../src/database/embedded.ts', import.meta.url).href)};
    const { url } = await startEmbedded({ dataDir: process.argv[1], log: () => {} });
    console.log(url);
    setInterval(() => {}, 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const complaint = text(child.stderr);
  const url = await Promise.race([
    once(child.stdout, 'data').then(([line]) => String(line).trim()),
    once(child, 'exit').then(async () => Promise.reject(new Error(await complaint))),
  ]);
  return { process: child, pid: child.pid ?? 0, url };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  return client
    .query<Record<string, unknown>>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

/** Repeats the work on one connection until the server no longer answers. */
async function untilRefused(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    for (;;) await work(client);
  } catch {
    // The refusal is what we waited for.
  }
}

function serverPid(): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function eventually(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 10_000; !condition(); await delay(10)) {
    if (Date.now() > deadline) throw new Error('It did not happen within ten seconds.');
  }
}
