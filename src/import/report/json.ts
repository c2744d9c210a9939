/** The report as JSON, for programs: everything, record by record, written as it is read so that its length costs no memory. */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Imported } from '../folder.ts';
import type { Remarks } from './remarks.ts';

/** The version of the format. A field can be added in the same version; none changes its meaning. */
const FORMAT = 1;

/** What the command knows beside what was imported. */
export interface ImportSummary {
  readonly seconds: number;
  readonly exitCode: number;
}

/** Writes the report piece by piece. */
export function writeReport({ report, ...imported }: Imported, { seconds, exitCode }: ImportSummary, write: (text: string) => void): void {
  const { id, folder, by, startedAt, files, recognised, exporters, partners, customers } = imported;
  const head = {
    format: FORMAT,
    import: id,
    dryRun: id === null,
    exitCode,
    folder,
    importedBy: by,
    startedAt,
    seconds: Math.round(seconds * 1000) / 1000,
    files: { read: files, recognised },
    exporters: Object.entries(exporters).map(([system, exporter]) => ({
      system,
      tenantId: exporter?.tenantId ?? null,
      files: exporter?.files ?? [],
    })),
    counts: Object.fromEntries(report.counts),
    partners,
    customers,
    fieldsWithoutPlace: report.fields.unread,
  };
  write(JSON.stringify(head, null, 2).slice(0, -2));
  list('remarks', report.partly, write);
  list('leftOut', report.leftOut, write);
  list('refused', report.refused, write);
  write('\n}\n');
}

function list(name: string, remarks: Remarks, write: (text: string) => void): void {
  write(`,\n  ${JSON.stringify(name)}: [`);
  let separator = '\n    ';
  for (const text of remarks.all()) {
    write(separator + text);
    separator = ',\n    ';
  }
  write(separator === '\n    ' ? ']' : '\n  ]');
}

/** Writes the report to a file. */
export function writeReportFile(path: string, imported: Imported, ran: ImportSummary): void {
  const file = openSync(path, 'w', 0o600);
  let text = '';
  const flush = () => {
    writeSync(file, text);
    text = '';
  };
  try {
    writeReport(imported, ran, (piece) => {
      text += piece;
      if (text.length > 100_000) flush();
    });
    flush();
  } finally {
    closeSync(file);
  }
}
