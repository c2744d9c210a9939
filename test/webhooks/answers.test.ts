/** What a receiver may answer, if it can be called an answer: each attempt comes to an end, and costs no more than it must. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { AddressPolicy } from '../../subscriptions/webhooks/address-policy.ts';
import { deliver } from '../../subscriptions/webhooks/http-delivery.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const ALLOWED = new AddressPolicy(['127.0.0.0/8']);

/** Sends a message to a server that treats each connection like this, and answers what came of it. */
async function against(treat: (socket: Socket) => void, { withinMs = 5_000, protocol = 'http:' } = {}) {
  const server = createServer((socket) => void socket.on('error', () => {}).once('data', () => treat(socket)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`${protocol}//127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
  const message = { id: 'message', url, body: Buffer.from('{}'), at: new Date(), secrets: [SECRET] };
  try {
    return await deliver(message, ALLOWED, withinMs, new AbortController().signal);
  } finally {
    server.close();
  }
}

/** Writes the same again and again, as fast as it is taken or every so often, and counts the bytes. */
function endlessly(socket: Socket, piece: string, everyMs?: number): () => number {
  const more = () => {
    while (!socket.destroyed && socket.write(piece) && !everyMs);
  };
  const timer = everyMs ? setInterval(more, everyMs) : undefined;
  socket.on('drain', more).on('close', () => clearInterval(timer));
  more();
  return () => socket.bytesWritten;
}

test.each([
  ['says that it goes over to another protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n'],
  ['begins and breaks off', 'HTTP/1.1 20'],
  ['says nothing of HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
])('a receiver that %s has not answered', async (_words, said) => {
  expect(await against((socket) => socket.end(said))).toMatchObject({ status: null, failure: 'CONNECTION' });
});

test('a receiver that goes over to another protocol and keeps the connection has not answered either', async () => {
  const kept = (socket: Socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n');
  expect(await against(kept)).toMatchObject({ status: null, failure: 'CONNECTION' });
});

test('a receiver that resets the connection has not answered', async () => {
  expect(await against((socket) => void socket.resetAndDestroy())).toMatchObject({ status: null, failure: 'CONNECTION' });
});

test.each([
  ['that the answer is to come', 'HTTP/1.1 100 Continue\r\n\r\n', ''],
  ['hints', 'HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n', ''],
  ['headers', 'X-More: yes\r\n', 'HTTP/1.1 200 OK\r\n'],
])('a receiver that says %s without end is not listened to until the time is over', async (_words, piece, before) => {
  let written = () => 0;
  const outcome = await against((socket) => {
    socket.write(before);
    written = endlessly(socket, piece.repeat(1_000));
  });
  expect(outcome).toMatchObject({ status: null, failure: 'CONNECTION' });
  expect(written()).toBeLessThan(32 * 2 ** 20); // what lay in buffers on the way
});

test('a word that an answer is to come, and then the answer, is an answer', async () => {
  const said = 'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
  expect(await against((socket) => socket.end(said))).toMatchObject({ status: 200, failure: null, answer: 'ok' });
});

test.each([
  ['of its headers', 'HTTP/1.1 200 OK\r\nX-Slow: ', 'x', { status: null, failure: 'TIMEOUT' }],
  ['of its body', 'HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n', 'x', { status: 200, failure: null }],
])('a receiver that gives a byte %s now and then has its time, and no more', async (_words, before, piece, outcome) => {
  const drip = (socket: Socket) => {
    socket.write(before);
    endlessly(socket, piece, 50);
  };
  expect(await against(drip, { withinMs: 300 })).toMatchObject(outcome);
});

test('a receiver that takes the connection and does not speak its language has its time, and no more', async () => {
  expect(await against(() => {}, { withinMs: 300, protocol: 'https:' })).toMatchObject({ status: null, failure: 'TIMEOUT' });
});
