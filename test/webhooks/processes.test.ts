/** Several processes on one database: each message is sent, whoever sends it, and whoever is killed. */
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { ask, programs } from '../program/program.ts';
import { ALLOWED, INCIDENTS } from './desk.ts';
import { receiver as listen, status, type Receiver } from './receiver.ts';

const { serve, folder } = await programs();
let database: TestDatabase;
let receiver: Receiver;
let service: string;
let reports = 0;
const platforms: TestPlatform[] = [];

beforeAll(async () => {
  database = await testDatabase();
  receiver = await listen();
  [{ id: service }] = (await database.sql('select id from service limit 1')) as [{ id: string }];
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = status(204);
});
afterAll(async () => {
  for (const each of platforms) await each.stop();
  await receiver.stop();
  await database.drop();
});

const CREATE = `mutation ($input: WebhookEndpointCreateInput!) { webhookEndpointCreate(input: $input) { endpoint { id } problems { message } } }`;
const REPORT = `mutation ($input: ServiceIncidentReportInput!) { serviceIncidentReport(input: $input) { incident { id } problems { message } } }`;
const incident = () => ({ trackingId: `PR${++reports}`, serviceId: service, title: `Trouble ${reports}`, classification: 'INCIDENT' });
const titles = () => receiver.received.map(({ body }) => body.data.serviceIncidentUpdated.incident.title);
const another = async () => {
  const platform = await testPlatform({ database, env: ALLOWED });
  platforms.push(platform);
  return platform;
};
/** Nobody holds anything any more, and nothing waits. */
const settled = async () => {
  for (;;) {
    for (const each of platforms) await each.dispatchWebhooks();
    const [{ left }] = (await database.sql(`select count(*)::int as left from webhook_delivery where state = 'PENDING'`)) as [
      { left: number },
    ];
    if (left === 0) return;
  }
};

describe('a process that is killed while it sends', () => {
  test('loses nothing: another goes on where it stood, with the same ids', async () => {
    const first = await serve({ DATABASE_URL: database.url, DATA_DIR: folder('killed'), SAMPLE: 'no', ...ALLOWED });
    await ask(first.url, 'reseller', CREATE, { input: { url: receiver.url, document: INCIDENTS } });
    receiver.answer = () => {}; // it is still waiting for the answer when it dies
    for (let n = 0; n < 5; n++) await ask(first.url, 'vendor', REPORT, { input: incident() });
    const [hanging] = await receiver.until(1);
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');

    receiver.answer = status(204);
    await another();
    await receiver.until(6);
    await settled();
    expect(titles()).toEqual(['Trouble 1', 'Trouble 1', 'Trouble 2', 'Trouble 3', 'Trouble 4', 'Trouble 5']);
    expect(receiver.received[1]!.id).toBe(hanging!.id);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(5);
  });
});

describe('three processes', () => {
  test('send each message once between them, whoever heard of it first', async () => {
    const all = [platforms[0]!, await another(), await another()];
    const vendors = await Promise.all(all.map((each) => each.as('vendor')));
    const before = reports;
    await Promise.all(Array.from({ length: 30 }, (_, n) => vendors[n % 3]!.get<any, any>(REPORT, { input: incident() })));
    await receiver.until(30);
    await settled();
    expect(titles().sort()).toEqual(Array.from({ length: 30 }, (_, n) => `Trouble ${before + n + 1}`).sort());
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(30);
  });

  test('go on when PostgreSQL ends the connections on which they hold endpoints', async () => {
    const [vendor] = [await platforms[0]!.as('vendor')];
    receiver.answer = (response) => {
      receiver.answer = status(204);
      void database
        .sql(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tierline webhooks' and datname = current_database()`,
        )
        .then(() => response.writeHead(204).end());
    };
    for (let n = 0; n < 3; n++) await vendor.get<any, any>(REPORT, { input: incident() });
    await receiver.until(3);
    await settled();
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(3);
  });
});
