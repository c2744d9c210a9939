/** Event cursors: places in the event log that tell their bearer nothing, and are good for one organization only. */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { kernelMessages } from './messages.ts';
import { Problem } from './problem.ts';
import type { ViewerRole } from './viewer.ts';

/**
 * Makes and reads cursors. A position counts everything that happened to everybody, so it is not shown: position and
 * organization are one block of AES under a key that the processes on one database share. What does not decrypt to the
 * reader's own organization is no cursor; nobody can make one up, or use another's.
 */
export class EventCursors {
  readonly #key: Buffer;
  readonly #made = new LRUCache<string, string>({ max: 20_000 });

  /** The key has 32 bytes. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** The cursor of a position, for an organization, and for one role in it where the role decides what is told. Many ask for the same one at the same time. */
  of(position: number, organization: string, role: ViewerRole | null = null): string {
    const name = `${position} ${organization} ${role}`;
    let cursor = this.#made.get(name);
    if (cursor === undefined) this.#made.set(name, (cursor = this.#make(position, organization, role)));
    return cursor;
  }

  #make(position: number, organization: string, role: ViewerRole | null): string {
    const block = Buffer.concat([ownerOf(organization), Buffer.alloc(8)]);
    block.writeBigUInt64BE(BigInt(position), 8);
    block[8] = role === null ? 0 : ROLES.indexOf(role) + 1;
    const cipher = createCipheriv('aes-256-ecb', this.#key, null).setAutoPadding(false);
    return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url');
  }

  /** The position that a cursor of the organization names, or a problem. */
  read(cursor: string, organization: string): number {
    return this.#open(cursor, organization).position;
  }

  /** For which role it was made; null for any. */
  roleOf(cursor: string, organization: string): ViewerRole | null {
    return this.#open(cursor, organization).role;
  }

  #open(cursor: string, organization: string): { position: number; role: ViewerRole | null } {
    const block = Buffer.from(cursor.slice(0, 64), 'base64url');
    const wrong = new Problem('INVALID', kernelMessages.cursorOfNoSubscription(), { field: 'after' });
    if (block.length !== 16 || cursor.length > 64) throw wrong;
    const decipher = createDecipheriv('aes-256-ecb', this.#key, null).setAutoPadding(false);
    const plain = Buffer.concat([decipher.update(block), decipher.final()]);
    if (!plain.subarray(0, 8).equals(ownerOf(organization))) throw wrong;
    return { position: Number(plain.readBigUInt64BE(8) & POSITION), role: ROLES[plain[8]! - 1] ?? null };
  }
}

/** The role has the first of the eight bytes. */
const POSITION = 2n ** 56n - 1n;
/** In the order of their numbers in cursors, which stay what they are. */
const ROLES: readonly ViewerRole[] = ['HELPDESK_AGENT', 'ADMIN_AGENT', 'SALES_AGENT', 'MEMBER', 'ADMINISTRATOR'];

const ownerOf = (organization: string): Buffer => createHash('sha256').update(organization).digest().subarray(0, 8);
