/** The report as text, for people. */
import type { Records } from '../records.ts';
import type { Imported } from './folder.ts';

const NAMES: readonly (readonly [kind: keyof Records, name: string])[] = [
  ['service', 'services'],
  ['partner', 'partners'],
  ['partnership', 'providers and resellers'],
  ['customer', 'customers'],
  ['custody', 'partners of customers'],
  ['subscription', 'subscriptions'],
  ['delegation', 'delegations'],
  ['group', 'security groups'],
  ['assignment', 'access assignments'],
  ['incident', 'service incidents'],
  ['ticket', 'tickets'],
  ['ticketNote', 'notes on tickets'],
  ['message', 'messages'],
  ['publication', 'messages of tenants'],
];
const COLUMNS = ['created', 'changed', 'unchanged', 'refused'] as const;

/** Everything that became of an import, in plain text. */
export function reportText({ report, folder, files, exporters }: Imported, seconds: number): string {
  return [
    `${files} ${files === 1 ? 'file' : 'files'} in ${folder}, read in ${seconds.toFixed(1)} s.`,
    ...exporterLines(exporters),
    '',
    ...table(report.counts),
    ...section('Taken in part:', report.partly.lines),
    ...section('Left out: understood, but Tierline has no place for it:', report.leftOut.lines),
    ...section('Refused, because something is wrong with it:', report.refused.lines),
  ].join('\n');
}

function exporterLines(exporters: Imported['exporters']): string[] {
  return Object.entries(exporters).map(([api, exporter]) => {
    if (!exporter) return `${api}: the files do not tell whose they are.`;
    const { tenantId, files } = exporter;
    if (files.length === 0) return `${api}: files of the partner ${tenantId}.`;
    return `${api}: files of the partner ${tenantId}, as ${files.slice(0, 3).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''} told.`;
  });
}

function table(counts: Imported['report']['counts']): string[] {
  const rows = NAMES.flatMap(([kind, name]) =>
    Object.values(counts.get(kind) ?? {}).some((count) => count > 0)
      ? [[name, ...COLUMNS.map((column) => counts.get(kind)![column].toLocaleString('en'))]]
      : [],
  );
  if (rows.length === 0) return ['Nothing was taken.'];
  const all = [['records', ...COLUMNS], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]! + 2)))
      .join('')
      .trimEnd(),
  );
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
