/** The text of an export file, piece by piece: UTF-8 with or without a byte order mark, or UTF-16 as Windows PowerShell writes it. */
import { createReadStream } from 'node:fs';

/** Stands where bytes are no UTF-8. No text holds it, so it tells the record and the field in which they are. */
export const BROKEN = '\uFDD0';

/** A file of which nothing can be read; the message says why. */
export class Unreadable extends Error {}

const REPLACEMENT = '\uFFFD';
/** Stands, while bytes are decoded, for a replacement character that is there in its own right. */
const GENUINE = '\uFDD1';
const [replacement, genuine] = [Buffer.from(REPLACEMENT), Buffer.from(GENUINE)];

/** Reads a file. `onBytes` hears how many bytes were read. Nothing is read ahead of whoever asks for the pieces. */
export async function* textOf(path: string, onBytes: (count: number) => void = () => {}): AsyncGenerator<string> {
  let decode: ((bytes?: Buffer) => string) | undefined;
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: 64 * 1024 }) as AsyncIterable<Buffer>) {
      onBytes(bytes.length);
      decode ??= decoderOf(bytes);
      yield decode(bytes);
    }
  } catch (error) {
    throw new Unreadable(`cannot be read: ${(error as Error).message}`);
  }
  if (decode) yield decode();
}

function decoderOf(start: Buffer): (bytes?: Buffer) => string {
  if (start[0] === 0xff && start[1] === 0xfe) return plain(new TextDecoder('utf-16le'));
  if (start[0] === 0xfe && start[1] === 0xff) return plain(new TextDecoder('utf-16be'));
  return utf8();
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
