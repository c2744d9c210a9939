/** The table: a block of lines for each trial. */
import type { Spread } from '../measure/statistics.ts';
import type { Cell } from './cell.ts';

/** A trial as a block of text: a line for each contender, with its ratios to every other. */
export function table(cells: readonly Cell[]): string {
  const [{ workload, tickets, connections }] = cells as [Cell];
  const names = cells.map(({ contender }) => contender);
  const others = cells.map((cell) => cell.others).filter((value) => value !== null);
  const busy = others.length > 0 ? `, ${number(Math.max(...others))} processors busy with other things` : '';
  const head = [
    '',
    'answers/s',
    '(min – max)',
    'p50 ms',
    'p99 ms',
    'server ms',
    'database ms',
    'cpu × limit',
    'MB',
    ...names.map((name) => `× ${name}`),
  ];
  const lines = cells.map((cell) => [
    cell.contender,
    number(cell.perSecond.median),
    range(cell.perSecond),
    number(cell.p50),
    number(cell.p99),
    number(cell.serverMs),
    number(cell.databaseMs),
    cpu(cell, cells),
    number(cell.residentMb),
    ...names.map((name) => (name === cell.contender ? '' : `${ratio(cell.times[name]!.median)} ${ratios(cell.times[name]!)}`)),
  ]);
  const title = `${workload}: ${tickets.toLocaleString('en')} tickets, ${connections} ${connections === 1 ? 'connection' : 'connections'}${busy}`;
  return [title, ...aligned([head, ...lines])].join('\n');
}

/** Text in columns, the first to the left, the others to the right. */
export function aligned(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    `  ${row.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))).join('  ')}`.trimEnd(),
  );
}

/** A number with three digits that mean something. */
export function number(value: number | null): string {
  if (value === null) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : 2);
}

/** A ratio. */
export const ratio = (value: number): string => value.toFixed(2);

/** How many times as many answers it gives as the limit for the same processor time, which a busy machine distorts less. */
function cpu(cell: Cell, cells: readonly Cell[]): string {
  const limit = cells.find(({ contender }) => contender === 'limit');
  const [mine, its] = [cell, limit].map((each) =>
    each?.serverMs == null || each.databaseMs == null ? null : each.serverMs + each.databaseMs,
  );
  return mine && its ? ratio(its / mine) : '–';
}

const range = ({ min, max }: Spread): string => `(${number(min)} – ${number(max)})`;
const ratios = ({ min, max }: Spread): string => `(${ratio(min)} – ${ratio(max)})`;
