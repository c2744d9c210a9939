import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setImmediate as pause } from 'node:timers/promises';
import type { Socket } from 'node:net';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { count, listen } from './ear.ts';
import { logOf, type Log } from './log.ts';
import { wire, type Wire } from './wire.ts';

let platform: TestPlatform;
let log: Log;
let customer: Caller;

beforeAll(async () => {
  platform = await testPlatform();
  log = await logOf(platform.database);
  customer = await platform.as('customer');
});
afterAll(async () => {
  await log.close();
  await platform.stop();
});

const QUERY = 'subscription { serviceIncidentUpdated { __typename ... on ServiceIncidentUpdate { at } } }';
const SERVICES = 'query ($n: Int) { services(first: $n) { nodes { id } } }';
const subscribe = (query: string, variables = {}) => ({ type: 'subscribe', id: '1', payload: { query, variables } });

/** Sends messages that arrive together. */
function together({ socket, send }: Wire, ...messages: object[]): void {
  const tcp = (socket as unknown as { _socket: Socket })._socket;
  tcp.cork();
  messages.forEach((message) => send(message));
  tcp.uncork();
}

test('an id may be used again at once: the subscription that has it is delivered, and ends when its client ends it', async () => {
  const socket = await wire(platform.url, { token: customer.token });
  socket.send(subscribe(QUERY));
  await socket.next('next');

  together(socket, { type: 'complete', id: '1' }, subscribe(QUERY));
  expect((await socket.next('next')).payload.data.serviceIncidentUpdated.__typename).toBe('LiveFromHere');
  const at = log.moment();
  await log.write(at);

  expect((await socket.next('next')).payload.data.serviceIncidentUpdated.at).toBe(at.toISOString());
  expect(socket.waiting).toEqual([]);
  expect(platform.subscriptions()).toBe(1);
  socket.send({ type: 'complete', id: '1' });
  while (platform.subscriptions() > 0) await pause();
  socket.socket.close();
});

test('a query whose id is used again at once is not answered in the place of the one that has it', async () => {
  const socket = await wire(platform.url, { token: customer.token });

  together(socket, subscribe(SERVICES, { n: 1 }), { type: 'complete', id: '1' }, subscribe(SERVICES, { n: 2 }));

  expect((await socket.next('next')).payload.data.services.nodes).toHaveLength(2);
  await socket.next('complete');
  together(socket, subscribe(SERVICES, { n: 3 }));
  expect((await socket.next('next')).payload.data.services.nodes).toHaveLength(3);
  await socket.next('complete');
  expect(socket.waiting).toEqual([]);
  socket.socket.close();
});

test('what a subscription would still have said is not said to the one that has its id', async () => {
  const socket = await wire(platform.url, { token: customer.token });
  const nothing = 'subscription { ticketUpdated(id: "01990000-0000-7000-8000-000000000001") { __typename } }';

  together(socket, subscribe(nothing), { type: 'complete', id: '1' }, subscribe(QUERY));

  expect(await socket.next('next')).toMatchObject({ payload: { data: { serviceIncidentUpdated: { __typename: 'LiveFromHere' } } } });
  await log.write(log.moment());
  expect((await socket.next('next')).payload.errors).toBeUndefined();
  expect(socket.waiting).toEqual([]);
  socket.socket.close();
});

test('a new token does not mix what is missed with what is new', async () => {
  const after = await log.end();
  for (let n = 0; n < 200; n++) await log.write(log.moment());
  const other = listen(customer);
  await other.begun;
  const socket = await wire(platform.url, { token: customer.token });
  socket.send(subscribe(QUERY.replace('Updated', `Updated(after: "${after}")`)));
  const heard: string[] = [(await socket.next('next')).payload.data.serviceIncidentUpdated.at];

  await log.write(log.moment());
  await other.until(count(1));
  socket.send({ type: 'ping', payload: { authorization: `Bearer ${customer.token}` } });

  while (heard.length < 201) {
    const { at } = (await socket.next('next')).payload.data.serviceIncidentUpdated;
    if (at) heard.push(at);
  }
  expect(heard).toEqual(await log.behind(after));
  socket.socket.close();
  await other.close();
});
