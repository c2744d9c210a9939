/** Bodies of answers: encoded a slice at a time where they are long, and compressed for those who accept it, outside the event loop. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import Negotiator from 'negotiator';
import type { Party } from '../kernel/load/fair-queue.ts';
import { isSliceOver, laterTurn, loopTurn } from '../kernel/load/event-loop.ts';

/** Shorter answers fit in a packet or two as they are. */
const MIN_LENGTH = 1_024;
/** So many characters are encoded in one go. */
const AT_ONCE = 128 * 1024;

const encoders = {
  br: promisify(brotliCompress) as (body: Buffer, options: object) => Promise<Buffer>,
  gzip: promisify(gzip) as (body: Buffer, options: object) => Promise<Buffer>,
};
/** As fast as can be at the size that gzip has by itself. */
const OPTIONS = { br: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }, gzip: { level: constants.Z_DEFAULT_COMPRESSION } };
const PREFERRED = ['br', 'gzip', 'identity'];

/** The published types do not know the option yet. */
interface Preferring {
  encodings(available: readonly string[], options: { preferred: readonly string[] }): string[];
}

/** Sends a text, compressed if it is long enough and the caller accepts it; a short one is sent before this returns where the caller does not say so. */
export function sendEncoded(
  { headers: { 'accept-encoding': accepted } }: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  text: string,
  party: Party,
): void | Promise<void> {
  const encoding = accepted === undefined || text.length < MIN_LENGTH ? null : encodingFor(accepted);
  if (encoding !== null || text.length > AT_ONCE) return sendParts(response, status, headers, text, encoding, party);
  // With its length known it is written together with the head, and not in chunks.
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(text)) }).end(text);
}

async function sendParts(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  text: string,
  encoding: keyof typeof encoders | null,
  party: Party,
): Promise<void> {
  const plain = text.length > AT_ONCE ? await encodedInSlices(text, party) : [Buffer.from(text)];
  const parts = encoding === null ? plain : [await encoders[encoding](Buffer.concat(plain), OPTIONS[encoding])];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  response.writeHead(status, { ...headers, ...(encoding && { 'content-encoding': encoding }), 'content-length': String(length) });
  for (const part of parts) response.write(part);
  response.end();
}

/** A long text in UTF-8, encoded while others have the event loop in between. */
async function encodedInSlices(text: string, party: Party): Promise<Buffer[]> {
  const parts: Buffer[] = [];
  await loopTurn(party);
  for (let start = 0; start < text.length;) {
    // No pair of surrogates is cut in two.
    const isCut = (text.charCodeAt(start + AT_ONCE - 1) & 0xfc00) === 0xd800;
    const end = start + AT_ONCE - (isCut ? 1 : 0);
    parts.push(Buffer.from(text.slice(start, end)));
    start = end;
    if (isSliceOver()) await laterTurn(party);
  }
  return parts;
}

function encodingFor(accepted: string): keyof typeof encoders | null {
  const negotiator = new Negotiator({ headers: { 'accept-encoding': accepted } }) as unknown as Preferring;
  const [best] = negotiator.encodings(PREFERRED, { preferred: PREFERRED });
  return best === 'br' || best === 'gzip' ? best : null;
}
