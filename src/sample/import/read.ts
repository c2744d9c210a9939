/** Reads the files of one step: record by record, in batches, with no more in memory than a batch. */
import { Accounts, newestChanges } from './accounts.ts';
import { Clue } from './clue.ts';
import { recordsOf, type Found } from './found.ts';
import type { Progress } from './progress.ts';
import { Refusal } from './reading.ts';
import type { Source } from './recognise.ts';
import { LeftOut, type Draft, type Origin, type Step } from './step.ts';
import { shapeOf } from './steps.ts';
import { Unreadable } from './text.ts';
import { write, type Desk } from './write.ts';

/** A batch is so many records, or fewer that are so long. */
const BATCH = { records: 500, characters: 4_000_000 };

/** Reads and writes what the files of a step hold. */
export async function read(desk: Desk, step: Step, files: readonly Source[], origin: Origin, progress: Progress): Promise<void> {
  const accounts = new Accounts(step, await newestChanges(step, files, origin));
  for (const source of files) {
    const { file, size } = source;
    progress.start(file, size);
    let drafts: Draft<unknown>[] = [];
    let characters = 0;
    const flush = async () => {
      const batch = drafts;
      drafts = [];
      characters = 0;
      // A second account of a thing is written after the first, even where both are in one batch.
      const [first, again, old] = accounts.sort(batch);
      await write(desk, step, first, false);
      await write(desk, step, again, true);
      desk.report.count(step.kinds[0]!, { created: 0, changed: 0, unchanged: old.length });
      progress.records(batch.length);
    };
    try {
      for await (const found of recordsOf(source, (bytes) => progress.read(bytes))) {
        const draft = draftOf(desk, step, found, source, origin);
        if (draft) drafts.push(draft);
        characters += found.size;
        if (drafts.length >= BATCH.records || characters >= BATCH.characters) await flush();
      }
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      desk.report.refuse({ file, number: null }, null, error.message);
    }
    if (drafts.length > 0) await flush();
  }
}

function draftOf(
  { report }: Desk,
  step: Step,
  { number, value, fault, envelope }: Found,
  { file, shapes }: Source,
  origin: Origin,
): Draft<unknown> | null {
  const place = { file, number };
  const source = { ...origin, envelope };
  try {
    // What is in several steps' files, or in none, is told once.
    const [main] = shapes;
    if (!value) {
      if (main === step.shape) throw new Refusal(null, fault!);
      return null;
    }
    const clue = new Clue(value, envelope.value);
    const shape = shapes.size === 1 && step.shape.fits(clue) ? step.shape : shapeOf(clue);
    if (shape === undefined ? main !== step.shape : shape !== step.shape && (shapes.has(shape) || main !== step.shape)) return null;
    if (shape && shape !== step.shape)
      throw new Refusal(null, `is one of ${shape.name} among ${step.shape.name}; it needs a file of its own`);
    return { said: step.read(clue.record, source), place, source };
  } catch (error) {
    if (error instanceof Refusal) report.refuse(place, error.field, error.message, step.kinds[0]);
    else if (error instanceof LeftOut) report.leave(place, error.message);
    else throw error;
    return null;
  }
}
