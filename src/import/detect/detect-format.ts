/** The first pass: what each file of a folder holds, from its first records. */
import { FormatHints } from './format-hints.ts';
import { exporterIn, type Evidence } from './exporter.ts';
import { unpacked, type Content } from '../decode/content.ts';
import { NoExport } from '../decode/format.ts';
import { filesIn } from '../files.ts';
import { recordsOf } from '../json/record-stream.ts';
import type { Report } from '../report/report.ts';
import type { ExportFormat } from './export-format.ts';
import { shapeOf, steps } from '../steps/index.ts';
import { tableOf } from '../tables/bind.ts';
import type { Mapping } from '../tables/mapping.ts';
import { Unreadable } from '../json/file-text.ts';

/** A file, or a member of an archive, whose content is known. */
export interface ExportSource extends Content {
  /** Its name below the folder. */
  readonly file: string;
  readonly size: number;
  /** When the file, or the archive, was changed last, in milliseconds since 1970. */
  readonly age: number;
  readonly shape: ExportFormat;
  /** The shapes of everything in it, first that of its first record. */
  readonly shapes: ReadonlySet<ExportFormat>;
}

/** What the first records of a file are looked at for: its kind, and who exported it. */
const LOOKED_AT = 100;

/** Recognises the files of a folder and of the folders in it, newest first. Those that nothing can be done with are reported. */
export async function detectFormat(
  folder: string,
  report: Report,
  mappings: readonly Mapping[] = [],
  onLooked: (files: number, of: number) => void = () => {},
): Promise<{ sources: ExportSource[]; evidence: Evidence[]; count: number }> {
  const files = await contentsIn(folder, report);
  const [sources, evidence]: [ExportSource[], Evidence[]] = [[], []];
  const hasPlace = new Set(steps.map(({ shape }) => shape));
  for (const [index, { file, size, age, ...content }] of files.entries()) {
    onLooked(index, files.length);
    try {
      const table = await tableOf(content, mappings);
      const { shapes: found, exporters } = await head({ ...content, table });
      const shapes = new Set([...found].toSorted((a, b) => Number(hasPlace.has(b)) - Number(hasPlace.has(a))));
      evidence.push(...exporters.map(({ shape, tenantId }) => ({ api: shape.api, tenantId, file })));
      for (const shape of shapes) {
        if (hasPlace.has(shape)) sources.push({ ...content, table, file, size, age, shape, shapes });
        else report.leave({ file, number: null }, `${shape.name}; ${shape.leftOut ?? 'Tierline has no place for these yet'}`);
      }
    } catch (error) {
      if (error instanceof Empty) report.leave({ file, number: null }, 'a list without records');
      else if (error instanceof NoExport) report.leave({ file, number: null }, error.message);
      else if (error instanceof Unreadable) report.refuse({ file, number: null }, null, error.message);
      else throw error;
    }
  }
  return { sources, evidence, count: files.length };
}

class Empty extends Error {}

async function head(content: Content): Promise<{ shapes: Set<ExportFormat>; exporters: { shape: ExportFormat; tenantId: string }[] }> {
  const shapes = new Set<ExportFormat>();
  const exporters = new Map<string, ExportFormat>();
  let [fault, strange]: [string | undefined, string | undefined] = [undefined, undefined];
  for await (const { number, value, fault: why, envelope } of recordsOf(content)) {
    const shape = value ? shapeOf(new FormatHints(value, envelope.value)) : undefined;
    if (shape) shapes.add(shape);
    else if (value) strange ??= unknownOf(value, envelope.value);
    fault ??= why ?? undefined;
    const exporter = value && shape ? exporterIn(shape, value) : null;
    if (exporter) exporters.set(exporter, shape!);
    // Beyond the first records of a list there is nothing else, unless another list follows.
    if (number >= LOOKED_AT && !envelope.isCompound) break;
  }
  if (shapes.size > 0) return { shapes, exporters: [...exporters].map(([tenantId, shape]) => ({ tenantId, shape })) };
  if (strange) throw new Unreadable(strange);
  throw fault ? new Unreadable(`nothing in it can be read; the first record ${fault}`) : new Empty();
}

function unknownOf(value: Record<string, unknown>, envelope: Record<string, unknown>): string {
  const columns = envelope['@table'];
  return Array.isArray(columns)
    ? `is a table, but none of those that Tierline knows: --map FILE says what its columns are (${columns.slice(0, 12).join(', ')}${columns.length > 12 ? ', …' : ''})`
    : `is JSON, but none of the exports that Tierline knows; its first record has ${fieldsOf(value)}`;
}

function fieldsOf(value: Record<string, unknown>): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'no fields';
  return `the fields ${keys
    .slice(0, 6)
    .map((key) => key.slice(0, 40))
    .join(', ')}${keys.length > 6 ? ', …' : ''}`;
}

type File = Content & Pick<ExportSource, 'file' | 'size' | 'age'>;

/** The files of a folder, and in the place of an archive those in it. */
async function contentsIn(folder: string, report: Report): Promise<File[]> {
  const contents: File[] = [];
  for (const { path, file, size, age } of await filesIn(folder, report)) {
    try {
      const members = await unpacked(path);
      if (members?.length === 0) report.leave({ file, number: null }, 'an archive without files');
      if (!members) contents.push({ path, file, size, age });
      for (const { name, size: length, fault } of members ?? []) {
        if (fault) report.refuse({ file: `${file}/${name}`, number: null }, null, fault);
        else contents.push({ path, member: name, file: `${file}/${name}`, size: length, age });
      }
    } catch (error) {
      report.refuse(
        { file, number: null },
        null,
        error instanceof Unreadable ? error.message : `cannot be read: ${(error as Error).message}`,
      );
    }
  }
  return contents;
}
