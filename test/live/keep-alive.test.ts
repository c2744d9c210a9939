/** Keep-alives: where nothing happens something passes all the same, and whoever is not there any more is found out. */
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { wire } from './wire.ts';

let platform: TestPlatform;
let customer: Caller;

beforeAll(async () => {
  platform = await testPlatform({ env: { KEEP_ALIVE_SECONDS: '1' } });
  customer = await platform.as('customer');
});
afterAll(() => platform.stop());

const QUERY = 'subscription { serviceIncidentUpdated { __typename } }';

test('a socket on which nothing happens is pinged again and again, and stays as long as it answers', async () => {
  const { socket, send, next } = await wire(platform.url, { token: customer.token });
  for (let n = 0; n < 3; n++) await once(socket, 'ping');
  send({ type: 'subscribe', id: '1', payload: { query: '{ viewer { name } }' } });
  expect((await next('next')).payload).toEqual({ data: { viewer: { name: 'Elena Bassi' } } });
  socket.close();
});

test('a socket that does not answer is cut, and followed no longer', async () => {
  const socket = new WebSocket(platform.url.replace('http', 'ws'), 'graphql-transport-ws', { autoPong: false });
  await once(socket, 'open');
  const message = () => once(socket, 'message').then(([data]) => JSON.parse(String(data)).type as string);
  const acknowledged = message();
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${customer.token}` } }));
  expect(await acknowledged).toBe('connection_ack');
  const begun = message();
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: QUERY } }));
  expect(await begun).toBe('next');
  expect(platform.subscriptions()).toBe(1);
  const [code] = await once(socket, 'close');
  expect(code).toBe(1006);
  while (platform.subscriptions() > 0) await new Promise(setImmediate);
});

test('in an event stream on which nothing happens a comment passes again and again', async () => {
  const headers = { authorization: `Bearer ${customer.token}`, accept: 'text/event-stream' };
  const response = await fetch(`${platform.url}?query=${encodeURIComponent(QUERY)}`, { headers });
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    // The first one comes with the headers.
    if (text.split('\n\n').filter((each) => each === ':').length >= 3) break;
  }
  expect(text.split('\n\n').filter((each) => each !== ':' && each !== '')).toEqual([
    expect.stringMatching(/^event: next\nid: .+\ndata: \{/),
  ]);
});
