/** HTTP in plain words: reading a body within bounds, answering. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Something wrong with a request; the message may be shown. */
export class BadRequest extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The most a request body may hold. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** Reads the body as JSON. Refuses what is too large, is not UTF-8, or is not JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new BadRequest(413, `The body is larger than ${MOST_BYTES} bytes.`);
    chunks.push(chunk);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new BadRequest(400, 'The body is not valid UTF-8.');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadRequest(400, `The body is not JSON: ${(error as Error).message.slice(0, 200)}`);
  }
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body));
}

/** Answers with one GraphQL error, in the media type that the caller prefers. */
export function sendError(request: IncomingMessage, response: ServerResponse, status: number, message: string, code: string, headers: Record<string, string> = {}): void {
  const modern = request.headers.accept?.includes('application/graphql-response+json');
  const type = `application/${modern ? 'graphql-response+json' : 'json'}; charset=utf-8`;
  sendJson(response, status, { errors: [{ message, extensions: { code } }] }, { 'content-type': type, ...headers });
}
