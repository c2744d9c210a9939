import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { config } from '../../src/config.ts';
import { LIMIT_CODES } from '../../src/kernel/load/outcome.ts';
import { start } from '../../src/app.ts';
import { post, send } from '../http/wire.ts';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';

let platform: TestPlatform;
let reseller: Caller;

beforeAll(async () => {
  platform = await testPlatform({ env: { METRICS_PORT: '0' } });
  reseller = await platform.as('reseller');
});
afterAll(() => platform.stop());

const page = async () => (await send(`http://127.0.0.1:${platform.metricsPort}/metrics`)).text;

/** The value of the series that bears all of these labels; 0 where there is none. */
async function value(name: string, labels: Record<string, string> = {}): Promise<number> {
  const lines = (await page()).split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  const found = lines.filter((line) => Object.entries(labels).every(([key, text]) => line.includes(`${key}="${text}"`)));
  return found.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** By how much a series grows until it has grown at all. */
async function growth(name: string, labels: Record<string, string>, work: () => Promise<unknown>): Promise<number> {
  const before = await value(name, labels);
  await work();
  let after = before;
  while (after === before) after = await value(name, labels);
  return after - before;
}

const ask = (query: string, token: string | null = reseller.token) => post(platform.url, token, { query });

describe('an operation is counted once', () => {
  test.each([
    ['an answer', '{ viewer { name } }', { type: 'query', field: 'viewer', outcome: 'ok' }],
    ['several root fields', '{ viewer { name } services(first: 1) { nodes { id } } }', { field: 'several', outcome: 'ok' }],
    ['a bad document', '{ nothing }', { field: 'none', outcome: 'refused' }],
    ['a bad argument', '{ tickets(first: 101) { nodes { id } } }', { field: 'tickets', outcome: 'refused' }],
  ])('%s', async (_what, query, labels) => {
    expect(await growth('tierline_operations_total', { transport: 'http', ...labels }, () => ask(query))).toBe(1);
  });

  test('a caller without a token', async () => {
    expect(await growth('tierline_operations_total', { outcome: 'unauthenticated' }, () => ask('{ viewer { name } }', null))).toBe(1);
  });

  test('what is too large, by the measure that it exceeds', async () => {
    const query = `{ tickets(first: 100) { nodes { ${'customer { tickets(first: 100) { nodes { '.repeat(3)} id ${'} } }'.repeat(3)} } } }`;

    expect(await growth('tierline_limit_refusals_total', { limit: 'OPERATION_TOO_LARGE', measure: 'rows' }, () => ask(query))).toBe(1);
  });

  test('a query over a socket', async () => {
    const client = reseller.socket();

    expect(
      await growth('tierline_operations_total', { transport: 'websocket', field: 'viewer', outcome: 'ok' }, () =>
        client.iterate({ query: '{ viewer { name } }' }).next(),
      ),
    ).toBe(1);
    await client.dispose();
  });
});

test('time, bytes, rows, statements and cache lookups are measured', async () => {
  const query = '{ tickets(first: 2) { nodes { id title } } }';
  const { text } = await ask(query);

  expect(await growth('tierline_operation_duration_seconds_count', { transport: 'http', type: 'query' }, () => ask(query))).toBe(1);
  expect(await growth('tierline_answer_bytes_sum', { transport: 'http', type: 'query' }, () => ask(query))).toBe(text.length);
  expect(await growth('tierline_operation_rows_sum', { transport: 'http', type: 'query' }, () => ask(query))).toBe(2);
  const client = reseller.socket();
  const overSocket = () => client.iterate({ query: 'query ($n: Int) { tickets(first: $n) { nodes { id } } }', variables: { n: 3 } }).next();
  expect(await growth('tierline_operation_rows_count', { transport: 'websocket', type: 'query' }, overSocket)).toBe(1);
  await client.dispose();
  expect(await growth('tierline_db_statement_duration_seconds_count', { pool: 'reads', outcome: 'ok' }, () => ask(query))).toBe(1);
  expect(await growth('tierline_plan_cache_lookups_total', { cache: 'statements', result: 'hit' }, () => ask(query))).toBe(1);
});

test('live subscribers, their updates and control messages are seen, and the place in the event log', async () => {
  const vendor = await platform.as('vendor');
  const client = reseller.socket();
  const updates = client.iterate<any>({ query: 'subscription { serviceIncidentUpdated { __typename } }' });
  expect((await updates.next()).value.data.serviceIncidentUpdated.__typename).toBe('LiveFromHere');
  const { services } = await vendor.get<any, never>('{ services(first: 1) { nodes { id } } }');
  const position = await value('tierline_event_log_position');

  const [sent] = await Promise.all([
    growth('tierline_live_messages_total', { kind: 'update' }, () =>
      vendor.ask('mutation ($input: ServiceIncidentReportInput!) { serviceIncidentReport(input: $input) { problems { message } } }', {
        input: { trackingId: 'METRIC-1', serviceId: services.nodes[0].id, title: 'x', classification: 'INCIDENT', html: 'x' },
      }),
    ),
    updates.next(),
  ]);

  expect(sent).toBe(1);
  expect(await value('tierline_live_messages_total', { kind: 'LiveFromHere' })).toBe(1);
  expect(await value('tierline_event_log_position')).toBeGreaterThan(position);
  expect(await value('tierline_subscriptions')).toBe(1);
  expect(await value('tierline_websockets')).toBe(1);
  await client.dispose();
  while ((await value('tierline_websockets')) !== 0);
});

test('every metric is named in docs/operating.md', async () => {
  const said = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const named = Array.from((await page()).matchAll(/^# TYPE (tierline_\S+)/gm), ([, name]) => name!);
  expect(named.filter((name) => !new RegExp(`\\b${name}\\b`).test(said))).toEqual([]);
});

test.each(['operating.md', 'clients.md'])('every code of a refusal by a limit is named in docs/%s', async (file) => {
  const said = await readFile(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
  expect([...LIMIT_CODES].filter((code) => !said.includes(`\`${code}\``))).toEqual([]);
});

test('every metric is described, bears labels of closed sets, and names nobody', async () => {
  const text = await page();

  for (const [, name] of text.matchAll(/^# TYPE (\S+)/gm)) expect(text).toMatch(new RegExp(`^# HELP ${name} \\S`, 'm'));
  expect(text).not.toMatch(/0199000|corlanto|davide/i);
  for (const kind of ['webhook_deliveries_pending', 'webhook_endpoints_enabled', 'imports'])
    expect(text).toContain(`tierline_rows{kind="${kind}"}`);
});

test('the port answers nothing else, and nothing of it is on the port of the graph', async () => {
  expect((await send(`http://127.0.0.1:${platform.metricsPort}/graphql`)).status).toBe(404);
  expect((await send(new URL('/metrics', platform.url).href)).status).toBe(404);
});

test('a port that is taken is named', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const settings = config({ DATABASE_URL: platform.database.url, SAMPLE: 'no', METRICS_PORT: String(port) }, []);

  await expect(start({ ...settings, port: 0 })).rejects.toThrow('cannot serve at METRICS_HOST and METRICS_PORT');

  taken.close();
});

test('without a port nothing is measured', async () => {
  const quiet = await testPlatform({ database: platform.database });

  expect(quiet.metricsPort).toBeNull();
  await quiet.stop();
});
