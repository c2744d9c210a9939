import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { MAX_BODY_BYTES } from '../../src/server/http-io.ts';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { recorder } from './records.ts';
import { dial, post, speak } from './wire.ts';

const QUERY = JSON.stringify({ query: '{ viewer { name } }' });
const ANSWER = { data: { viewer: { name: 'Davide Ronchi' } } };

const NESTED = 'The JSON is nested more than 200 levels deep.';
/** A body of so many levels. */
const nested = (levels: number) =>
  `{"query":"{ viewer { name } }","extensions":${'{"a":'.repeat(levels - 1)}"]}\\"${'['.repeat(1_000)}"${'}'.repeat(levels)}`;

const { log, records } = recorder();
let platform: TestPlatform;
let reseller: Caller;

beforeAll(async () => {
  platform = await testPlatform({ log });
  reseller = await platform.as('reseller');
});
afterEach(async () => expect((await ask(QUERY)).json).toEqual(ANSWER)); // whatever came, it goes on
afterAll(() => platform.stop());

const ask = (body: unknown, headers: Record<string, string> = {}) => post(platform.url, reseller.token, body, headers);
const head = (...more: string[]) =>
  [
    'POST /graphql HTTP/1.1',
    'host: tierline',
    `authorization: Bearer ${reseller.token}`,
    'content-type: application/json',
    ...more,
    '',
    '',
  ].join('\r\n');

describe('a body is refused', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/json; charset=utf-16',
    'nonsense',
    '',
  ])('with 415 when it is said to be %j', async (type) => {
    const { status, json } = await ask(QUERY, { 'content-type': type });

    expect(status).toBe(415);
    expect(json.errors[0]).toEqual({
      message: 'The body must be JSON in UTF-8: send `content-type: application/json`.',
      extensions: { code: 'BAD_REQUEST' },
    });
  });

  test('with 415 when it is compressed', async () => {
    const { status, json } = await ask(new Uint8Array(gzipSync(QUERY)), { 'content-encoding': 'gzip' });

    expect([status, json.errors[0].message]).toEqual([415, 'The body must not be compressed.']);
  });

  test.each([
    ['empty', '', 'The body is not JSON'],
    ['cut off', QUERY.slice(0, -1), 'The body is not JSON'],
    ['something else', 'query { viewer { name } }', 'The body is not JSON'],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'The body is not valid UTF-8.'],
    ['UTF-16', new Uint8Array(Buffer.from(QUERY, 'utf16le')), 'The body is not JSON'],
    ['nested deep', `{"query":"{ viewer { name } }","extensions":${'['.repeat(1e5)}${']'.repeat(1e5)}}`, NESTED],
    ['nested deep in objects', `{"query":"{ viewer { name } }","variables":${'{"a\\"":'.repeat(1e5)}1${'}'.repeat(1e5)}}`, NESTED],
    ['nested one level too deep', nested(201), NESTED],
    [
      'of more values than fit',
      `{"query":"{ viewer { name } }","variables":{"a":[1${',1'.repeat(1e5)}]}}`,
      'The JSON holds more than 50000 values.',
    ],
    ['null', 'null', 'POST body missing, invalid Content-Type, or JSON object has no keys.'],
    ['a number', '1', 'POST body missing, invalid Content-Type, or JSON object has no keys.'],
    ['text', '"{ viewer { name } }"', 'POST body missing, invalid Content-Type, or JSON object has no keys.'],
    ['an object without anything', '{}', 'POST body missing, invalid Content-Type, or JSON object has no keys.'],
    ['a batch', `[${QUERY},${QUERY}]`, 'Operation batching disabled.'],
    ['an empty batch', '[]', 'Operation batching disabled.'],
  ])('with 400 when it is %s', async (_what, body, message) => {
    const { status, json } = await ask(body);

    expect([status, json.errors[0].message]).toEqual([400, expect.stringContaining(message)]);
  });

  test('with 413 when it is too large, whether or not it says so beforehand, and the sender gets to read it', async () => {
    const large = JSON.stringify({ query: '{ viewer { name } }', variables: { x: 'x'.repeat(MAX_BODY_BYTES) } });
    const inChunks = new Blob([large]).stream();

    for (const body of [large, inChunks]) {
      const { status, json } = await ask(body);
      expect([status, json.errors[0].message]).toEqual([413, `The body is larger than ${MAX_BODY_BYTES} bytes.`]);
    }
  });

  test('by closing the connection when it does not end at all', async () => {
    const socket = await dial(platform.url);
    const closed = new Promise((resolve) => socket.on('error', () => {}).once('close', resolve));
    socket.write(head('transfer-encoding: chunked'));
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const pour = (): unknown => !socket.destroyed && (socket.write(chunk) ? setImmediate(pour) : socket.once('drain', pour));
    pour();

    await closed;
  });
});

test('brackets in texts nest nothing, and what is nested as deep as may be is read', async () => {
  expect((await ask(nested(200))).json).toEqual(ANSWER);
});

test('a body that is cut off with its connection is no error of the program, and nothing of it is done', async () => {
  const before = records.length;
  const socket = await dial(platform.url);
  socket.write(`${head(`content-length: ${QUERY.length}`)}${QUERY.slice(0, 5)}`, () => socket.destroy());
  await untilRecorded(before, ({ event }) => event === 'http.request');

  expect(records.slice(before).map(({ level }) => level)).not.toContain(50);
});

test('a body that comes slowly, in pieces that cut characters apart, is put together', async () => {
  const bytes = Buffer.from(JSON.stringify({ query: '# größer\n{ viewer { name } }' }));
  const pieces = new ReadableStream({
    async pull(controller) {
      for (const byte of bytes) {
        controller.enqueue(new Uint8Array([byte]));
        await new Promise(setImmediate);
      }
      controller.close();
    },
  });

  expect((await ask(pieces)).json).toEqual(ANSWER);
});

test('two requests on one connection are answered in order', async () => {
  const request = head(`content-length: ${QUERY.length}`) + QUERY;
  const last = head(`content-length: ${QUERY.length}`, 'connection: close') + QUERY;

  const reply = await speak(platform.url, request + last);

  expect(reply.match(/Davide Ronchi/g)).toHaveLength(2);
});

test.each([
  'garbage\r\n\r\n',
  'GET /graphql\r\n\r\n',
  'GET /graphql HTTP/1.1\r\n\r\n',
  `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
])('what is no HTTP request is refused: %#', async (bytes) => {
  expect(await speak(platform.url, bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
});

test('a request that offers HTTP/2 is answered as if it had not', async () => {
  const reply = await speak(
    platform.url,
    `${head('connection: upgrade, http2-settings', 'upgrade: h2c', 'http2-settings: AAMAAABkAAQAAP__', `content-length: ${QUERY.length}`)}${QUERY}`,
    /viewer/,
  );

  expect(reply).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

async function untilRecorded(from: number, wanted: (record: Record<string, unknown>) => boolean): Promise<void> {
  while (!records.slice(from).some(wanted)) await new Promise(setImmediate);
}
