/** Steps: how records of one shape become records of Tierline. The order of the steps is that in which things depend on each other. */
import type { Records } from '../../ingest/records/index.ts';
import type { Directory } from '../desks/directory.ts';
import type { Envelope } from '../json/chunk.ts';
import type { ExistingRecords } from './existing-records.ts';
import type { FieldReader } from './field-reader.ts';
import type { Place, Report } from '../report/report.ts';
import type { ExportFormat } from '../detect/export-format.ts';
import type { Mapping } from '../tables/mapping.ts';

/** Something to be written. With `fill` it says only what is not known yet, such as a name that came with a reference. */
export type WriteCommand = { [K in keyof Records]: readonly [kind: K, record: Records[K], how?: 'fill'] }[keyof Records];

/** Whose an export is. */
export interface Origin {
  /** The tenant of the partner whose export it is; undefined if nobody says. */
  readonly exporter: string | undefined;
  /** The tenant of the customer out of which the partner exported what a tenant has of its own; undefined for the partner's own tenant. */
  readonly customer?: string | undefined;
  /** What the operator says of words, columns and customers. */
  readonly mappings?: readonly Mapping[] | undefined;
  /** The groups whose members stand in files of their own, by the ids in the names of those. */
  readonly groupsApart?: ReadonlySet<string> | undefined;
}

/** Where a record comes from. */
export interface StepSource extends Origin {
  readonly envelope: Envelope;
  /** The name of the file below the folder. */
  readonly file: string;
}

/** A record that was read, and where it stood. */
export interface ParsedRecord<D> {
  readonly said: D;
  readonly place: Place;
  readonly source: StepSource;
}

/** What a step has in hand when it settles what its records mean. */
export interface ImportContext {
  readonly known: ExistingRecords;
  readonly directory: Directory;
  readonly report: Report;
}

/** One way through the files of a shape. */
export interface ImportStep<D = unknown> {
  readonly shape: ExportFormat;
  /** What its records are, first what those count as that are refused. Other things that they tell are counted only when they are new. */
  readonly kinds: readonly (keyof Records)[];
  /** Reads one record by itself: refuses it, leaves it out, or answers what it says. */
  read(record: FieldReader, source: StepSource): D;
  /** What some records say together with what is known. */
  settle(drafts: readonly ParsedRecord<D>[], job: ImportContext): Promise<WriteCommand[]> | WriteCommand[];
  /** What the record is about; of several about one thing, in files without a time of their own, the newest file has the first say. */
  keyOf?(said: D, source: StepSource): string;
  /** What its accounts are, where they say another thing of a kind than those of other steps; the first of its kinds if left out. */
  readonly account?: string;
  /** When the record was last changed, where only that tells which of several about one thing is the newest. */
  changedAt?(said: D): number;
}

/** Declares a step. */
export const importStep = <D>(declared: ImportStep<D>): ImportStep => declared as ImportStep;

/** Declares a step whose records say all by themselves. */
export const plainStep = (declared: Omit<ImportStep<WriteCommand[]>, 'settle'>): ImportStep =>
  importStep<WriteCommand[]>({ ...declared, settle: (drafts) => drafts.flatMap(({ said }) => said) });

/** A record that is understood, and has no place here. */
export class Skipped extends Error {}
