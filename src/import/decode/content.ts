/** The bytes of an export, out of whatever it is packed in: a file as it is, gzip, or a member of a zip archive. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Unreadable } from '../json/file-text.ts';
import { bytesOfMember, membersOf, type Member } from './zip.ts';
import type { Table } from '../tables/mapping.ts';

/** Something that records can be read from. */
export interface Content {
  /** The file on the disk. */
  readonly path: string;
  /** Which of its members, in a zip archive. */
  readonly member?: string | undefined;
  /** How the columns of its rows are to be understood, once that is known. */
  readonly table?: Table | undefined;
}

/** What unpacks to much more than it was is made to fill a disk or a day. */
export const BOMB = { ratio: 200, harmless: 100_000_000, total: 8_000_000_000, members: 10_000 };

const PIECE = 64 * 1024;
const [GZIP, ZIP] = [Buffer.from([0x1f, 0x8b]), Buffer.from('PK')];

/** The members of an archive; null for a file that is none. */
export async function unpacked(path: string): Promise<readonly Member[] | null> {
  const file = await open(path);
  try {
    const start = Buffer.alloc(4);
    await file.read(start, 0, 4, 0);
    return start.subarray(0, 2).equals(ZIP) && [3, 5].includes(start[2]!) ? await membersOf(path) : null;
  } finally {
    await file.close();
  }
}

/** Reads a content, unpacked. `onBytes` hears how far the file itself was read. Nothing is read ahead of whoever asks. */
export async function* bytesOf({ path, member }: Content, onBytes: (count: number) => void = () => {}): AsyncGenerator<Buffer> {
  const packed = member === undefined ? createReadStream(path, { highWaterMark: PIECE }) : bytesOfMember(path, member);
  const read = counted(packed as AsyncIterable<Buffer>, onBytes);
  const first = await read.next();
  if (first.done) return;
  const all = resumed(first.value, read);
  if (!first.value.subarray(0, 2).equals(GZIP)) yield* checked(all, first.value);
  else if (member !== undefined) throw new Unreadable('is packed within a packed file: unpack it first');
  else yield* gunzipped(all);
}

async function* counted(bytes: AsyncIterable<Buffer>, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    onBytes(piece.length);
    yield piece;
  }
}

async function* resumed(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

async function* checked(bytes: AsyncIterable<Buffer>, first: Buffer): AsyncGenerator<Buffer> {
  const isZip = first.subarray(0, 2).equals(ZIP) && first[2] === 3 && first[3] === 4;
  if (isZip) throw new Unreadable('is a zip archive within a packed file: unpack it first');
  if (first.subarray(257, 262).toString('latin1') === 'ustar') throw new Unreadable('is a tar archive: unpack it first');
  yield* bytes;
}

async function* gunzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let [inside, outside] = [0, 0];
  const gunzip = createGunzip({ chunkSize: PIECE });
  const source = Readable.from(counted(packed, (count) => (inside += count)));
  // What fails is heard where the pieces are read.
  pipeline(source, gunzip, () => {});
  let isFirst = true;
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      outside += piece.length;
      if (outside > BOMB.harmless && outside > inside * BOMB.ratio)
        throw new Unreadable(`unpacks to more than ${BOMB.ratio} times its size: no export does`);
      if (isFirst) for await (const _ of checked(resumed(piece, none()), piece));
      isFirst = false;
      yield piece;
    }
  } finally {
    gunzip.destroy();
  }
}

async function* none(): AsyncGenerator<Buffer> {}
