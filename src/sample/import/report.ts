/** The report: what became of everything that was read. */
import type { Counts } from '../intake-table.ts';
import type { Records } from '../records.ts';

/** Where something stood. */
export interface Place {
  readonly file: string;
  /** Which record of the file, from 1; null for the file as a whole. */
  readonly number: number | null;
}

/** Something to tell about a place. */
export interface Remark extends Place {
  readonly field: string | null;
  readonly why: string;
}

/** More remarks on one file than anybody reads are only counted. */
const MOST = 20;

/** Remarks of one kind, file by file. */
export class Remarks {
  readonly #files = new Map<string, { told: Remark[]; count: number }>();

  /** How many there are. */
  get count(): number {
    return [...this.#files.values()].reduce((sum, { count }) => sum + count, 0);
  }

  add(remark: Remark): void {
    const file = this.#files.get(remark.file) ?? { told: [], count: 0 };
    this.#files.set(remark.file, file);
    file.count++;
    if (file.told.length < MOST) file.told.push(remark);
  }

  /** One line each, and one for those that are not told. */
  get lines(): string[] {
    const files = [...this.#files].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return files.flatMap(([name, { told, count }]) => [
      ...told.map(lineOf),
      ...(count > told.length ? [`${name}: and ${count - told.length} more like these`] : []),
    ]);
  }
}

/** What a file says is shown on a terminal: none of its characters may command that. */
function lineOf({ file, number, field, why }: Remark): string {
  const at = [file, number === null ? '' : `record ${number}`, field ?? ''].filter(Boolean).join(', ');
  return `${at}: ${why}`.replaceAll(/\p{Cc}/gu, '\uFFFD');
}

/** Takes note of everything while an import runs. */
export class Report {
  readonly counts = new Map<keyof Records, Counts & { refused: number }>();
  /** What is wrong: it was not taken. */
  readonly refused = new Remarks();
  /** What is understood and has no place here. */
  readonly leftOut = new Remarks();
  /** What was taken without a part of it. */
  readonly partly = new Remarks();
  /** Refusals that were told: a file can be read more than once. */
  readonly #told = new Set<string>();

  count(kind: keyof Records, { created, changed, unchanged }: Counts): void {
    const sum = this.#of(kind);
    sum.created += created;
    sum.changed += changed;
    sum.unchanged += unchanged;
  }

  /** `kind` is what the record would have become. */
  refuse(place: Place, field: string | null, why: string, kind?: keyof Records): void {
    const once = `${place.file}\n${place.number}\n${field}`;
    if (this.#told.has(once)) return;
    if (this.#told.size < 10_000) this.#told.add(once);
    this.refused.add({ ...place, field, why });
    if (kind) this.#of(kind).refused++;
  }

  leave(place: Place, why: string): void {
    this.leftOut.add({ ...place, field: null, why });
  }

  remark(place: Place, field: string | null, why: string): void {
    this.partly.add({ ...place, field, why });
  }

  #of(kind: keyof Records): Counts & { refused: number } {
    const sum = this.counts.get(kind) ?? { created: 0, changed: 0, unchanged: 0, refused: 0 };
    this.counts.set(kind, sum);
    return sum;
  }
}
