import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { recorder } from '../http/records.ts';
import { dial, post } from '../http/wire.ts';
import { testPlatform, tokenOf, type TestPlatform } from '../kit/platform.ts';
import { wire } from './wire.ts';

const { log, records } = recorder();
let platform: TestPlatform;
let token: string;
beforeAll(async () => {
  platform = await testPlatform({ log });
  token = await tokenOf(platform.issuer, 'reseller');
});
afterEach(async () => {
  // Whatever came, the server lives, over the socket and without it, and has nobody left.
  const { send, next, socket } = await wire(platform.url, { token });
  send({ type: 'subscribe', id: '1', payload: { query: '{ viewer { name } }' } });
  expect((await next('next')).payload).toEqual({ data: { viewer: { name: 'Davide Ronchi' } } });
  socket.close();
  while (platform.subscriptions() > 0) await new Promise(setImmediate);
  expect(records.filter(({ level }) => level >= 40)).toEqual([]);
});
afterAll(() => platform.stop());

const INIT = { type: 'connection_init' };

describe('a socket is closed with 4401 and the reason', () => {
  test.each([
    ['is missing', {}, 'UNAUTHENTICATED: Send a bearer token: `Authorization: Bearer …`.'],
    ['is empty', { authorization: '' }, 'UNAUTHENTICATED: Send a bearer token: `Authorization: Bearer …`.'],
    ['is no text', { authorization: { Bearer: 1 } }, 'UNAUTHENTICATED: Send a bearer token: `Authorization: Bearer …`.'],
    ['is no token', { authorization: 'Bearer x' }, 'UNAUTHENTICATED: The authorization must read `Bearer` and a JSON Web Token.'],
    ['is bad', { authorization: 'Bearer a.b.c' }, 'UNAUTHENTICATED: The token cannot be read.'],
  ])('when the token %s', async (_what, payload, reason) => {
    const { send, closed } = await wire(platform.url);

    send({ ...INIT, payload });

    expect(await closed).toEqual({ code: 4401, reason });
  });

  test('when the token has expired', async () => {
    const { token: expired } = await platform.issuer.sign('x', { name: 'x', kind: 'VENDOR', role: 'MEMBER' }, -1);
    const { send, closed } = await wire(platform.url);

    send({ ...INIT, payload: { authorization: `Bearer ${expired}` } });

    expect(await closed).toEqual({ code: 4401, reason: 'UNAUTHENTICATED: The token has expired.' });
  });

  test('when the token ends while the socket is open, with whatever goes on over it', async () => {
    const { token: short } = await platform.issuer.sign('x', { name: 'x', kind: 'VENDOR', role: 'MEMBER' }, 2 / 3600);
    const { send, closed } = await wire(platform.url, { token: short });
    send({
      type: 'subscribe',
      id: '1',
      payload: { query: 'subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { cursor } } }' },
    });

    expect(await closed).toEqual({ code: 4401, reason: 'UNAUTHENTICATED: The token has expired.' });
  });

  test('when somebody asks before having said who it is', async () => {
    const { send, closed } = await wire(platform.url);

    send({ type: 'subscribe', id: '1', payload: { query: '{ viewer { name } }' } });

    expect(await closed).toEqual({ code: 4401, reason: 'Unauthorized' });
  });
});

describe('a socket is closed', () => {
  test('with 4429 when it says twice who it is', async () => {
    const { send, closed } = await wire(platform.url, { token });
    send(INIT);
    expect(await closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
  });

  test('with 4408 when it never says who it is', async () => {
    const { closed } = await wire(platform.url);
    expect(await closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
  });

  test('with 4406 when it speaks no protocol that is served', async () => {
    // The library refuses a server that does not choose one of its protocols, so none is named here.
    const { closed } = await wire(platform.url, { protocol: [] });
    expect(await closed).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' });
    const socket = new WebSocket(platform.url.replace('http', 'ws'), 'graphql-ws');
    await expect(once(socket, 'open')).rejects.toThrow('Server sent no subprotocol');
  });

  test('with 4409 when it uses an id twice at once', async () => {
    const { send, closed } = await wire(platform.url, { token });
    for (let i = 0; i < 2; i++)
      send({
        type: 'subscribe',
        id: '1',
        payload: { query: 'subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { cursor } } }' },
      });
    expect(await closed).toEqual({ code: 4409, reason: 'Subscriber for 1 already exists' });
  });

  test.each<[string, object | string | Uint8Array]>([
    ['is no JSON', 'hello'],
    ['is no object', '[]'],
    ['has no type', {}],
    ['has a type of its own', { type: 'shutdown' }],
    ['is for clients to hear', { type: 'next', id: '1', payload: {} }],
    ['acknowledges what nobody said', { type: 'connection_ack' }],
    ['has no id', { type: 'subscribe', payload: { query: '{ viewer { name } }' } }],
    ['has an empty id', { type: 'subscribe', id: '', payload: { query: '{ viewer { name } }' } }],
    ['has no query', { type: 'subscribe', id: '1', payload: {} }],
    ['has variables that are no object', { type: 'subscribe', id: '1', payload: { query: '{ viewer { name } }', variables: 1 } }],
    ['is binary garbage', Buffer.from([0, 159, 146, 150, 255, 254])],
  ])('with 4400 when a message %s', async (_what, message) => {
    const { send, closed } = await wire(platform.url, { token });
    send(message);
    expect(await closed).toEqual({ code: 4400, reason: 'Invalid message received' });
  });

  test.each([
    ['is a million lists in lists', '['.repeat(1e6), 'The JSON is nested more than 200 levels deep.'],
    [
      'has extensions nested 100,000 deep',
      `{"type":"subscribe","id":"1","payload":{"query":"{ viewer { name } }","extensions":${'{"a":['.repeat(5e4)}1${']}'.repeat(5e4)}}}`,
      'The JSON is nested more than 200 levels deep.',
    ],
    [
      'is a ping with a million values',
      `{"type":"ping","payload":{"a":[1${',{}'.repeat(1e6)}]}}`,
      'The JSON holds more than 50000 values.',
    ],
  ])('with 4400, before it is parsed, when a message %s', async (_what, message, reason) => {
    const { send, closed } = await wire(platform.url, { token });
    send(message);
    expect(await closed).toEqual({ code: 4400, reason });
  });

  test('with 4400 when an id is so long that it would be written before each message', async () => {
    const { send, closed } = await wire(platform.url, { token });
    send({ type: 'subscribe', id: 'x'.repeat(1_001), payload: { query: '{ viewer { name } }' } });
    expect(await closed).toEqual({ code: 4400, reason: 'An id holds at most 1000 characters' });
  });

  test('with 1009 when a message is larger than a body may be', async () => {
    const { send, closed } = await wire(platform.url, { token });
    send('x'.repeat(4 * 1024 * 1024 + 1));
    expect((await closed).code).toBe(1009);
  });

  test.each([
    ['1007 when a text is no UTF-8', Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff]), 1007],
    ['1002 when a frame is none', Buffer.from([0xff, 0xff, 0xff, 0xff]), 1002],
    ['1002 when a frame is not masked', Buffer.from([0x81, 0x01, 0x78]), 1002],
  ])('with %s', async (_what, bytes, code) => {
    const { socket, closed } = await wire(platform.url, { token });
    (socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(bytes);
    expect((await closed).code).toBe(code);
  });
});

describe('an upgrade', () => {
  const request = (path: string, ...headers: string[]) =>
    [`GET ${path} HTTP/1.1`, 'host: x', 'connection: upgrade', 'upgrade: websocket', ...headers, '', ''].join('\r\n');
  const GOOD = ['sec-websocket-version: 13', 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=='];

  test.each([
    ['anywhere but at the graph is answered with 404', request('/', ...GOOD), 404],
    ['at an asset is answered with 404', request('/graphiql/page.js', ...GOOD), 404],
    ['without a key is answered with 400', request('/graphql', 'sec-websocket-version: 13'), 400],
    ['of another version is answered with 400', request('/graphql', 'sec-websocket-version: 1', GOOD[1]!), 400],
    ['by POST is answered with 405', request('/graphql', ...GOOD).replace('GET', 'POST'), 405],
  ])('%s, and the connection is closed', async (_what, bytes, status) => {
    const socket = await dial(platform.url);
    socket.write(bytes);
    let said = '';
    for await (const chunk of socket) said += String(chunk);
    expect(said).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  test('that somebody breaks off is forgotten', async () => {
    const socket = await dial(platform.url);
    socket.write(request('/graphql', ...GOOD), () => socket.resetAndDestroy());
    expect((await post(platform.url, token, { query: '{ viewer { name } }' })).status).toBe(200);
  });
});
