import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { logOf, type Log } from './log.ts';
import { wire, type Wire } from './wire.ts';

let platform: TestPlatform;
let log: Log;

beforeAll(async () => {
  platform = await testPlatform({ env: { TOKEN_GRACE_SECONDS: '3' } });
  log = await logOf(platform.database);
});
afterAll(async () => {
  await log.close();
  await platform.stop();
});

const QUERY = 'subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { at } } }';
const claims = { name: 'x', kind: 'VENDOR', role: 'MEMBER' } as const;
const tokenFor = async (subject: string, hours: number) => (await platform.issuer.sign(subject, claims, hours)).token;

/** A socket with a subscription, whose token has just expired. */
async function expired(): Promise<Wire> {
  const socket = await wire(platform.url, { token: await tokenFor('vera', 2 / 3600) });
  socket.send({ type: 'subscribe', id: '1', payload: { query: QUERY } });
  await socket.next('next');
  expect((await socket.next('ping')).payload).toEqual({ reason: 'TOKEN_EXPIRED', withinMs: 3_000 });
  return socket;
}

describe('when the token of a socket has expired', () => {
  test('nothing is delivered or answered until a new one comes, and then what has happened meanwhile', async () => {
    const socket = await expired();
    const at = log.moment();
    await log.write(at);
    socket.send({ type: 'subscribe', id: '2', payload: { query: '{ viewer { name } }' } });
    expect((await socket.next('error')).payload).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);

    socket.send({ type: 'ping', payload: { authorization: `Bearer ${await tokenFor('vera', 1)}` } });
    await socket.next('pong');

    expect((await socket.next('next')).payload.data.serviceIncidentUpdated).toEqual({ at: at.toISOString() });
    socket.send({ type: 'subscribe', id: '3', payload: { query: '{ viewer { name } }' } });
    expect((await socket.next('next')).payload.data.viewer.name).toBe('x');
    socket.socket.close();
  });

  test('and none comes, the socket is closed with 4401', async () => {
    const { closed } = await expired();
    expect(await closed).toEqual({ code: 4401, reason: 'UNAUTHENTICATED: The token has expired.' });
  });

  test.each([
    ['of another person', () => tokenFor('somebody', 1), 'The new token is not for the same person in the same role: connect again.'],
    ['that has expired too', () => tokenFor('vera', -1), 'The token has expired.'],
    ['that is none', async () => 'x', 'The authorization must read `Bearer` and a JSON Web Token.'],
  ])('and one %s comes, the socket is closed with 4401', async (_which, token, reason) => {
    const { send, closed } = await expired();
    send({ type: 'ping', payload: { authorization: `Bearer ${await token()}` } });
    expect(await closed).toEqual({ code: 4401, reason: `UNAUTHENTICATED: ${reason}` });
  });
});

test('a token may be renewed before it ends, and a ping without one is a ping', async () => {
  const { send, next, socket } = await wire(platform.url, { token: await tokenFor('vera', 3 / 3600) });
  send({ type: 'ping', payload: { authorization: `Bearer ${await tokenFor('vera', 1)}` } });
  await next('pong');
  send({ type: 'ping', payload: { hello: 1 } });
  expect((await next('pong')).payload).toEqual({ hello: 1 });
  send({ type: 'subscribe', id: '1', payload: { query: '{ viewer { name } }' } });
  expect((await next('next')).payload.data.viewer.name).toBe('x');
  socket.close();
});

test('one socket carries a hundred subscriptions; one more is refused, and the others go on', async () => {
  const { send, next, socket } = await wire(platform.url, { token: await tokenFor('vera', 1) });
  for (let id = 1; id <= 100; id++) send({ type: 'subscribe', id: String(id), payload: { query: QUERY } });
  for (let id = 1; id <= 100; id++) await next('next');

  send({ type: 'subscribe', id: '101', payload: { query: QUERY } });

  expect(await next('error')).toMatchObject({ id: '101', payload: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }] });
  await log.write(log.moment());
  for (let id = 1; id <= 100; id++) await next('next');
  send({ type: 'complete', id: '1' });
  send({ type: 'subscribe', id: '102', payload: { query: QUERY } });
  expect(await next('next')).toMatchObject({ id: '102' });
  socket.close();
});
