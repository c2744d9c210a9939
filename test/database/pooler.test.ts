/** PgBouncer before PostgreSQL: by session everything works, by transaction nothing begins. Runs where PGBOUNCER says where it is. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recorder } from '../http/records.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { testPlatform } from '../kit/platform.ts';

const PROGRAM = process.env.PGBOUNCER;
const POOLED = 'login_behind_a_pooler';

let folder: string;
let database: TestDatabase;
let pooler: ChildProcess;
let port: number;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: found } = server.address() as AddressInfo;
  server.close();
  return found;
}

async function listening(): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await new Promise((resolve) => socket.once('connect', () => resolve(true)).once('error', () => resolve(false)));
    socket.destroy();
    if (isThere) return;
  }
}

const behind = (name: string, user?: string) =>
  Object.assign(new URL(database.url), { port: String(port), pathname: `/${name}`, ...(user && { username: user, password: 'secret' }) })
    .href;

(PROGRAM ? describe : describe.skip)('behind PgBouncer', () => {
  beforeAll(async () => {
    database = await testDatabase();
    await database.sql(`create role ${POOLED} login password 'secret'`);
    const { hostname, port: real, username, password, pathname } = new URL(database.url);
    const name = pathname.slice(1);
    port = await freePort();
    folder = await mkdtemp(join(tmpdir(), 'tierline-pooler-'));
    await chmod(folder, 0o755);
    await writeFile(join(folder, 'users'), `"${username}" "${decodeURIComponent(password)}"\n"${POOLED}" "secret"\n`);
    const place = `host=${hostname} port=${real} dbname=${name}`;
    const settings = [
      '[databases]',
      `by_session = ${place} pool_mode=session`,
      `by_transaction = ${place} pool_mode=transaction`,
      `by_statement = ${place} pool_mode=statement`,
      '[pgbouncer]',
      ...['listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =', 'auth_type = scram-sha-256'],
      ...[`auth_file = ${join(folder, 'users')}`, 'default_pool_size = 40', 'max_client_conn = 200'],
    ];
    await writeFile(join(folder, 'pgbouncer.ini'), settings.join('\n'));
    const asWhom = process.getuid!() === 0 ? ['-u', 'nobody'] : [];
    pooler = spawn(PROGRAM!, [...asWhom, join(folder, 'pgbouncer.ini')], { stdio: 'ignore' });
    await listening();
  });
  afterAll(async () => {
    pooler.kill('SIGKILL');
    await once(pooler, 'exit');
    await database.sql(`drop owned by ${POOLED}; drop role ${POOLED}`);
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  test('by session it works with a login of its own: reads, changes and live updates, and the next process after it', async () => {
    const { log, records } = recorder();
    for (const round of [1, 2]) {
      const url = behind('by_session', POOLED);
      const env = { DATABASE_URL: url, MIGRATE_DATABASE_URL: behind('by_session') };
      const platform = await testPlatform({ database, env, log });
      const customer = await platform.as('customer');
      const updates = customer
        .socket()
        .iterate<any>({ query: 'subscription { ticketsUpdated { __typename ... on TicketUpdate { ticket { title } } } }' });
      expect((await updates.next()).value.data.ticketsUpdated.__typename).toBe('LiveFromHere');
      const input = { title: `Pooled ${round}`, description: 'x', severity: 'MINIMAL' };
      const request = 'mutation ($input: TicketRequestInput!) { ticketRequest(input: $input) { ticket { title } problems { message } } }';
      expect((await customer.get<any, any>(request, { input })).ticketRequest.ticket).toEqual({ title: input.title });
      expect((await updates.next()).value.data.ticketsUpdated.ticket).toEqual({ title: input.title });
      const titles = (await customer.get<any, any>('{ tickets(first: 5) { nodes { title } } }')).tickets.nodes.map(
        ({ title }: { title: string }) => title,
      );
      expect(titles).toContain(input.title);
      expect(
        (await (await platform.as('other-customer')).get<any, any>('{ tickets(first: 100) { nodes { title } } }')).tickets.nodes,
      ).not.toContainEqual({ title: input.title });
      await platform.stop();
    }
    expect(records.filter(({ level }) => level >= 40)).toEqual([]);
  });

  test('by session it works with the owner’s URL alone, and the log says what is lacking where the pooler knows nobody else', async () => {
    const { log, records } = recorder();
    const platform = await testPlatform({ database, env: { DATABASE_URL: behind('by_session') }, log });
    expect((await (await platform.as('customer')).get<any, any>('{ viewer { customer { name } } }')).viewer.customer.name).toBe(
      'Ceramiche Torvalle S.r.l.',
    );
    await platform.stop();
    expect(records.filter(({ level }) => level >= 40).map(({ event }) => event)).toEqual(['database.login_is_owner']);
  });

  test.each(['by_transaction', 'by_statement'])('%s it is refused, and the line says how to set it', async (name) => {
    await expect(testPlatform({ database, env: { DATABASE_URL: behind(name) } })).rejects.toThrow(
      'set it to work by session (PgBouncer: pool_mode = session)',
    );
  });
});
