/** HTTP as it goes over the wire: requests that no client library would let one send. */
import { connect, type Socket } from 'node:net';

/** An answer, read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. */
  readonly json: any;
}

/** Sends a request with `fetch`. */
export async function send(url: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Reply> {
  return replyOf(await fetch(url, { redirect: 'manual', ...init }));
}

/** Posts a body as it is. */
export const post = (url: string, token: string | null, body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...headers },
    body:
      typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream
        ? (body as RequestInit['body'])
        : JSON.stringify(body),
    duplex: 'half',
  });

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    get json() {
      return JSON.parse(text);
    },
  };
}

/** A bare connection to the server of a URL. */
export function dial(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => resolve(socket)).once('error', reject);
  });
}

/** Writes some bytes on a connection of its own, and reads until the server closes it or has said what is waited for. */
export async function speak(url: string, bytes: string | Uint8Array, until = /$^/): Promise<string> {
  const socket = await dial(url);
  socket.write(bytes);
  let said = '';
  for await (const chunk of socket.setEncoding('utf8') as AsyncIterable<string>) if (until.test((said += chunk))) break;
  return said;
}
