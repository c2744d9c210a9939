import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { until } from '../program/program.ts';
import { recorder, type LogRecord } from './records.ts';
import { post } from './wire.ts';

const { log, records } = recorder();
let platform: TestPlatform;
let reseller: Caller;
const RESELLER = '01990000-0000-7000-8000-000000000002';

beforeAll(async () => {
  platform = await testPlatform({ log, env: { TRUSTED_PROXIES: '127.0.0.0/8,10.0.0.0/8' } });
  reseller = await platform.as('reseller');
});
afterAll(() => platform.stop());

/** The line of the log of which this is true, once it is there. */
async function line(is: (record: LogRecord) => boolean): Promise<LogRecord> {
  await until(() => records.some(is));
  return records.find(is)!;
}

describe('the line of a request', () => {
  test('names the operation, its kind, the organization and the client', async () => {
    const query = 'query Desk { viewer { name } }';
    await post(platform.url, reseller.token, { query }, { 'x-request-id': 'named' });

    expect(await line(({ requestId, event }) => requestId === 'named' && event === 'http.request')).toMatchObject({
      operation: 'Desk',
      operationType: 'query',
      organization: RESELLER,
      client: '127.0.0.1',
    });
  });

  test.each([
    ['the address that trusted proxies name', '203.0.113.7, 10.1.2.3', '203.0.113.7'],
    ['the last address that no trusted proxy named', '198.51.100.1, 203.0.113.8, 10.1.2.3', '203.0.113.8'],
    ['an IPv6 address', '2001:db8::17', '2001:db8::17'],
    ['the other side of the connection where the header holds no address', '<script>alert(1)</script>', '127.0.0.1'],
  ])('bears %s', async (what, forwarded, client) => {
    const id = what.replaceAll(' ', '-').slice(0, 40);
    await post(platform.url, reseller.token, { query: '{ viewer { name } }' }, { 'x-request-id': id, 'x-forwarded-for': forwarded });

    expect(await line(({ requestId, event }) => requestId === id && event === 'http.request')).toMatchObject({ client });
  });

  test('bears the other side of the connection where no proxy is trusted, whatever the caller says', async () => {
    const other = recorder();
    const careful = await testPlatform({ log: other.log });
    const { token } = await careful.as('reseller');
    await post(careful.url, token, { query: '{ viewer { name } }' }, { 'x-forwarded-for': '203.0.113.7' });
    await careful.stop();

    expect(other.records.find(({ event }) => event === 'http.request')).toMatchObject({ client: '127.0.0.1' });
  });

  test('does not repeat a name of any length', async () => {
    const name = `N${'x'.repeat(250)}`;
    await post(platform.url, reseller.token, { query: `query ${name} { viewer { name } }` }, { 'x-request-id': 'long' });

    expect((await line(({ requestId, event }) => requestId === 'long' && event === 'http.request')).operation).toHaveLength(100);
  });
});

describe('a socket leaves', () => {
  test('a line when it is opened, one for each query, and one when it is closed, with the code', async () => {
    const client = reseller.socket();
    await client.iterate({ query: 'query OverSocket { viewer { name } }' }).next();
    await client.dispose();

    const found = { organization: RESELLER, client: '127.0.0.1' };
    expect(await line(({ event }) => event === 'socket.opened')).toMatchObject(found);
    expect(await line(({ operation, event }) => operation === 'OverSocket' && event === 'socket.request')).toMatchObject({
      ...found,
      transport: 'websocket',
      operationType: 'query',
    });
    expect(await line(({ event }) => event === 'socket.closed')).toMatchObject({ ...found, code: 1000 });
  });

  test('a line when it is refused, with the code and why, and never the token', async () => {
    const client = createClient({
      url: platform.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: 'Bearer aaaa.bbbb.cccc' },
    });
    await expect(client.iterate({ query: '{ viewer { name } }' }).next()).rejects.toMatchObject({ code: 4401 });

    expect(await line(({ event }) => event === 'socket.refused')).toMatchObject({
      code: 4401,
      reason: expect.stringContaining('UNAUTHENTICATED'),
    });
    expect(JSON.stringify(records)).not.toContain('aaaa.bbbb');
  });
});
