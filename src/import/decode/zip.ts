/** Zip archives: what is in them, and the bytes of one member. */
import { openPromise, type Entry } from 'yauzl';
import { Unreadable } from '../json/file-text.ts';
import { BOMB } from './content.ts';

/** A file in an archive, or why it cannot be read. */
export interface Member {
  readonly name: string;
  /** Its size when it is unpacked. */
  readonly size: number;
  readonly fault: string | null;
}

/** The files in an archive. Refuses one that unpacks to more than any export has. */
export async function membersOf(path: string): Promise<Member[]> {
  const members: Member[] = [];
  let [packed, total] = [0, 0];
  await eachEntry(path, (entry) => {
    packed += entry.compressedSize;
    total += entry.uncompressedSize;
    if (members.length >= BOMB.members) throw new Unreadable(`holds more than ${BOMB.members} files: no export does`);
    if (total > BOMB.total || (total > BOMB.harmless && total > packed * BOMB.ratio))
      throw new Unreadable(`unpacks to more than ${BOMB.ratio} times its size, or to more than ${BOMB.total / 1e9} GB: no export does`);
    const name = entry.fileName;
    if (!name.endsWith('/') && !name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX'))
      members.push({ name, size: entry.uncompressedSize, fault: faultOf(entry) });
    return false;
  });
  const office = members.find(({ name }) => /^(?:xl\/workbook|word\/document|ppt\/presentation)\./.test(name))?.name;
  if (office?.startsWith('xl/')) throw new Unreadable('is an Excel workbook: save each of its sheets as CSV UTF-8');
  if (office) throw new Unreadable('is an Office document, not an export');
  return members;
}

/** The bytes of a member, unpacked while they are asked for. */
export async function* bytesOfMember(path: string, name: string): AsyncGenerator<Buffer> {
  const zip = await opened(path);
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== name) continue;
      yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
      return;
    }
  } finally {
    zip.close();
  }
}

async function eachEntry(path: string, take: (entry: Entry) => boolean): Promise<void> {
  const zip = await opened(path);
  try {
    for await (const entry of zip.eachEntry()) if (take(entry)) return;
  } catch (error) {
    throw error instanceof Unreadable ? error : broken(error as Error);
  } finally {
    zip.close();
  }
}

const opened = (path: string) =>
  openPromise(path, { autoClose: false }).catch((error: Error) => {
    throw broken(error);
  });

const broken = (error: Error): Unreadable => new Unreadable(`is a zip archive that cannot be read: ${error.message}`);

function faultOf(entry: Entry): string | null {
  if (entry.isEncrypted()) return 'is encrypted in its archive: unpack it with its password';
  return [0, 8].includes(entry.compressionMethod) ? null : `is packed in a way (${entry.compressionMethod}) that cannot be read: unpack it`;
}
