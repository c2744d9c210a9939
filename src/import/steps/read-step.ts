/** Reads the files of one step: record by record, in batches, with no more in memory than a batch. */
import { Freshness, newestChanges } from './freshness.ts';
import { FormatHints } from '../detect/format-hints.ts';
import { recordsOf, type FoundRecord } from '../json/record-stream.ts';
import type { Progress } from '../report/progress.ts';
import { faultsOf } from '../report/faults.ts';
import type { Envelope } from '../json/chunk.ts';
import { noting, FieldReader, FieldRefusal } from './field-reader.ts';
import type { ExportSource } from '../detect/detect-format.ts';
import { Skipped, type ParsedRecord, type Origin, type ImportStep } from './step.ts';
import { shapeOf, steps } from './index.ts';
import { Unreadable } from '../json/file-text.ts';
import { Announced } from '../told.ts';
import { writeBatch, type RecordOwner } from './batch-writer.ts';

/** Beyond so many refusals only the first fault of a record is looked for. */
const MENDED = 20_000;

/** A batch is so many records, or fewer that are so long. */
const BATCH = { records: 500, characters: 4_000_000 };

/** Reads and writes what the files of a step hold. */
export async function read(
  desk: RecordOwner,
  step: ImportStep,
  files: readonly ExportSource[],
  origin: Origin,
  progress: Progress,
): Promise<void> {
  const accounts = new Freshness(step, await newestChanges(step, files, origin));
  const told = new Announced(desk.orm, step);
  for (const source of files) {
    const { file, size, age } = source;
    progress.start(file, size);
    let drafts: ParsedRecord<unknown>[] = [];
    let [characters, older] = [0, 0];
    const lists = new Map<Envelope, number>();
    const flush = async () => {
      const batch = drafts;
      drafts = [];
      characters = 0;
      // A second account of a thing is written after the first, even where both are in one batch.
      const [first, again, old] = accounts.sort(batch);
      const [newest, outdone] = await told.part(first, age);
      older += outdone.length;
      await writeBatch(desk, step, newest, false);
      await writeBatch(desk, step, [...outdone, ...again], true);
      await told.note(newest, age);
      desk.report.count(step.kinds[0]!, { created: 0, changed: 0, unchanged: old.length });
      progress.records(batch.length);
    };
    try {
      for await (const found of recordsOf(source, (bytes) => progress.read(bytes))) {
        lists.set(found.envelope, (lists.get(found.envelope) ?? 0) + 1);
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
    if (older > 0) desk.report.remark({ file, number: null }, null, olderText(older));
    if (isFirst(step)) desk.report.completeness.note(step.shape, file, lists);
  }
}

const olderText = (count: number): string =>
  `is older than a file that was imported before: ${count === 1 ? 'one record of it adds' : `${count} records of it add`} only what was not known`;

/** A file is read for each step of its shape; what concerns the file is told once. */
const isFirst = (step: ImportStep): boolean => steps.find(({ shape }) => shape === step.shape) === step;

function draftOf(
  { report }: RecordOwner,
  step: ImportStep,
  { number, value, fault, envelope }: FoundRecord,
  { file, shapes }: ExportSource,
  origin: Origin,
): ParsedRecord<unknown> | null {
  const place = { file, number, id: value ? idOf(value) : undefined };
  const source = { ...origin, envelope, file };
  try {
    // What is in several steps' files, or in none, is told once.
    const [main] = shapes;
    if (!value) {
      if (main === step.shape) throw new FieldRefusal(null, fault!);
      return null;
    }
    const clue = new FormatHints(value, envelope.value);
    const shape = shapes.size === 1 && step.shape.fits(clue) ? step.shape : shapeOf(clue);
    if (shape === undefined ? main !== step.shape : shape !== step.shape && (shapes.has(shape) || main !== step.shape)) return null;
    if (shape && shape !== step.shape)
      throw new FieldRefusal(null, `is one of ${shape.name} among ${step.shape.name}; it needs a file of its own`);
    const record = new FieldReader(value);
    const remarks: [field: string, why: string][] = [];
    const said = noting(
      (field, why) => remarks.push([field, why]),
      () => step.read(record, source),
    );
    for (const [field, why] of remarks) report.remark(place, field, why);
    report.fields.note(step.shape, record);
    report.taken.add(file);
    return { said, place, source };
  } catch (error) {
    if (error instanceof FieldRefusal) {
      // All that is wrong is told at once, as long as that is not more than anybody mends.
      const faults =
        value && report.refused.count < MENDED ? faultsOf(step, value, source, error) : [{ field: error.field, why: error.message }];
      for (const [index, { field, why }] of faults.entries()) report.refuse(place, field, why, index === 0 ? step.kinds[0] : undefined);
    } else if (error instanceof Skipped) report.leave(place, error.message);
    else throw error;
    return null;
  }
}

/** The id that a record has in the export. */
function idOf(value: Record<string, unknown>): string | undefined {
  const id = Object.entries(value).find(([key]) => /^(id|customerid|subscriptionid|servicerequestid|tenantid)$/i.test(key))?.[1];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}
