/**
 * The listeners, in a process of their own: very many sockets that speak just enough of the protocol to subscribe, and count the frames
 * that come. What a frame holds is looked at for the first of each socket only, so that the counting costs little.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What the listeners are told. */
export type Order =
  | { readonly kind: 'open'; readonly port: number; readonly sockets: readonly Subscription[]; readonly atOnce: number }
  | { readonly kind: 'await'; readonly frames: number }
  | { readonly kind: 'stall'; readonly sockets: number }
  | { readonly kind: 'resume'; readonly events: number }
  | { readonly kind: 'close' };

/** What one socket subscribes to; null for a server that just sends. */
export interface Subscription {
  readonly token: string | null;
  readonly query: string;
  readonly variables: object;
}

/** What they answer. */
export type Heard =
  | { readonly kind: 'opened'; readonly seconds: number; readonly refused: number; readonly sample: string }
  | { readonly kind: 'reached'; readonly at: number; readonly frames: number }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'resumed'; readonly leftOut: number };

/** A client's frame: masked, with a mask of zeros, which is one. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  const head = body.length < 126 ? Buffer.from([0x81, 0x80 | body.length]) : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 255]);
  return Buffer.concat([head, Buffer.alloc(4), body]);
}

/** The answer to a ping, without which a server takes a listener for gone. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

let frames = 0;
let wanted = Infinity;
let reached = () => {};
const sockets: Socket[] = [];
/** Those that stopped reading: how many frames each has had since, and whether it was told that there are no more. */
const stalled = new Map<Socket, { frames: number; isOver: boolean }>();
/** A frame that is shorter than any update says that the subscription is over. */
const OVER = 60;

/** One socket: resolves with its first message when it is subscribed, or with null when it was refused. */
function open(port: number, { token, query, variables }: Subscription): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    let shaken = false;
    let rest = Buffer.alloc(0);
    let left = 0; // bytes of the present frame that have not come yet
    let begun = false;
    socket.setNoDelay(true);
    socket.on('error', () => resolve(null));
    socket.on('close', () => resolve(null));
    socket.write(
      `GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`,
    );
    const message = (text: string) => {
      const { type } = JSON.parse(text) as { type: string };
      if (type === 'connection_ack') socket.write(frame(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } })));
      else if (type === 'next') {
        begun = true;
        resolve(text);
      } else resolve(null);
    };
    socket.on('data', (chunk: Buffer) => {
      let data = chunk;
      if (!shaken) {
        rest = Buffer.concat([rest, data]);
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        shaken = true;
        data = rest.subarray(end + 4);
        rest = Buffer.alloc(0);
        socket.write(frame(JSON.stringify({ type: 'connection_init', payload: token ? { authorization: `Bearer ${token}` } : {} })));
      }
      for (let at = 0; at < data.length || rest.length > 0;) {
        if (left > 0) {
          const taken = Math.min(left, data.length - at);
          left -= taken;
          at += taken;
          if (left > 0) return;
          continue;
        }
        if (rest.length > 0) {
          data = Buffer.concat([rest, data.subarray(at)]);
          rest = Buffer.alloc(0);
          at = 0;
        }
        const available = data.length - at;
        const short = data[at + 1]! & 127;
        const head = short < 126 ? 2 : short === 126 ? 4 : 10;
        if (available < head || (!begun && available < head + (short < 126 ? short : data.readUInt16BE(at + 2)))) {
          rest = Buffer.from(data.subarray(at));
          return;
        }
        const length = short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
        if ((data[at]! & 15) === 9) socket.write(PONG);
        if ((data[at]! & 15) === 1) {
          if (!begun) message(data.toString('utf8', at + head, at + head + length));
          else if (++frames >= wanted) reached();
          const own = stalled.get(socket);
          if (own && length < OVER) own.isOver = true;
          else if (own) own.frames += 1;
        }
        at += head;
        left = length;
      }
    });
  });
}

async function openAll(port: number, subscriptions: readonly Subscription[], atOnce: number): Promise<Heard> {
  const begun = performance.now();
  let next = 0;
  let refused = 0;
  let sample = '';
  const lane = async () => {
    while (next < subscriptions.length) {
      const first = await open(port, subscriptions[next++]!);
      if (first === null) refused += 1;
      else sample = first;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { kind: 'opened', seconds: (performance.now() - begun) / 1000, refused, sample };
}

/** Reads what is left for those that had stopped, until each has had everything or is told that it will not; answers how many it is that were told. */
async function resume(events: number): Promise<number> {
  for (const socket of stalled.keys()) socket.resume();
  for (;;) {
    const short = [...stalled].filter(([, { frames: had }]) => had < events);
    if (short.every(([socket, { isOver }]) => isOver || socket.destroyed)) return short.length;
    await delay(50);
  }
}

process.on('message', async (order: Order) => {
  const answer = (heard: Heard) => process.send!(heard);
  if (order.kind === 'open') answer(await openAll(order.port, order.sockets, order.atOnce));
  if (order.kind === 'stall')
    for (const socket of sockets.slice(0, order.sockets)) {
      stalled.set(socket, { frames: 0, isOver: false });
      socket.pause();
    }
  if (order.kind === 'resume') answer({ kind: 'resumed', leftOut: await resume(order.events) });
  if (order.kind === 'await') {
    frames = 0;
    wanted = order.frames;
    reached = () => {
      wanted = Infinity;
      answer({ kind: 'reached', at: Date.now(), frames });
    };
    answer({ kind: 'waiting' });
  }
  if (order.kind === 'close') {
    stalled.clear();
    for (const socket of sockets.splice(0)) socket.destroy();
    answer({ kind: 'reached', at: Date.now(), frames });
  }
});
process.on('disconnect', () => process.exit());
