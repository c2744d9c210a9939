/** The sink of a subscription over a WebSocket: writes `graphql-transport-ws` messages directly to the socket. */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Text } from '../fan-out/rendered-message.ts';
import { flushed, type Sink } from '../fan-out/sink.ts';

/** The close code for a client that does not read. */
export const TOO_SLOW = 4498;
const END = Buffer.from('}');
const TEXT = { binary: false };
const CUT_AFTER_MS = 5_000;

/** Sends one result as text under an operation's id; resolves when the connection has taken it, or is gone. */
export const sendText = (socket: WebSocket, id: string, text: string): Promise<void> =>
  new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${text}}`, TEXT, () => resolve());
  });

/** Writes to a socket under an operation's id. `complete` is left to the protocol. */
export class SocketSink implements Sink {
  readonly #socket: WebSocket;
  readonly #before: Buffer;
  readonly complete: () => void;

  constructor(socket: WebSocket, id: string, complete: () => void) {
    this.#socket = socket;
    this.#before = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
    this.complete = complete;
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  write(text: Text): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(Buffer.concat([this.#before, text, END]), TEXT);
  }

  batch(work: () => void): void {
    // `ws` corks its socket for each message, and offers no way to cork it for several.
    const tcp = (this.#socket as unknown as { _socket: Socket | null })._socket;
    tcp?.cork();
    work();
    tcp?.uncork();
  }

  drained(withinMs: number): Promise<boolean> {
    const socket = this.#socket;
    if (socket.bufferedAmount === 0) return Promise.resolve(true);
    return flushed(socket, withinMs, (done) => socket.ping('', false, done));
  }

  cut(): void {
    const socket = this.#socket;
    socket.close(TOO_SLOW, 'You do not read what you are sent; connect again and resume after your cursor');
    setTimeout(() => socket.terminate(), CUT_AFTER_MS).unref();
  }
}
