/** What the writers of one transaction share beside it: the import they write for, and what they make in passing. */
import type { Counts } from './upsert.ts';
import type { Records } from './records/index.ts';

/** The import that brings something in: who runs it, and when it began. */
export interface ImportReference {
  readonly by: string;
  readonly at: Date;
}

/** Something that a writer did not take as it came. `key` is what the record is known by. */
export interface Objection {
  readonly kind: keyof Records;
  readonly key: string;
  readonly why: string;
  /** Whether nothing of the record was taken. */
  readonly isRefused: boolean;
}

/** What is known and noted while one batch is written. */
export class IngestContext {
  /** Null for the sample world, whose past is told as it is made up. */
  readonly mark: ImportReference | null;
  /** Rows that were made because something refers to them, or that come with another record. */
  readonly inPassing = new Map<keyof Records, Counts>();
  readonly objections: Objection[] = [];

  constructor(mark: ImportReference | null) {
    this.mark = mark;
  }

  /** Counts rows of another kind than the one that is written. */
  count(kind: keyof Records, { created = 0, changed = 0, unchanged = 0 }: Partial<Counts>): void {
    if (created + changed + unchanged === 0) return;
    const sum = this.inPassing.get(kind) ?? { created: 0, changed: 0, unchanged: 0 };
    this.inPassing.set(kind, { created: sum.created + created, changed: sum.changed + changed, unchanged: sum.unchanged + unchanged });
  }
}

const contexts = new WeakMap<object, IngestContext>();

/** Gives a transaction its context. */
export const enter = (em: object, context: IngestContext): void => void contexts.set(em, context);

/** The context of a transaction; one of its own for a transaction that was given none. */
export function contextOf(em: object): IngestContext {
  const context = contexts.get(em) ?? new IngestContext(null);
  contexts.set(em, context);
  return context;
}
