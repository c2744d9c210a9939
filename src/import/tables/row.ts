/** A row of a table as a record: its cells read as the mapping says, or everything that is wrong with them. */
import { DateTime } from 'luxon';
import { timestampOf } from '../values/timestamp.ts';
import { localTimestampOf } from '../values/local-time.ts';
import { BROKEN } from '../json/file-text.ts';
import { KINDS, type TableCell, type Kind } from './kinds.ts';
import type { Mapping } from './mapping.ts';

/** The record that a row becomes, or why it becomes none. */
export function recordOf(row: Readonly<Record<string, unknown>>, mapping: Mapping): { value: Record<string, unknown> } | { fault: string } {
  const kind: Kind = KINDS[mapping.kind!];
  const cells = new Map(Object.entries(row).map(([column, cell]) => [plain(column), String(cell)]));
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [field, { cell, required }] of Object.entries(kind.fields)) {
    const column = mapping.columns[field]?.find((name) => cells.has(plain(name)));
    const text = column === undefined ? '' : cells.get(plain(column))!;
    if (text === '') {
      if (required) faults.push(`column "${column ?? field}": is empty`);
      continue;
    }
    const read = text.includes(BROKEN)
      ? wrong(`holds bytes that are not UTF-8: say its encoding with --map`)
      : valueOf(text, cell, field, mapping);
    if (read instanceof Wrong) faults.push(`column "${column}": ${read.why}`);
    else values[field] = read;
  }
  if (faults.length > 0) return { fault: faults.join('; ') };
  return { value: { ...kind.record(values), ...(mapping.system ? { system: mapping.system } : {}) } };
}

class Wrong {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}
const wrong = (why: string): Wrong => new Wrong(why);

/** How columns, and words, are compared: in any case, whatever stands between their letters. */
export const plain = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

function valueOf(text: string, cell: TableCell, field: string, mapping: Mapping): unknown {
  const meaning = mapping.values[field]?.[text.toLowerCase()];
  const said = meaning ?? text;
  if (cell === 'text') return said;
  if (cell === 'list')
    return said
      .split(said.includes(';') ? ';' : ',')
      .map((each) => each.trim())
      .filter(Boolean);
  if (cell === 'time') return timeOf(said, mapping);
  if (cell === 'yesNo') {
    const word = said.toLowerCase();
    if (['true', 'yes', '1'].includes(word)) return true;
    return ['false', 'no', '0', ''].includes(word) ? false : wrong(`is "${text}", neither yes nor no`);
  }
  return (
    cell.find((word) => plain(word) === plain(said)) ??
    wrong(`is "${text}", which is none of ${cell.join(', ')}, and no word that the mapping names`)
  );
}

function timeOf(text: string, { dateFormat, timeZone = 'utc' }: Mapping): string | undefined | Wrong {
  if (dateFormat) {
    const read = DateTime.fromFormat(text, dateFormat, { zone: timeZone });
    return read.isValid ? read.toUTC().toISO()! : wrong(`is "${text}", not a time in the format ${dateFormat}`);
  }
  const local = localTimestampOf(text);
  if (local === 'ambiguous') return wrong(`is "${text}", of which day and month cannot be told apart: say the dateFormat with --map`);
  const iso = timestampOf(text);
  if (iso === null) return undefined;
  if (!iso) return wrong(`is "${text}", not a time`);
  const hasOffset = /(?:Z|[+-]\d\d:?\d\d|UTC|GMT)\s*$/i.test(text) || text.startsWith('/Date');
  return hasOffset
    ? iso.toISOString()
    : DateTime.fromJSDate(iso, { zone: 'utc' }).setZone(timeZone, { keepLocalTime: true }).toUTC().toISO()!;
}
