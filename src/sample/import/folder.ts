/** Imports a folder of exports: recognises its files, then reads them step by step. */
import type { MikroORM } from '@mikro-orm/postgresql';
import { createIntake } from '../intake.ts';
import { Directory } from './desks/directory.ts';
import { exporterOf, type Exporter } from './exporter.ts';
import { Known } from './known.ts';
import type { Progress } from './progress.ts';
import { read } from './read.ts';
import { recognise } from './recognise.ts';
import { Report } from './report.ts';
import { steps } from './steps.ts';
import type { Mapping } from './tables/mapping.ts';
import type { Desk } from './write.ts';

/** What came of an import. */
export interface Imported {
  readonly report: Report;
  readonly folder: string;
  /** How many files there were. */
  readonly files: number;
  readonly exporters: Readonly<Record<'Partner Center' | 'Microsoft Graph', Exporter | undefined>>;
}

/**
 * Takes what is in a folder into the database of the owner. `partner` is the tenant of the partner whose export it is, and `customer`
 * that of the customer whose Message Center it is, if the user said it.
 */
export async function importFolder({
  orm,
  folder,
  partner,
  customer,
  mappings = [],
  progress,
}: {
  orm: MikroORM;
  folder: string;
  partner: string | undefined;
  customer?: string | undefined;
  /** What the operator says of tables and of the words of desks. */
  mappings?: readonly Mapping[] | undefined;
  progress: Progress;
}): Promise<Imported> {
  const report = new Report();
  const { sources, evidence, count } = await recognise(folder, report, mappings);
  const exporters = {
    'Partner Center': exporterOf('Partner Center', evidence, partner),
    'Microsoft Graph': exporterOf('Microsoft Graph', evidence, partner),
  };
  const desk: Desk = { orm, intake: createIntake(orm), known: new Known(orm), directory: new Directory(), report };
  for (const step of steps) {
    const own = sources.filter(({ shape }) => shape === step.shape);
    // What comes from neither system is that of the partner whom the user named, or whom all files name.
    const exporter = (exporters[step.shape.api as keyof typeof exporters] ?? exporterOf(step.shape.api, evidence, partner))?.tenantId;
    await read(desk, step, own, { exporter, customer, mappings }, progress);
  }
  return { report, folder, files: count, exporters };
}
