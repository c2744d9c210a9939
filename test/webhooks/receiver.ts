/** A receiver of webhooks: a real HTTP server that keeps what it is sent, and answers as it is told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

/** What came. */
export interface Received {
  readonly path: string;
  readonly id: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly body: { type: string; timestamp: string; data: any };
}

/** The kind of the message with which an endpoint begins. */
export const BEGUN = 'subscription.live_from_here';

/** Answers a request. */
export type Answers = (response: ServerResponse, received: Received) => void;

/** A status, and nothing else. */
export const status =
  (code: number, headers: Record<string, string> = {}): Answers =>
  (response) =>
    void response.writeHead(code, headers).end();

/** A receiver under test. */
export interface Receiver {
  readonly url: string;
  /** Everything that came so far, but for what endpoints begin with. */
  readonly received: Received[];
  /** The first messages of endpoints: they are taken, however the rest is answered. */
  readonly begun: Received[];
  /** How it answers from now on; 204 at first. */
  answer: Answers;
  /** Resolves when so many have come, or those that the condition is about. */
  until(count: number, which?: (received: Received) => boolean): Promise<Received[]>;
  stop(): Promise<void>;
}

/** Listens on the loopback address. */
export async function receiver(): Promise<Receiver> {
  const received: Received[] = [];
  const begun: Received[] = [];
  let tell = () => {};
  const server = createServer(async (request, response) => {
    const said = await text(request);
    const one: Received = {
      path: request.url!,
      id: String(request.headers['webhook-id']),
      headers: request.headers,
      text: said,
      body: JSON.parse(said),
    };
    if (one.body.type === BEGUN) {
      begun.push(one);
      response.writeHead(204).end();
    } else {
      received.push(one);
      self.answer(response, one);
    }
    tell();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    begun,
    answer: status(204),
    async until(count, which = () => true) {
      while (received.filter(which).length < count) {
        await new Promise<void>((resolve) => {
          const before = tell;
          tell = () => {
            before();
            resolve();
          };
        });
      }
      return received.filter(which);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}

/** What the library makes of what came, at the time that it says it was sent; it throws where the signature is not good. */
export function verified(secret: string, { headers, id, text: said }: Received): unknown {
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  const expected = new Webhook(secret).sign(id, at, said);
  if (!String(headers['webhook-signature']).split(' ').includes(expected)) throw new Error('the signature is not good');
  return JSON.parse(said);
}
