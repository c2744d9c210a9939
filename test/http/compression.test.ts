import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';

let platform: TestPlatform;
let token: string;
beforeAll(async () => {
  platform = await testPlatform();
  ({ token } = await platform.as('reseller'));
});
afterAll(() => platform.stop());

/** Asks as a client that decompresses nothing by itself. */
function ask(query: string, headers: Record<string, string>): Promise<{ body: Buffer; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const asking = request(platform.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    });
    asking.on('response', async (response) => resolve({ body: Buffer.concat(await response.toArray()), headers: response.headers }));
    asking.on('error', reject).end(JSON.stringify({ query }));
  });
}
const PAGE = '{ tickets(first: 50) { nodes { id number title description customer { name } } } }';
const SMALL = '{ viewer { name } }';

test.each([
  ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['gzip', 'br;q=0.5, gzip', gunzipSync],
  ['br', '*', brotliDecompressSync],
])('a long answer is sent as %s to who accepts %s, and says the same', async (encoding, accepted, decompress) => {
  const plain = await ask(PAGE, {});
  const { body, headers } = await ask(PAGE, { 'accept-encoding': accepted });

  expect(headers).toMatchObject({
    'content-encoding': encoding,
    'content-length': String(body.length),
    vary: expect.stringContaining('Accept-Encoding'),
  });
  expect(decompress(body).equals(plain.body)).toBe(true);
  expect(body.length).toBeLessThan(plain.body.length / 2);
});

test.each([
  ['to who does not ask', PAGE, {}],
  ['to who accepts another encoding', PAGE, { 'accept-encoding': 'zstd, deflate' }],
  ['to who refuses it', PAGE, { 'accept-encoding': 'br;q=0, gzip;q=0, identity' }],
  ['where it is short', SMALL, { 'accept-encoding': 'br' }],
  ['in a stream of events', PAGE, { 'accept-encoding': 'br', accept: 'text/event-stream' }],
])('an answer is sent as it is %s', async (_what, query, headers) => {
  const answer = await ask(query, headers);

  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(answer.body.toString('utf8')).toContain('"data":{');
});
