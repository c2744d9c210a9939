import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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
  // What a system keeps for a reader that does not read is a few megabytes: updates of this size are left out soon.
  await platform.database.sql(`update service_incident set impact = repeat('What users notice. ', 5000) where id = $1`, [log.incidentId]);
});
afterAll(async () => {
  await log.close();
  await platform.stop();
});

const MANY = 200;
const QUERY = `subscription ($after: String) { serviceIncidentUpdated(after: $after) {
  __typename ... on ServiceIncidentUpdate { cursor at incident { impact } } ... on LiveFromHere { cursor } ... on UpdatesLeftOut { cursor } } }`;
const SHORT = 'subscription ($after: String) { serviceIncidentUpdated(after: $after) { ... on ServiceIncidentUpdate { cursor at } } }';

async function subscribed(after: string): Promise<Wire> {
  const reader = await wire(platform.url, { token: customer.token });
  reader.send({ type: 'subscribe', id: '1', payload: { query: QUERY, variables: { after } } });
  expect((await reader.next('next')).payload.data.serviceIncidentUpdated.__typename).toBe('LiveFromHere');
  return reader;
}
const tcp = ({ socket }: Wire) => (socket as unknown as { _socket: Socket })._socket;

describe('a reader that is too slow', () => {
  test('is told what was left out as soon as it reads again, and gets it when it comes back; the others have heard everything meanwhile', async () => {
    const after = await log.end();
    const other = listen(customer, { after }, SHORT);
    const reader = await subscribed(after);

    tcp(reader).pause();
    for (let n = 0; n < MANY; n++) await log.write(log.moment());
    await other.until(count(MANY));
    tcp(reader).resume();

    const heard: string[] = [];
    let left: { cursor: string } | undefined;
    while (!left) {
      const message = (await reader.next('next')).payload.data.serviceIncidentUpdated;
      if (message.__typename === 'UpdatesLeftOut') left = message;
      else heard.push(message.at);
    }
    await reader.next('complete');
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThan(MANY);
    const rest = listen(customer, { after: left.cursor }, SHORT);
    await rest.until(count(MANY - heard.length));
    expect([...heard, ...rest.heard.map(({ at }) => at)]).toEqual(await log.behind(after));
    reader.socket.close();
    await Promise.all([other.close(), rest.close()]);
  });

  test('and reads nothing at all is cut off after a while, with a code that says why, and is followed no longer', async () => {
    const after = await log.end();
    const reader = await subscribed(after);
    tcp(reader).pause();
    for (let n = 0; n < MANY; n++) await log.write(log.moment());

    while (platform.subscriptions() > 0) await new Promise(setImmediate);
    tcp(reader).resume();

    expect(await reader.closed).toEqual({
      code: 4498,
      reason: 'You do not read what you are sent; connect again and resume after your cursor',
    });
  });

  test('and comes back gets what it missed at its own pace', async () => {
    const after = await log.end();
    for (let n = 0; n < MANY; n++) await log.write(log.moment());
    const other = listen(customer, { after }, SHORT);
    await other.until(count(MANY));
    const reader = await wire(platform.url, { token: customer.token });
    reader.send({ type: 'subscribe', id: '1', payload: { query: QUERY, variables: { after } } });
    await reader.next('next');
    tcp(reader).pause();
    await log.write(log.moment());
    await other.until(count(MANY + 1));
    tcp(reader).resume();

    const heard: string[] = [];
    while (heard.length < MANY) {
      const message = (await reader.next('next')).payload.data.serviceIncidentUpdated;
      if (message.at) heard.push(message.at);
    }
    expect(heard).toEqual((await log.behind(after)).slice(1));
    reader.socket.close();
    await other.close();
  });

  test('is not taken for one in a burst of more than its connection takes at once', async () => {
    const after = await log.end();
    const reader = await subscribed(after);
    const writing = await log.begin();
    // Forty updates of 95 kB that are there at the same moment.
    for (let n = 0; n < 40; n++) await writing.write(log.moment());
    await writing.commit();
    for (let n = 0; n < 40; n++)
      expect((await reader.next('next')).payload.data.serviceIncidentUpdated.__typename).toBe('ServiceIncidentUpdate');
    reader.socket.close();
  });
});
