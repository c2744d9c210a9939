/** The report as text, for people. */
import type { Records } from '../../ingest/records/index.ts';
import type { Imported } from '../folder.ts';

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
export function reportText({ report, id, folder, files, exporters, partners, customers }: Imported, seconds: number): string {
  return [
    ...(id === null ? ['Dry run: nothing was written. This is what an import would do.'] : []),
    `${files} ${files === 1 ? 'file' : 'files'} in ${folder}, read in ${seconds.toFixed(1)} s.`,
    ...(files === 0 ? [] : exporterLines(exporters)),
    '',
    ...table(report.counts),
    ...section('Partners, by name, with the id here and the tenant:', organizationLines(partners)),
    ...section('Customers, by name, with the id here and the tenant:', organizationLines(customers)),
    ...section('Taken in part, or worth a look:', report.partly.linesWithIds),
    ...section(
      'Fields that Tierline has no place for:',
      report.fields.unread.map(({ records, fields }) => `${records}: ${fields.join(', ')}`),
    ),
    ...section('Left out: understood, but Tierline has no place for it:', report.leftOut.linesWithIds),
    ...section('Refused, because something is wrong with it:', report.refused.linesWithIds),
  ].join('\n');
}

/** More than anybody looks through on a screen are only counted. */
const MOST = 20;

function organizationLines(all: Imported['partners']): string[] {
  const lines = all.slice(0, MOST).map(({ id, tenantId, name }) => `${plain(name)}  ${id}  ${tenantId}`);
  return all.length > MOST ? [...lines, `and ${all.length - MOST} more; --report FILE has all of them`] : lines;
}

const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, '\uFFFD');

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
