/** Long answers are encoded a slice at a time, and arrive as they are. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { sendEncoded } from '../../src/server/response-body.ts';

const party = { organization: 'a', subject: 'b' };

/** A text whose pairs of surrogates stand on even and on odd places. */
const longText = (shift: number) => `${'x'.repeat(shift)}${'😀ß'.repeat(300_000)}`;

test.each([0, 1, 2])('no character is cut in two, wherever a slice ends: %#', async (shift) => {
  const text = longText(shift);
  const server = createServer((request, response) => void sendEncoded(request, response, 200, {}, text, party)).listen(0);
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const encoding of ['identity', 'gzip', 'br']) {
      const response = await fetch(url, { headers: { 'accept-encoding': encoding } });
      expect(response.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
      expect(response.headers.has('content-length')).toBe(true);
      expect((await response.text()) === text).toBe(true);
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
