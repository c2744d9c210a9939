import { describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { count, listen } from './ear.ts';
import { logOf } from './log.ts';
import { wire } from './wire.ts';

/** As many as one socket carries. */
const MANY = 100;

/** A client that tells how its connection was closed. */
function telling(url: string, { token }: Caller) {
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization: `Bearer ${token}` } });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => client.on('closed', (event) => resolve(event as never)));
  return { client, closed };
}

const following = async (platform: TestPlatform, most: number) => {
  while (platform.subscriptions() !== most) await new Promise(setImmediate);
};

describe('nobody is followed any more', () => {
  test('once the subscription was ended by its client, or its socket closed, or cut', async () => {
    const platform = await testPlatform();
    const customer = await platform.as('customer');
    const log = await logOf(platform.database);
    const after = await log.end();
    const shared = customer.socket();
    const ears = Array.from({ length: MANY }, () => listen(shared, { after }));
    const clients = Array.from({ length: MANY }, () => customer.socket());
    const others = clients.map((client) => listen(client, { after }));
    await log.write(log.moment());
    await Promise.all([...ears, ...others].map((ear) => ear.until(count(1))));
    await following(platform, 2 * MANY);

    await Promise.all(ears.slice(1).map((ear) => ear.close()));
    await following(platform, MANY + 1);
    for (const [index, client] of clients.entries()) {
      if (index % 2) client.terminate();
      else void client.dispose();
    }
    await following(platform, 1);
    await log.write(log.moment());
    await ears[0]!.until(count(2));
    await ears[0]!.close();
    await following(platform, 0);

    await shared.dispose();
    await log.close();
    await platform.stop();
  });
});

describe('stopping', () => {
  test('closes every socket with 1001 and what to do, whatever goes on over it', async () => {
    const platform = await testPlatform();
    const customer = await platform.as('customer');
    const sockets = Array.from({ length: 20 }, () => telling(platform.url, customer));
    for (const { client } of sockets) listen(client);
    const idle = await wire(platform.url, { token: customer.token });
    const nobody = await wire(platform.url);
    await following(platform, 20);

    const stopped = platform.stop();

    const going = {
      code: 1001,
      reason: expect.stringMatching(/^Tierline is stopping; connect again in \d+ ms and resume after your cursor$/),
    };
    for (const { closed } of [...sockets, idle, nobody]) expect(await closed).toMatchObject(going);
    await stopped;
    expect(platform.subscriptions()).toBe(0);
  });

  test('does not wait for a client that is not there any more', async () => {
    const platform = await testPlatform();
    const { token } = await platform.as('customer');
    const { socket, send } = await wire(platform.url, { token });
    send({
      type: 'subscribe',
      id: '1',
      payload: { query: 'subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { cursor } } }' },
    });
    await following(platform, 1);
    socket.pause(); // reads nothing more, the close included

    await platform.stop();

    expect(platform.subscriptions()).toBe(0);
    socket.terminate();
  }, 25_000); // less than a library waits for such a client
});
