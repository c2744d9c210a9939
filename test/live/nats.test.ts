import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { count, listen } from './ear.ts';
import { logOf, type Log } from './log.ts';

/** A real server: Debian has it as `nats-server`, and NATS_SERVER says where another is. Without one these tests do not run; `.ci/run` brings it. */
const BINARY = process.env.NATS_SERVER || 'nats-server';
const isThere = spawnSync(BINARY, ['--version']).status === 0;
if (process.env.NATS_SERVER && !isThere) throw new Error(`NATS_SERVER is ${BINARY}, which does not answer`);

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

(isThere ? describe : describe.skip)('with NATS JetStream between PostgreSQL and the processes', () => {
  let folder: string;
  let port: number;
  let nats: ChildProcess;
  let platforms: TestPlatform[];
  let log: Log;
  let callers: Caller[];

  const startNats = async () => {
    nats = spawn(BINARY, ['-js', '-sd', folder, '-a', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    for (;;) {
      const socket = connect(port, '127.0.0.1');
      const open = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      socket.destroy();
      if (open) return;
      await new Promise(setImmediate);
    }
  };
  const killNats = async () => {
    const gone = once(nats, 'exit');
    nats.kill('SIGKILL');
    await gone;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tierline-nats-'));
    port = await freePort();
    await startNats();
    const env = { NATS_URL: `nats://127.0.0.1:${port}` };
    const first = await testPlatform({ env });
    platforms = [first, await testPlatform({ env, database: first.database })];
    log = await logOf(first.database);
    callers = await Promise.all(platforms.map((platform) => platform.as('customer')));
  });
  afterAll(async () => {
    await log.close();
    await platforms[1]!.stop();
    await platforms[0]!.stop();
    await killNats();
    await rm(folder, { recursive: true, force: true });
  });

  const moments = (most: number) => Array.from({ length: most }, () => log.moment());
  const write = async (all: Date[]) => {
    for (const at of all) await log.write(at);
  };

  test('what is committed once reaches the sockets of all processes, and only the relay listens to PostgreSQL', async () => {
    const after = await log.end();
    const ears = callers.map((caller) => listen(caller, { after }));
    const written = moments(30);
    await write(written);
    await Promise.all(ears.map((ear) => ear.until(count(30))));

    for (const ear of ears) expect(ear.heard.map(({ at }) => at)).toEqual(written.map((at) => at.toISOString()));
    const listening = await platforms[0]!.database.sql(
      `select application_name from pg_stat_activity where datname = current_database() and query ilike 'listen %' and application_name <> 'tierline relay'`,
    );
    expect(listening).toEqual([]);
    await Promise.all(ears.map((ear) => ear.close()));
  });

  test('who comes back with a cursor gets what it missed, from the stream', async () => {
    const after = await log.end();
    const first = moments(5);
    const live = listen(callers[0]!, { after });
    await write(first);
    await live.until(count(5));
    const again = listen(callers[1]!, { after: live.heard[1]!.cursor });
    await again.until(count(3));
    expect(again.heard.map(({ at }) => at)).toEqual(first.slice(2).map((at) => at.toISOString()));
    await Promise.all([live.close(), again.close()]);
  });

  test('nothing is lost and nothing comes twice when NATS is killed and comes back', async () => {
    const after = await log.end();
    const ears = callers.map((caller) => listen(caller, { after }));
    const written = moments(20);
    await write(written.slice(0, 5));
    await killNats();
    await write(written.slice(5, 12));
    await startNats();
    await write(written.slice(12));
    await Promise.all(ears.map((ear) => ear.until(count(20))));
    for (const ear of ears) expect(ear.heard.map(({ at }) => at)).toEqual(written.map((at) => at.toISOString()));
    await Promise.all(ears.map((ear) => ear.close()));
  });

  test('another process takes over when the relay is gone, and goes on where it stopped', async () => {
    const after = await log.end();
    const ear = listen(callers[1]!, { after });
    const written = moments(10);
    await write(written.slice(0, 4));
    await ear.until(count(4));
    // Ends the relay as the end of its process would.
    await platforms[0]!.database.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'tierline relay'`,
    );
    await write(written.slice(4));
    await ear.until(count(10));
    expect(ear.heard.map(({ at }) => at)).toEqual(written.map((at) => at.toISOString()));
    await ear.close();
  });
});
