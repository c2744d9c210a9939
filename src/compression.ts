/** Compression: answers of some length, for those who accept it. It is done outside the event loop. */
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

/** A body as it is sent, and its encoding where it has one. */
export interface Encoded {
  readonly body: string | Buffer;
  readonly encoding: string | null;
}

/** Compresses a text if it is long enough and the caller accepts it; nothing is done, nor waited for, where it does not say so. */
export function encoded(text: string, acceptEncoding: string | undefined): Encoded | Promise<Encoded> {
  if (acceptEncoding === undefined || text.length < MIN_LENGTH) return { body: text, encoding: null };
  const negotiator = new Negotiator({ headers: { 'accept-encoding': acceptEncoding } }) as unknown as Preferring;
  const [accepted] = negotiator.encodings(PREFERRED, { preferred: PREFERRED });
  if (accepted !== 'br' && accepted !== 'gzip') return { body: text, encoding: null };
  return encoders[accepted](text, OPTIONS[accepted]).then((body) => ({ body, encoding: accepted }));
}
