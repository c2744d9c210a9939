/** Nothing that a remote party does writes a line that is no JSON: neither a warning of the runtime nor a word of a library. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { Socket } from 'node:net';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { logOf, type Log } from '../live/log.ts';
import { wire, type Wire } from '../live/wire.ts';

let platform: TestPlatform;
let log: Log;
let customer: Caller;
const warnings: string[] = [];
const warned = ({ name }: Error) => void warnings.push(name);
const said = (['error', 'warn', 'log'] as const).map((method) => jest.spyOn(console, method));

beforeAll(async () => {
  platform = await testPlatform();
  log = await logOf(platform.database);
  customer = await platform.as('customer');
  await platform.database.sql(`update service_incident set impact = repeat('What users notice. ', 2000) where id = $1`, [log.incidentId]);
  process.on('warning', warned);
});
afterAll(async () => {
  process.off('warning', warned);
  await log.close();
  await platform.stop();
});
beforeEach(() => {
  warnings.length = 0;
  for (const each of said) each.mockReset();
});
afterEach(() => {
  expect(warnings).toEqual([]);
  for (const each of said) expect(each).not.toHaveBeenCalled();
});

const tcp = ({ socket }: Wire) => (socket as unknown as { _socket: Socket })._socket;

test('a hundred subscriptions on one socket that takes nothing', async () => {
  const reader = await wire(platform.url, { token: customer.token });
  for (let n = 0; n < 100; n++)
    reader.send({
      type: 'subscribe',
      id: String(n),
      payload: { query: `subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { n${n}: cursor incident { impact } } } }` },
    });
  for (let n = 0; n < 100; n++) await reader.next('next');
  tcp(reader).pause();

  const other = await wire(platform.url, { token: customer.token });
  other.send({
    type: 'subscribe',
    id: '1',
    payload: { query: 'subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { cursor } } }' },
  });
  await other.next('next');
  for (let n = 0; n < 4; n++) {
    await log.write(log.moment());
    await other.next('next');
  }

  reader.socket.terminate();
  other.socket.terminate();
});

test('sockets that are gone while they are answered', async () => {
  for (let round = 0; round < 10; round++) {
    const reader = await wire(platform.url, { token: customer.token });
    for (let n = 0; n < 10; n++) {
      const query =
        n % 2 ? '{ tickets { nodes { id title description } } }' : '{ zz: __type(name: "X") { name } services { nodes { id } } }';
      reader.send({ type: 'subscribe', id: String(n), payload: { query } });
    }
    await reader.next('next');
    tcp(reader).resetAndDestroy();
  }
  // Once this is answered, what came before it has failed.
  expect((await customer.get<any, never>('{ viewer { name } }')).viewer.name).toBeTruthy();
});
