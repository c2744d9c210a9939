/** The report: what became of everything that was read. */
import type { Counts } from '../../ingest/upsert.ts';
import type { Records } from '../../ingest/records/index.ts';
import { Completeness } from '../detect/completeness.ts';
import { UnreadFields } from './unread-fields.ts';
import { ImportedOrganizations } from '../organizations.ts';
import { Remarks, type RecordPlace } from './remarks.ts';

export type { RecordPlace as Place } from './remarks.ts';

/** Takes note of everything while an import runs. */
export class Report {
  readonly counts = new Map<keyof Records, Counts & { refused: number }>();
  /** What is wrong: it was not taken. */
  readonly refused = new Remarks();
  /** What is understood and has no place here. */
  readonly leftOut = new Remarks();
  /** What was taken without a part of it, or is worth a look. */
  readonly partly = new Remarks();
  /** The file whose records are being written. */
  file = '';
  /** How many records and files were refused; each can have several faults. */
  refusedCount = 0;
  readonly fields = new UnreadFields();
  readonly organizations = new ImportedOrganizations();
  readonly completeness = new Completeness();
  /** Files of which at least one record was taken. */
  readonly taken = new Set<string>();
  /** Refusals that were told: a file can be read more than once. */
  readonly #told = new Set<string>();

  count(kind: keyof Records, { created, changed, unchanged }: Counts): void {
    const sum = this.#of(kind);
    sum.created += created;
    sum.changed += changed;
    sum.unchanged += unchanged;
  }

  /** `kind` is what the record would have become; a record of several faults is counted with the first. */
  refuse(place: RecordPlace, field: string | null, why: string, kind?: keyof Records): void {
    const once = [place.file, place.number, place.id, field].join('\n');
    if (this.#told.has(once)) return;
    if (this.#told.size < 10_000) this.#told.add(once);
    this.refused.add({ ...place, field, why });
    if (kind) this.#of(kind).refused++;
    if (kind || place.number === null) this.refusedCount++;
  }

  leave(place: RecordPlace, why: string): void {
    this.leftOut.add({ ...place, field: null, why });
  }

  remark(place: RecordPlace, field: string | null, why: string): void {
    this.partly.add({ ...place, field, why });
  }

  /** Removes what it keeps outside of memory. */
  close(): void {
    for (const remarks of [this.refused, this.leftOut, this.partly]) remarks.close();
  }

  #of(kind: keyof Records): Counts & { refused: number } {
    const sum = this.counts.get(kind) ?? { created: 0, changed: 0, unchanged: 0, refused: 0 };
    this.counts.set(kind, sum);
    return sum;
  }
}
