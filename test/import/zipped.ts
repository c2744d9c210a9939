/** Zip archives for tests, written byte by byte, so that they can also be wrong. */
import { crc32, deflateRawSync } from 'node:zlib';

/** How an archive is to differ from what a packer would write. */
export interface Wrong {
  /** Marks every member as encrypted. */
  readonly isEncrypted?: boolean;
  /** The size that every member says it has when it is unpacked. */
  readonly size?: number;
}

/** An archive with these members. */
export function zipped(members: Readonly<Record<string, string | Buffer | object>>, { isEncrypted = false, size }: Wrong = {}): Buffer {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(members)) {
    const bytes = typeof content === 'string' || Buffer.isBuffer(content) ? Buffer.from(content) : Buffer.from(JSON.stringify(content));
    const [packed, path] = [deflateRawSync(bytes), Buffer.from(name)];
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(isEncrypted ? 1 : 0, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(size ?? bytes.length, 18);
    shared.writeUInt16LE(path.length, 22);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    files.push(Buffer.from('PK\x03\x04'), shared, path, packed);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), shared, where, path);
    offset += 4 + shared.length + path.length + packed.length;
  }
  const end = Buffer.alloc(18);
  const count = Object.keys(members).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, ...directory, Buffer.from('PK\x05\x06'), end]);
}
