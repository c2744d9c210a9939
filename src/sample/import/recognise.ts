/** The first pass: what each file of a folder holds, from its first records. */
import { Clue } from './clue.ts';
import { exporterIn, type Evidence } from './exporter.ts';
import { filesIn } from './files.ts';
import { recordsOf } from './found.ts';
import type { Report } from './report.ts';
import type { Shape } from './shape.ts';
import { shapeOf, steps } from './steps.ts';
import { Unreadable } from './text.ts';

/** A file whose content is known. */
export interface Source {
  readonly path: string;
  /** Its name below the folder. */
  readonly file: string;
  readonly size: number;
  readonly shape: Shape;
}

/** What the first records of a file are looked at for: its kind, and who exported it. */
const LOOKED_AT = 100;

/** Recognises the files of a folder and of the folders in it, newest first. Those that nothing can be done with are reported. */
export async function recognise(folder: string, report: Report): Promise<{ sources: Source[]; evidence: Evidence[]; count: number }> {
  const files = await filesIn(folder, report);
  const [sources, evidence]: [Source[], Evidence[]] = [[], []];
  const hasPlace = new Set(steps.map(({ shape }) => shape));
  for (const { path, file, size } of files) {
    try {
      const { shape, exporters } = await head(path);
      evidence.push(...exporters.map((tenantId) => ({ api: shape.api, tenantId, file })));
      if (hasPlace.has(shape)) sources.push({ path, file, size, shape });
      else report.leave({ file, number: null }, `${shape.name}; Tierline has no place for these yet`);
    } catch (error) {
      if (error instanceof Empty) report.leave({ file, number: null }, 'a list without records');
      else if (error instanceof Unreadable) report.refuse({ file, number: null }, null, error.message);
      else throw error;
    }
  }
  return { sources, evidence, count: files.length };
}

class Empty extends Error {}

async function head(path: string): Promise<{ shape: Shape; exporters: string[] }> {
  let shape: Shape | undefined;
  let fault: string | undefined;
  const exporters = new Set<string>();
  for await (const { number, value, fault: why, envelope } of recordsOf(path)) {
    if (value && !shape) {
      shape = shapeOf(new Clue(value, envelope.value));
      if (!shape) throw new Unreadable(`is JSON, but none of the exports that Tierline knows; its first record has ${fieldsOf(value)}`);
    }
    fault ??= why ?? undefined;
    const exporter = value && shape && exporterIn(shape, value);
    if (exporter) exporters.add(exporter);
    if (number >= LOOKED_AT) break;
  }
  if (shape) return { shape, exporters: [...exporters] };
  throw fault ? new Unreadable(`nothing in it can be read; the first record ${fault}`) : new Empty();
}

function fieldsOf(value: Record<string, unknown>): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'no fields';
  return `the fields ${keys
    .slice(0, 6)
    .map((key) => key.slice(0, 40))
    .join(', ')}${keys.length > 6 ? ', …' : ''}`;
}
