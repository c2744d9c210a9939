/** Imports a folder of exports: recognises its files, then reads them step by step. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { ImportReference } from '../ingest/context.ts';
import { createIngest } from '../ingest/ingest.ts';
import { Directory } from './desks/directory.ts';
import { exporterOf, type Exporter } from './detect/exporter.ts';
import { groupMembers, groupsNamed } from './graph/group-members.ts';
import { ExistingRecords } from './steps/existing-records.ts';
import type { ImportedOrganization } from './organizations.ts';
import type { Progress } from './report/progress.ts';
import { read } from './steps/read-step.ts';
import { detectFormat } from './detect/detect-format.ts';
import { newsWaiting, release } from './release.ts';
import { Report } from './report/report.ts';
import { beginImportRun, endImportRun, loginName, running } from './import-run.ts';
import { steps } from './steps/index.ts';
import type { Mapping } from './tables/mapping.ts';
import { checkOwner } from './detect/declared-owner.ts';
import { objected, type RecordOwner } from './steps/batch-writer.ts';

/** What came of an import. */
export interface Imported {
  readonly report: Report;
  readonly folder: string;
  /** The id of its record; null for a dry run. */
  readonly id: string | null;
  readonly by: string;
  readonly startedAt: Date;
  /** How many files there were, and how many of them hold something that has a place here. */
  readonly files: number;
  readonly recognised: number;
  readonly exporters: Readonly<Record<'Partner Center' | 'Microsoft Graph', Exporter | undefined>>;
  /** The organizations that the files name, as they are here. */
  readonly partners: readonly ImportedOrganization[];
  readonly customers: readonly ImportedOrganization[];
}

/** What is to be imported, and how. */
export interface ImportOptions {
  readonly orm: MikroORM;
  readonly folder: string;
  /** The tenant of the partner whose export it is, if the caller says it. */
  readonly partner?: string | undefined;
  /** The tenant of the customer out of which it was exported, if the caller says it. */
  readonly customer?: string | undefined;
  /** What the caller says of tables and of the words of desks. */
  readonly mappings?: readonly Mapping[] | undefined;
  /** Whether these two may be organizations that nothing else tells of. */
  readonly allowNew?: boolean | undefined;
  /** Who runs it; the login name if left out. */
  readonly by?: string | undefined;
  /** Whether everything is undone at the end. */
  readonly isDry?: boolean | undefined;
  readonly progress: Progress;
}

/** Takes what is in a folder into the database of the owner. A dry run does the same in one transaction, and undoes it. */
export async function importFolder(options: ImportOptions): Promise<Imported> {
  const mark = { by: options.by ?? loginName(), at: new Date() };
  if (options.isDry) return undone(options.orm, (orm) => take({ ...options, orm }, mark, null));
  return running(options.orm, async () => {
    const id = await beginImportRun(options.orm, mark, options.folder);
    try {
      return await take(options, mark, id);
    } finally {
      const waiting = await newsWaiting(options.orm);
      await release(options.orm, (released) => options.progress.news?.(released, waiting));
    }
  });
}

async function take(
  { orm, folder, partner, customer, mappings = [], allowNew = false, progress }: ImportOptions,
  mark: ImportReference,
  id: string | null,
): Promise<Imported> {
  const report = new Report();
  let files = 0;
  let exporters: Imported['exporters'] = { 'Partner Center': undefined, 'Microsoft Graph': undefined };
  const finish = async (state: 'DONE' | 'FAILED') => {
    const partners = [...new Set(Object.values(exporters).flatMap((exporter) => exporter?.tenantId ?? []))];
    if (id) await endImportRun(orm, id, { state, files, report, partners, customer });
  };
  try {
    const { sources, evidence, count } = await detectFormat(folder, report, mappings, (count, of) => progress.looked?.(count, of));
    files = count;
    await checkOwner(orm, { partner, customer, allowNew }, evidence, sources);
    exporters = {
      'Partner Center': exporterOf('Partner Center', evidence, partner),
      'Microsoft Graph': exporterOf('Microsoft Graph', evidence, partner),
    };
    const intake = createIngest(orm, { mark, onWritten: objected(report) });
    const desk: RecordOwner = { orm, intake, known: new ExistingRecords(orm), directory: new Directory(), report };
    const groupsApart = new Set(sources.filter(({ shape }) => shape === groupMembers.shape).flatMap(({ file }) => groupsNamed(file)));
    for (const step of steps) {
      const own = sources.filter(({ shape }) => shape === step.shape);
      // What comes from neither system is that of the partner whom the caller named, or whom all files name.
      const exporter = (exporters[step.shape.api as keyof typeof exporters] ?? exporterOf(step.shape.api, evidence, partner))?.tenantId;
      await read(desk, step, own, { exporter, customer, mappings, groupsApart }, progress);
    }
    report.completeness.tell(report);
    const partners = await report.organizations.find(orm, 'partner');
    const customers = await report.organizations.find(orm, 'customer');
    await finish('DONE');
    const recognised = new Set(sources.map(({ file }) => file)).size;
    return { report, folder, id, by: mark.by, startedAt: mark.at, files, recognised, exporters, partners, customers };
  } catch (error) {
    await finish('FAILED').catch(() => {});
    report.close();
    throw error;
  }
}

/** Ends a transaction without writing. */
class Undo extends Error {}

/** Does some work in a transaction that is undone: every EntityManager that the work is given is that of the transaction, and its own transactions are savepoints. */
async function undone<T>(orm: MikroORM, work: (orm: MikroORM) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  try {
    await orm.em.fork().transactional(async (em) => {
      const within = Object.create(orm, { em: { value: { fork: () => em } } }) as MikroORM;
      result = { value: await work(within) };
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  return result!.value;
}
