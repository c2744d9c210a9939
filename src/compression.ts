/** Compression: answers of some length, for those who accept it. It is done outside the event loop. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import Negotiator from 'negotiator';

/** Shorter answers fit in a packet or two as they are. */
const MIN_LENGTH = 1_024;

const encoders = {
  br: promisify(brotliCompress) as (text: string, options: object) => Promise<Buffer>,
  gzip: promisify(gzip) as (text: string, options: object) => Promise<Buffer>,
};
/** As fast as can be at the size that gzip has by itself. */
const OPTIONS = { br: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }, gzip: { level: constants.Z_DEFAULT_COMPRESSION } };
const PREFERRED = ['br', 'gzip', 'identity'];

/** The published types do not know the option yet. */
interface Preferring {
  encodings(available: readonly string[], options: { preferred: readonly string[] }): string[];
}

/** Sends a text, compressed if it is long enough and the caller accepts it; nothing is done, nor waited for, where it does not say so. */
export function sendEncoded(
  { headers: { 'accept-encoding': accepted } }: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  text: string,
): void | Promise<void> {
  const encoding = accepted === undefined || text.length < MIN_LENGTH ? null : encodingFor(accepted);
  if (encoding === null) return void response.writeHead(status, headers).end(text);
  return encoders[encoding](text, OPTIONS[encoding]).then((body) => {
    response.writeHead(status, { ...headers, 'content-encoding': encoding, 'content-length': body.length }).end(body);
  });
}

function encodingFor(accepted: string): keyof typeof encoders | null {
  const negotiator = new Negotiator({ headers: { 'accept-encoding': accepted } }) as unknown as Preferring;
  const [best] = negotiator.encodings(PREFERRED, { preferred: PREFERRED });
  return best === 'br' || best === 'gzip' ? best : null;
}
