/** Event cursors: encrypted positions in the event log. They reveal nothing, and are valid for one organization only. */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { kernelMessages } from '../i18n/kernel-messages.ts';
import { Problem } from '../write/problem.ts';
import type { ViewerRole } from '../access/viewer.ts';

/** A position in the event log, and a stamp that tells whether the event there is still the same. */
export interface EventPosition {
  readonly position: number;
  /**
   * A random number that the position gets with its event. A log restored from an older copy assigns the position again, with another
   * stamp.
   */
  readonly stamp: number;
}

/**
 * Encodes and decodes cursors. A position counts the events of all organizations, so it stays secret. Position and organization are one AES
 * block under a key that all processes on a database share. A cursor is valid only if it decrypts to the reader's own organization; nobody
 * can forge one, or use another's.
 */
export class EventCursors {
  readonly #key: Buffer;
  readonly #made = new LRUCache<string, string>({ max: 20_000 });

  /** The key has 32 bytes. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /**
   * The cursor of a position for an organization, and for a role where the role decides what is sent. Many subscribers request the same one
   * at once.
   */
  encode({ position, stamp }: EventPosition, organization: string, role: ViewerRole | null = null): string {
    const name = `${position} ${stamp} ${organization} ${role}`;
    let cursor = this.#made.get(name);
    if (cursor === undefined) this.#made.set(name, (cursor = this.#make(position, stamp, organization, role)));
    return cursor;
  }

  #make(position: number, stamp: number, organization: string, role: ViewerRole | null): string {
    const block = Buffer.concat([ownerOf(organization), Buffer.alloc(12)]);
    block[4] = role === null ? 0 : ROLES.indexOf(role) + 1;
    block.writeUIntBE(stamp, 5, 5);
    block.writeUIntBE(position, 10, 6);
    const cipher = createCipheriv('aes-256-ecb', this.#key, null).setAutoPadding(false);
    return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url');
  }

  /** The position of an organization's cursor, or a problem. */
  decode(cursor: string, organization: string): EventPosition {
    const { position, stamp } = this.#open(cursor, organization);
    return { position, stamp };
  }

  /** The role that the cursor is for; null for any. */
  roleIn(cursor: string, organization: string): ViewerRole | null {
    return this.#open(cursor, organization).role;
  }

  #open(cursor: string, organization: string): EventPosition & { role: ViewerRole | null } {
    const block = Buffer.from(cursor.slice(0, 64), 'base64url');
    const wrong = new Problem('INVALID', kernelMessages.cursorOfNoSubscription(), { field: 'after' });
    if (block.length !== 16 || cursor.length > 64) throw wrong;
    const decipher = createDecipheriv('aes-256-ecb', this.#key, null).setAutoPadding(false);
    const plain = Buffer.concat([decipher.update(block), decipher.final()]);
    if (!plain.subarray(0, 4).equals(ownerOf(organization))) throw wrong;
    return { position: plain.readUIntBE(10, 6), stamp: plain.readUIntBE(5, 5), role: ROLES[plain[4]! - 1] ?? null };
  }
}

/** The order is part of the cursor format and must not change. */
const ROLES: readonly ViewerRole[] = ['HELPDESK_AGENT', 'ADMIN_AGENT', 'SALES_AGENT', 'MEMBER', 'ADMINISTRATOR'];

const ownerOf = (organization: string): Buffer => createHash('sha256').update(organization).digest().subarray(0, 4);
