/** Writes what records say, kind by kind in the order in which things depend on each other. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { IngestOptions } from '../../ingest/ingest.ts';
import type { Ingest, Records } from '../../ingest/records/index.ts';
import type { Directory } from '../desks/directory.ts';
import { onlyUnknown } from './fill-missing.ts';
import type { ExistingRecords } from './existing-records.ts';
import type { Report } from '../report/report.ts';
import type { ParsedRecord, WriteCommand, ImportStep } from './step.ts';

const ORDER: readonly (keyof Records)[] = [
  'service',
  'partner',
  'partnership',
  'customer',
  'custody',
  'subscription',
  'delegation',
  'group',
  'assignment',
  'incident',
  'ticket',
  'ticketNote',
  'message',
  'publication',
];

/** What an import works with. */
export interface RecordOwner {
  readonly orm: MikroORM;
  readonly intake: Ingest;
  readonly known: ExistingRecords;
  readonly directory: Directory;
  readonly report: Report;
}

/** Writes the drafts of one step. With `again` they are further accounts of things that were written: only what is missing is filled in. */
export async function writeBatch(
  desk: RecordOwner,
  step: ImportStep,
  drafts: readonly ParsedRecord<unknown>[],
  again: boolean,
): Promise<void> {
  if (drafts.length === 0) return;
  desk.report.file = drafts[0]!.place.file;
  try {
    const says = await step.settle(drafts, desk);
    for (const kind of ORDER) {
      await say(desk, step, kind, says, again);
    }
  } catch (error) {
    if (!isAboutData(error)) throw error;
    await writeApart(desk, step, drafts, again, error);
  }
}

async function say<K extends keyof Records>(
  desk: RecordOwner,
  step: ImportStep,
  kind: K,
  says: readonly WriteCommand[],
  again: boolean,
): Promise<void> {
  const [full, filling]: [Records[K][], Records[K][]] = [[], []];
  for (const [of, record, how] of says) {
    if (of === kind) (how === 'fill' || again ? filling : full).push(record as Records[K]);
  }
  for (const records of [full, filling.length > 0 ? await onlyUnknown(desk.orm, kind, filling) : []]) {
    if (records.length === 0) continue;
    desk.report.organizations.note(kind, records);
    const { created, changed, unchanged } = await desk.intake.write(kind, records);
    desk.report.count(kind, { created, changed, unchanged: step.kinds.includes(kind) ? unchanged : 0 });
  }
}

/** What the database would not take although it looked right is found by halves, so that it is refused alone. */
async function writeApart(
  desk: RecordOwner,
  step: ImportStep,
  drafts: readonly ParsedRecord<unknown>[],
  again: boolean,
  error: Error,
): Promise<void> {
  if (drafts.length === 1) {
    desk.report.refuse(drafts[0]!.place, null, `the database does not take it: ${error.message.split('\n')[0]}`, step.kinds[0]);
    return;
  }
  const middle = drafts.length >> 1;
  await writeBatch(desk, step, drafts.slice(0, middle), again);
  await writeBatch(desk, step, drafts.slice(middle), again);
}

/** Whether it is the data that the database refused (SQLSTATE classes 22 and 23, and limits of the program). */
const isAboutData = (error: unknown): error is Error =>
  error instanceof Error && /^(22|23|54)/.test(String((error as { code?: unknown }).code ?? ''));

/** Tells what was made in passing, and what a writer did not take as it came. */
export const objected =
  (report: Report): IngestOptions['onWritten'] =>
  (inPassing, objections) => {
    for (const [kind, counts] of inPassing) report.count(kind, counts);
    for (const { kind, key, why, isRefused } of objections) {
      const place = { file: report.file, number: null, id: key };
      if (isRefused) report.refuse(place, null, `${kind} ${key} ${why}`, kind);
      else report.remark(place, null, `${kind} ${key} ${why}`);
    }
  };
