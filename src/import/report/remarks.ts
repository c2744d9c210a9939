/** Remarks of one kind: what is shown is held, and all of them are kept in a file until the report is written. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where something stood. */
export interface RecordPlace {
  readonly file: string;
  /** Which record of the file, from 1; null for the file as a whole. */
  readonly number: number | null;
  /** The id that the record has in the export; left out where it has none. */
  readonly id?: string | undefined;
}

/** Something to tell about a place. */
export interface Remark extends RecordPlace {
  readonly field: string | null;
  readonly why: string;
}

/** More remarks on one file than anybody reads are only counted on the screen, unless they are about another field. */
const [SHOWN, SHOWN_AT_MOST] = [20, 60];
/** So many are held in memory before they go to the file. */
const HELD = 1_000;

/** Remarks of one kind, file by file. */
export class Remarks {
  readonly #files = new Map<string, { shown: Remark[]; fields: Set<string>; count: number }>();
  #held: Remark[] = [];
  #spill: { folder: string; file: number; length: number } | null = null;
  #count = 0;

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  add(remark: Remark): void {
    this.#count++;
    const file = this.#files.get(remark.file) ?? { shown: [], fields: new Set<string>(), count: 0 };
    this.#files.set(remark.file, file);
    file.count++;
    const field = remark.field?.replaceAll(/\[\d+\]/g, '') ?? '';
    if (file.shown.length < SHOWN || (!file.fields.has(field) && file.shown.length < SHOWN_AT_MOST)) file.shown.push(remark);
    file.fields.add(field);
    this.#held.push(remark);
    if (this.#held.length >= HELD) this.#write();
  }

  /** One line each, and one for those that are not shown. */
  get lines(): string[] {
    return this.#linesBy(lineOf);
  }

  /** The same, with the ids of the records. */
  get linesWithIds(): string[] {
    return this.#linesBy((remark) => lineOf(remark, remark.id));
  }

  #linesBy(line: (remark: Remark) => string): string[] {
    const files = [...this.#files].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return files.flatMap(([name, { shown, count }]) => [
      ...shown.map((remark) => line(remark)),
      ...(count > shown.length ? [`${name}: and ${count - shown.length} more; --report FILE has all of them`] : []),
    ]);
  }

  /** All of them, as JSON texts, in the order in which they came. */
  *all(): Generator<string> {
    if (this.#spill) {
      const { file, length } = this.#spill;
      const buffer = Buffer.alloc(64 * 1024);
      let rest = Buffer.alloc(0);
      for (let at = 0; at < length;) {
        const read = readSync(file, buffer, 0, buffer.length, at);
        at += read;
        const bytes = Buffer.concat([rest, buffer.subarray(0, read)]);
        const end = bytes.lastIndexOf(0x0a) + 1;
        rest = Buffer.from(bytes.subarray(end));
        yield* bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
      }
    }
    for (const remark of this.#held) yield textOf(remark);
  }

  /** Removes the file. */
  close(): void {
    if (!this.#spill) return;
    closeSync(this.#spill.file);
    rmSync(this.#spill.folder, { recursive: true, force: true });
    this.#spill = null;
  }

  #write(): void {
    if (!this.#spill) {
      const folder = mkdtempSync(join(tmpdir(), 'tierline-report-'));
      this.#spill = { folder, file: openSync(join(folder, 'remarks'), 'w+', 0o600), length: 0 };
    }
    const bytes = Buffer.from(this.#held.map((remark) => `${textOf(remark)}\n`).join(''));
    writeSync(this.#spill.file, bytes, 0, bytes.length, this.#spill.length);
    this.#spill.length += bytes.length;
    this.#held = [];
  }
}

const textOf = ({ file, number, id, field, why }: Remark): string =>
  JSON.stringify({ file, record: number, id: id ?? null, field, message: why });

/** What a file says, or is called, is shown on a terminal: none of its characters may command that. */
export const harmless = (text: string): string => text.replaceAll(/[^\P{Cc}\n]/gu, '\uFFFD');

function lineOf({ file, number, field, why }: Remark, id?: string): string {
  const record = number === null ? '' : `record ${number}${id !== undefined ? ` (${id.slice(0, 80)})` : ''}`;
  const at = [file, record, field ?? ''].filter(Boolean).join(', ');
  return `${at}: ${why}`.replaceAll(/\p{Cc}/gu, '\uFFFD');
}
