/** The data folder, put back as it was copied: the way in which the embedded database is restored. */
import { cp, rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { INCIDENTS } from '../webhooks/desk.ts';
import { receiver, type Receiver } from '../webhooks/receiver.ts';
import { ask, programs, type Program } from './program.ts';

const { serve, folder } = await programs();
const DATA = folder('data');
const [CREATE, REPORT, POST] = [
  'mutation ($input: WebhookEndpointCreateInput!) { webhookEndpointCreate(input: $input) { endpoint { id } problems { message } } }',
  'mutation ($input: ServiceIncidentReportInput!) { serviceIncidentReport(input: $input) { incident { id } problems { message } } }',
  'mutation ($input: ServiceIncidentPostInput!) { serviceIncidentPost(input: $input) { problems { message } } }',
];
const UPDATES = `subscription ($after: String) { serviceIncidentUpdated(after: $after) { __typename
  ... on ServiceIncidentUpdate { cursor post { html } } ... on LiveFromHere { cursor } ... on ResyncRequired { reason cursor } } }`;

let taker: Receiver;
beforeAll(async () => void (taker = await receiver()));
afterAll(() => taker.stop());

const begin = () => serve({ DATA_DIR: DATA, WEBHOOKS_ALLOW: '127.0.0.0/8', SHUTDOWN_DELAY_SECONDS: '0' });
const end = async ({ process: child, ended }: Program) => {
  child.kill('SIGTERM');
  await ended;
};
const posts = () => taker.received.map(({ body }) => body.data.serviceIncidentUpdated.post?.html as string | undefined);

/** The messages of a subscription, until one of them is the last that is wanted. */
async function messages(url: string, after: string | null, isLast: (message: any) => boolean, begun = () => {}): Promise<any[]> {
  const { token } = (await (await fetch(new URL('/sample/token/customer', url))).json()) as { token: string };
  const connectionParams = { authorization: `Bearer ${token}` };
  const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams });
  const found: any[] = [];
  for await (const { data } of client.iterate<any>({ query: UPDATES, variables: { after } })) {
    found.push(data.serviceIncidentUpdated);
    if (found.length === 1) begun();
    if (isLast(found.at(-1))) break;
  }
  await client.dispose();
  return found;
}

test('sends whoever followed what is gone back to the start, also when as much has happened again, and webhooks miss nothing', async () => {
  let program = await begin();
  await ask(program.url, 'reseller', CREATE, { input: { url: taker.url, document: INCIDENTS } });
  const { services } = await ask(program.url, 'vendor', '{ services(first: 1) { nodes { id } } }');
  const input = { trackingId: 'COPIED', serviceId: services.nodes[0].id, title: 'x', classification: 'INCIDENT' };
  const { id } = (await ask(program.url, 'vendor', REPORT, { input })).serviceIncidentReport.incident;
  const post = async (html: string) => ask(program.url, 'vendor', POST, { input: { incidentId: id, html } });
  await taker.until(1);
  await end(program);
  await cp(DATA, folder('copy'), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });

  program = await begin();
  const following = Promise.withResolvers<void>();
  const old = messages(program.url, null, ({ post: said }) => said?.html === 'old 4', following.resolve);
  await following.promise;
  for (let n = 0; n < 5; n++) await post(`old ${n}`);
  const { cursor } = (await old).at(-1);
  await taker.until(1, ({ body }) => body.data.serviceIncidentUpdated.post?.html === 'old 4');
  await end(program);
  await rm(DATA, { recursive: true });
  await cp(folder('copy'), DATA, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });

  program = await begin();
  for (let n = 0; n < 12; n++) await post(`new ${n}`);
  const again = await messages(program.url, cursor, () => true);
  expect(again).toMatchObject([{ __typename: 'ResyncRequired', reason: 'LOG_DIVERGED' }]);
  await taker.until(1, ({ body }) => body.type === 'subscription.resync_required');
  await taker.until(1, ({ body }) => body.data.serviceIncidentUpdated.post?.html === 'new 11');
  expect(posts().filter((html) => html?.startsWith('new'))).toEqual(Array.from({ length: 12 }, (_, n) => `new ${n}`));
  await end(program);
}, 120_000);
