/** The WebSocket as it goes over the wire: messages that no client library would let one send. */
import { once } from 'node:events';
import WebSocket from 'ws';

/** A bare socket. */
export interface Wire {
  readonly socket: WebSocket;
  /** Sends a message as JSON, text as it is, bytes as binary. */
  send(message: object | string | Uint8Array): void;
  /** The next message of this type. */
  next(type: string): Promise<any>;
  /** What came and was not asked for yet. */
  readonly waiting: readonly unknown[];
  readonly closed: Promise<{ code: number; reason: string }>;
}

/** Connects; with a token, until the server has acknowledged it. */
export async function wire(
  url: string,
  { token, protocol = 'graphql-transport-ws' }: { token?: string; protocol?: string | string[] } = {},
): Promise<Wire> {
  const socket = new WebSocket(url.replace('http', 'ws'), protocol);
  const received: any[] = [];
  let look = () => {};
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)));
    look();
  });
  socket.on('error', () => {}); // the close tells
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  const result: Wire = {
    socket,
    closed,
    waiting: received,
    send: (message) => socket.send(typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message)),
    next: (type) =>
      new Promise((resolve) => {
        look = () => {
          const at = received.findIndex((message) => message.type === type);
          if (at < 0) return;
          look = () => {};
          resolve(received.splice(at, 1)[0]);
        };
        look();
      }),
  };
  await once(socket, 'open');
  if (token) {
    result.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await result.next('connection_ack');
  }
  return result;
}
