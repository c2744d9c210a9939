/** The text of an export file, piece by piece: UTF-8 or UTF-16, with or without a byte order mark; or what a mapping says of a table. */
import { bytesOf, type Content } from '../decode/content.ts';

/** Stands where bytes are no UTF-8. No text holds it, so it tells the record and the field in which they are. */
export const BROKEN = '\uFDD0';

/** A file of which nothing can be read; the message says why. */
export class Unreadable extends Error {}

const REPLACEMENT = '\uFFFD';
/** Stands, while bytes are decoded, for a replacement character that is there in its own right. */
const GENUINE = '\uFDD1';
const [replacement, genuine] = [Buffer.from(REPLACEMENT), Buffer.from(GENUINE)];

/** Reads a content. `onBytes` hears how many bytes of the file were read. Nothing is read ahead of whoever asks for the pieces. */
export async function* textOf(content: Content, onBytes: (count: number) => void = () => {}): AsyncGenerator<string> {
  let decode: ((bytes?: Buffer) => string) | undefined;
  try {
    for await (const bytes of bytesOf(content, onBytes)) {
      decode ??= decoderOf(bytes, content.table?.encoding);
      yield decode(bytes);
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(`cannot be read: ${(error as Error).message}`);
  }
  if (decode) yield decode();
}

function decoderOf(start: Buffer, encoding: string | undefined): (bytes?: Buffer) => string {
  if (start[0] === 0xff && start[1] === 0xfe) return plain(new TextDecoder('utf-16le'));
  if (start[0] === 0xfe && start[1] === 0xff) return plain(new TextDecoder('utf-16be'));
  if (encoding) return plain(new TextDecoder(encoding));
  return bare(start) ?? utf8();
}

/** UTF-16 without a byte order mark: every other byte of its beginning is zero, for exports begin with signs of ASCII. */
function bare(start: Buffer): ((bytes?: Buffer) => string) | undefined {
  const length = Math.min(start.length, 64) & ~1;
  const zeros = [0, 1].map((parity) => start.subarray(0, length).filter((byte, index) => byte === 0 && index % 2 === parity).length);
  const half = length / 2;
  if (half < 2) return undefined;
  if (zeros[1]! > half * 0.8 && zeros[0] === 0) return plain(new TextDecoder('utf-16le'));
  return zeros[0]! > half * 0.8 && zeros[1] === 0 ? plain(new TextDecoder('utf-16be')) : undefined;
}

const plain =
  (decoder: InstanceType<typeof TextDecoder>) =>
  (bytes?: Buffer): string =>
    decoder.decode(bytes, { stream: bytes !== undefined });

function utf8(): (bytes?: Buffer) => string {
  const decoder = plain(new TextDecoder());
  let rest = Buffer.alloc(0);
  return (bytes) => {
    const all = rest.length > 0 && bytes ? Buffer.concat([rest, bytes]) : (bytes ?? rest);
    // A replacement character must not be cut in two: its halves would look broken.
    const cut = bytes ? all.length - beginning(all) : all.length;
    rest = Buffer.from(all.subarray(cut));
    const text = decoder(marked(all.subarray(0, cut))) + (bytes ? '' : decoder());
    return text.includes(REPLACEMENT) || text.includes(GENUINE)
      ? text.replaceAll(REPLACEMENT, BROKEN).replaceAll(GENUINE, REPLACEMENT)
      : text;
  };
}

const beginning = (bytes: Buffer): number =>
  bytes.at(-1) === replacement[0] ? 1 : bytes.at(-2) === replacement[0] && bytes.at(-1) === replacement[1] ? 2 : 0;

function marked(bytes: Buffer): Buffer {
  let at = bytes.indexOf(replacement);
  if (at < 0) return bytes;
  const copy = Buffer.from(bytes);
  for (; at >= 0; at = copy.indexOf(replacement, at + 3)) genuine.copy(copy, at);
  return copy;
}
