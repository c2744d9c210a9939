/** Imports a folder of exports: recognises its files, then reads them step by step. */
import type { MikroORM } from '@mikro-orm/postgresql';
import { createIntake } from '../intake.ts';
import { exporterOf, type Exporter } from './exporter.ts';
import { Known } from './known.ts';
import type { Progress } from './progress.ts';
import { read } from './read.ts';
import { recognise } from './recognise.ts';
import { Report } from './report.ts';
import { steps } from './steps.ts';
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
  progress,
}: {
  orm: MikroORM;
  folder: string;
  partner: string | undefined;
  customer?: string | undefined;
  progress: Progress;
}): Promise<Imported> {
  const report = new Report();
  const { sources, evidence, count } = await recognise(folder, report);
  const exporters = {
    'Partner Center': exporterOf('Partner Center', evidence, partner),
    'Microsoft Graph': exporterOf('Microsoft Graph', evidence, partner),
  };
  const desk: Desk = { orm, intake: createIntake(orm), known: new Known(orm), report };
  for (const step of steps) {
    const own = sources.filter(({ shape }) => shape === step.shape);
    const exporter = exporters[step.shape.api as keyof typeof exporters]?.tenantId;
    await read(desk, step, own, { exporter, customer }, progress);
  }
  return { report, folder, files: count, exporters };
}
