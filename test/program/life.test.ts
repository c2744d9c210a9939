import { createClient, type Client } from 'graphql-ws';
import { expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { testDatabase } from '../kit/database.ts';
import { ask, isAlive, programs, serverIn, until } from './program.ts';

const { run, serve, folder } = await programs();

const HELLO = '{ viewer { name } services(first: 1) { nodes { id } } }';
const UPDATES =
  'subscription ($after: String) { serviceIncidentUpdated(after: $after) { ... on ServiceIncidentUpdate { cursor post { html } } } }';

async function socketOf(url: string, persona: string): Promise<{ client: Client; closed: Promise<{ code: number; reason: string }> }> {
  const { token } = (await (await fetch(new URL(`/sample/token/${persona}`, url))).json()) as { token: string };
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => client.on('closed', (event) => resolve(event as never)));
  return { client, closed };
}

/** Collects updates from a cursor on, until it is enough or the connection ends. */
async function collect(
  client: Client,
  after: string | null,
  enough: (posts: string[]) => boolean,
  heard: { cursor: string; html: string }[] = [],
) {
  // Who was cut off after the last of it has nothing to wait for.
  if (enough(heard.map(({ html }) => html))) return heard;
  try {
    for await (const { data } of client.iterate<any>({ query: UPDATES, variables: { after } })) {
      const { cursor, post } = data.serviceIncidentUpdated;
      if (!cursor) continue; // a mark
      heard.push({ cursor, html: post?.html ?? '' });
      if (enough(heard.map(({ html }) => html))) break;
    }
  } catch {
    // The connection has ended, as it was to.
  }
  return heard;
}

test('it says in one line where it is, works, and ends with code 0 when it is told to: sockets are closed with 1001 and no server is left behind', async () => {
  const program = await serve({ DATA_DIR: folder('data') });
  const server = serverIn(folder('data'));
  expect(await ask(program.url, 'customer', HELLO)).toMatchObject({ viewer: { name: 'Elena Bassi' }, services: { nodes: [{}] } });
  const { client, closed } = await socketOf(program.url, 'customer');
  void collect(client, null, () => false);
  expect((await client.iterate<any>({ query: HELLO }).next()).value.data.viewer.name).toBe('Elena Bassi');

  program.process.kill('SIGTERM');

  const { code, reason } = await closed;
  expect([code, reason]).toEqual([
    1001,
    expect.stringMatching(/^Tierline is stopping; connect again in \d+ ms and resume after your cursor$/),
  ]);
  expect(await program.ended).toEqual({ code: 0, signal: null, stdout: `Tierline is at ${program.url}\n`, stderr: '' });
  expect(isAlive(server)).toBe(false);
});

test('a second start in the same folder says so in one line and ends with code 1, while the first keeps answering; what was written is there after a restart', async () => {
  const first = await serve({ DATA_DIR: folder('data') });

  const second = await run({ DATA_DIR: folder('data') }).ended;

  const line = `Tierline: The data folder ${folder('data')} is in use by another Tierline process (pid ${first.process.pid}). Stop that one first, or set DATA_DIR to another folder.\n`;
  expect(second).toEqual({ code: 1, signal: null, stdout: '', stderr: line });
  expect((await ask(first.url, 'vendor', HELLO)).viewer.name).toBe('Priya Nair');
});

test('after a kill -9 everything that was answered is there, and a subscriber resumes with its cursor and misses nothing', async () => {
  const first = await serve({ DATA_DIR: folder('data') });
  const { services } = await ask(first.url, 'vendor', HELLO);
  const report =
    'mutation ($input: ServiceIncidentReportInput!) { serviceIncidentReport(input: $input) { incident { id } problems { message } } }';
  const {
    serviceIncidentReport: { incident },
  } = await ask(first.url, 'vendor', report, {
    input: { trackingId: 'KILL9', serviceId: services.nodes[0].id, title: 'x', classification: 'INCIDENT', html: 'report' },
  });
  const { client } = await socketOf(first.url, 'customer');
  const heard: { cursor: string; html: string }[] = [];
  const hearing = collect(client, null, () => false, heard);
  const answered: string[] = [];
  const posting = (async () => {
    for (let n = 1; ; n++) {
      await ask(
        first.url,
        'vendor',
        'mutation ($input: ServiceIncidentPostInput!) { serviceIncidentPost(input: $input) { problems { message } } }',
        { input: { incidentId: incident.id, html: `post ${n}` } },
      );
      answered.push(`post ${n}`);
    }
  })().catch(() => {});
  await until(() => answered.length >= 20 && heard.length >= 5);

  first.process.kill('SIGKILL');
  await Promise.all([posting, hearing]);
  const next = await serve({ DATA_DIR: folder('data') });

  const { serviceIncident } = await ask(
    next.url,
    'customer',
    'query ($id: ID!) { serviceIncident(id: $id) { posts(first: 100) { nodes { html } } } }',
    { id: incident.id },
  );
  const kept = serviceIncident.posts.nodes
    .map(({ html }: { html: string }) => html)
    .toReversed()
    .slice(1);
  // One more may have been done than was answered.
  expect(kept.slice(0, answered.length)).toEqual(answered);
  expect(kept.length - answered.length).toBeLessThanOrEqual(1);
  const again = await socketOf(next.url, 'customer');
  const all = await collect(again.client, heard.at(-1)!.cursor, (posts) => posts.at(-1) === kept.at(-1), [...heard]);
  const posts = all.map(({ html }) => html).filter((html) => html.startsWith('post '));
  expect(posts).toEqual(kept.slice(kept.indexOf(posts[0])));
  await again.client.dispose();
});

test('it works with a database elsewhere, several processes at once, each under the name of the other’s tokens', async () => {
  const database = await testDatabase('empty');
  const env = { DATABASE_URL: database.url, DATA_DIR: folder('elsewhere') };
  const [one, two] = await Promise.all([serve(env), serve(env)]);

  const open = 'mutation ($input: TicketRequestInput!) { ticketRequest(input: $input) { ticket { id } problems { message } } }';
  const { ticketRequest } = await ask(one.url, 'customer', open, { input: { title: 'x', description: 'x', severity: 'MINIMAL' } });

  expect(
    (await ask(two.url, 'reseller', 'query ($id: ID!) { ticket(id: $id) { title } }', { id: ticketRequest.ticket.id })).ticket,
  ).toEqual({
    title: 'x',
  });
  for (const { process: child, ended } of [one, two]) {
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
  }
  await database.drop();
});

test('it serves one subgraph by itself when asked to', async () => {
  const database = await testDatabase();
  const { url } = await serve({ DATABASE_URL: database.url, DATA_DIR: folder('alone') }, '--subgraph', 'health');

  const { _service } = await ask(url, 'vendor', '{ _service { sdl } }');

  expect(_service.sdl).toMatch(/^type ServiceIncident( @key\(fields: "\w+"\))* @key\(fields: "id"\)/m);
  await expect(ask(url, 'vendor', '{ tickets { totalCount } }')).rejects.toThrow('Cannot query field');
});

test('what a stranger throws at its sockets does not show in what it writes', async () => {
  const database = await testDatabase();
  const program = await serve({ DATABASE_URL: database.url, DATA_DIR: folder('thrown'), SAMPLE: 'no' });
  for (const bytes of [Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.alloc(5_000_000, 'x')]) {
    const socket = new WebSocket(program.url.replace('http', 'ws'), 'graphql-transport-ws');
    await new Promise((resolve) => socket.once('open', resolve));
    (socket as any)._socket.write(bytes);
    await new Promise((resolve) => socket.on('error', () => {}).once('close', resolve));
  }

  program.process.kill('SIGTERM');

  expect(await program.ended).toMatchObject({ code: 0, stderr: '' });
  await database.drop();
});
