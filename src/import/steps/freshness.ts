/** Accounts: what several records say of one thing. The newest has the first say, and the others only add what it leaves open. */
import { recordsOf, type FoundRecord } from '../json/record-stream.ts';
import { FieldReader, FieldRefusal } from './field-reader.ts';
import type { ExportSource } from '../detect/detect-format.ts';
import { Skipped, type ParsedRecord, type Origin, type ImportStep } from './step.ts';
import { Unreadable } from '../json/file-text.ts';

type Drafts = ParsedRecord<unknown>[];

/** Tells first accounts from further ones, while the files of a step are read newest first. */
export class Freshness {
  readonly #step: ImportStep;
  readonly #newest: ReadonlyMap<string, number>;
  readonly #seen = new Set<string>();

  constructor(step: ImportStep, newest: ReadonlyMap<string, number>) {
    this.#step = step;
    this.#newest = newest;
  }

  /** Parts drafts into first accounts, further ones, and those that are older than another by their own time. */
  sort(drafts: Drafts): [first: Drafts, again: Drafts, old: Drafts] {
    const [first, again, old]: [Drafts, Drafts, Drafts] = [[], [], []];
    const { keyOf, changedAt } = this.#step;
    for (const draft of drafts) {
      const key = keyOf?.(draft.said, draft.source);
      if (key === undefined) first.push(draft);
      else if (changedAt && changedAt(draft.said) < (this.#newest.get(key) ?? 0)) old.push(draft);
      else if (this.#seen.has(key)) again.push(draft);
      else {
        this.#seen.add(key);
        first.push(draft);
      }
    }
    return [first, again, old];
  }
}

/** When each thing was last changed, for steps in which only the records themselves tell which account is the newest. */
export async function newestChanges(step: ImportStep, files: readonly ExportSource[], origin: Origin): Promise<Map<string, number>> {
  const newest = new Map<string, number>();
  if (!step.changedAt || !step.keyOf) return newest;
  for (const file of files) {
    try {
      for await (const { value, envelope } of recordsOf(file)) if (value) note(value, { ...origin, envelope, file: file.file });
    } catch (error) {
      // A file that breaks off is told of when its records are read.
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  return newest;

  function note(value: Record<string, unknown>, source: Origin & Pick<FoundRecord, 'envelope'> & { file: string }): void {
    try {
      const said = step.read(new FieldReader(value), source);
      const key = step.keyOf!(said, source);
      newest.set(key, Math.max(newest.get(key) ?? 0, step.changedAt!(said)));
    } catch (error) {
      // It is refused, or left out, when it is its turn.
      if (!(error instanceof FieldRefusal || error instanceof Skipped)) throw error;
    }
  }
}
