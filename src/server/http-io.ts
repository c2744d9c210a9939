/** HTTP in plain words: reading a body within bounds, answering, ending. */
import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { MIMEType } from 'node:util';
import { JsonTooLarge, parseJson } from '../kernel/load/json-limits.ts';

/** Something wrong with a request; the message may be shown. */
export class BadRequest extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The most a request body may hold. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** How much of a body that is too large is read to its end: whoever still writes would not read the answer. */
const MOST_DROPPED_BYTES = 16 * MAX_BODY_BYTES;

/** Reads the body as JSON. Refuses what says it is something else, is too large, is not UTF-8, is not JSON, or holds too much of it. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  demandJson(request.headers);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
    else if (length > MOST_DROPPED_BYTES) break;
    else chunks.length = 0;
  }
  if (length > MAX_BODY_BYTES) throw new BadRequest(413, `The body is larger than ${MAX_BODY_BYTES} bytes.`);
  const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  if (!isUtf8(body)) throw new BadRequest(400, 'The body is not valid UTF-8.');
  try {
    return parseJson(body.toString('utf8'));
  } catch (error) {
    if (error instanceof JsonTooLarge) throw new BadRequest(400, error.message);
    throw new BadRequest(400, `The body is not JSON: ${(error as Error).message.slice(0, 200)}`);
  }
}

function demandJson(headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new BadRequest(415, 'The body must not be compressed.');
  if (headers['content-type'] === 'application/json') return; // what nearly everybody says
  const type = mediaType(headers['content-type']);
  const charset = type?.params.get('charset')?.toLowerCase() ?? 'utf-8';
  if (type?.essence !== 'application/json' || charset !== 'utf-8')
    throw new BadRequest(415, 'The body must be JSON in UTF-8: send `content-type: application/json`.');
}

function mediaType(text = ''): MIMEType | null {
  try {
    return new MIMEType(text);
  } catch {
    return null;
  }
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body));
}

/** Answers with one GraphQL error, in the media type that the caller prefers. */
export function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  message: string,
  code: string,
  headers: Record<string, string> = {},
): void {
  const modern = request.headers.accept?.includes('application/graphql-response+json');
  const type = `application/${modern ? 'graphql-response+json' : 'json'}; charset=utf-8`;
  sendJson(response, status, { errors: [{ message, extensions: { code } }] }, { 'content-type': type, ...headers });
}

/** Refuses to take over a connection, such as for a WebSocket. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
}

/** Makes the function that ends a server: open requests may end within the time, and a connection without one is cut at once. */
export function gracefulShutdown(server: Server, withinMs: number): () => Promise<void> {
  const connections = new Set<Socket>();
  const working = new Set<Socket>();
  let closing = false;
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    working.add(socket);
    response.once('close', () => {
      working.delete(socket);
      if (closing) socket.destroySoon();
    });
  });
  return async () => {
    closing = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of connections) if (!working.has(socket)) socket.destroy();
    const cut = setTimeout(() => connections.forEach((socket) => socket.destroy()), withinMs);
    await closed;
    clearTimeout(cut);
  };
}

/** Whether the request's `Host` is localhost, an IP address, or the name that the server was told to listen at. */
export function isLocalHost({ headers }: IncomingMessage, listening: string): boolean {
  const name = (headers.host ?? '')
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  return name === 'localhost' || name === listening.toLowerCase() || isIP(name) !== 0;
}

/** Begins to listen; fails where it cannot. */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) =>
    server.once('error', reject).listen(port, host, () => {
      server.off('error', reject);
      resolve();
    }),
  );
}

/** The path of a request, without what is asked behind it. */
export const pathOf = (request: IncomingMessage): string => request.url!.split('?')[0]!;

/** Whether a stream of events is what the caller wants first. */
export const wantsStream = (request: IncomingMessage): boolean => firstAccepted(request) === 'text/event-stream';

/** Whether a page is what the caller wants first. */
export const prefersHtml = (request: IncomingMessage): boolean => firstAccepted(request) === 'text/html';

const firstAccepted = ({ headers }: IncomingMessage) => headers.accept?.split(/[,;]/)[0]!.trim().toLowerCase();
