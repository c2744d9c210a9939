/** What a text is that does not begin like JSON: a table, something that is no export at all, or an export in a form that cannot be taken. */
import { parse } from 'csv-parse/sync';
import { Unreadable } from '../json/file-text.ts';

/** A file that is there beside the exports, such as a README: it is told, and nothing is wrong with it. */
export class NoExport extends Unreadable {}

const JSON_INSTEAD = 'export with "… | ConvertTo-Json -Depth 10 | Set-Content -Encoding utf8 FILE"';

const FORMS: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/^(?:#< CLIXML|<Objs\b)/i, `is CLIXML, which only PowerShell reads: ${JSON_INSTEAD}`],
  [
    /^<(?:\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<?(?:rss|feed|rdf:RDF)\b/is,
    'is an RSS or Atom feed, which has no states: export from Microsoft Graph as JSON',
  ],
  [/^<(?:!doctype\s+html|html)\b/i, 'is a web page, perhaps that of a sign-in: export again as JSON or CSV'],
  [/^<(?:[?!]|[a-z])/i, 'is XML: export as JSON or CSV'],
  [/^%PDF-/, 'is a PDF: export as JSON or CSV'],
  [/^\s*\w+ {0,60}: .*\r?\n(?:\s{2,}.*\r?\n)*\s*\w+ {0,60}: /, `is what PowerShell shows on the screen (Format-List): ${JSON_INSTEAD}`],
  [/^\s*\w+(?: +\w+)+\s*\r?\n\s*-+(?: +-+)+\s*\r?\n/, `is what PowerShell shows on the screen (Format-Table): ${JSON_INSTEAD}`],
];

/** How a table is written. */
export interface Dialect {
  readonly delimiter: string;
  readonly columns: readonly string[];
}

const PREAMBLE = /^(?:sep=(.)\r?\n|#TYPE[^\n]*\n)/i;
const DELIMITERS = [',', ';', '\t', '|'];

/** How the table is written that begins with this text; null for a text that is no table. */
export function dialectOf(start: string, given?: string): Dialect | null {
  const trimmed = start.trimStart();
  const [, said] = PREAMBLE.exec(trimmed) ?? [];
  const text = trimmed.replace(PREAMBLE, '');
  if (/^HTTP\/\d/.test(text)) return null;
  const found = ((given ?? said) ? [(given ?? said)!] : DELIMITERS).flatMap((delimiter) => {
    const [columns = [], ...rows] = firstRows(text, delimiter);
    const names = columns.map((column) => column.trim());
    const isHeader =
      names.length > 1 &&
      !/^[/#<{[]/.test(names[0]!) &&
      !/^\s*[[{]"/.test(rows[0]?.[0] ?? '') &&
      names.every((name) => name.length > 0 && name.length <= 200) &&
      new Set(names).size === names.length;
    return isHeader && rows.every((row) => row.length === names.length) ? [{ delimiter, columns: names }] : [];
  });
  return found.toSorted((a, b) => b.columns.length - a.columns.length)[0] ?? null;
}

/** The header and the first row behind it. */
function firstRows(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, to: 2, relax_column_count: true, skip_empty_lines: true, bom: true });
  } catch {
    return [];
  }
}

/** Why a text is not taken that is neither JSON nor a table. */
export function strange(start: string): Unreadable {
  const text = start.trimStart();
  const [, why] = FORMS.find(([pattern]) => pattern.test(text.slice(0, 4_000))) ?? [];
  if (why) return new Unreadable(why);
  return new NoExport(`holds neither JSON nor a table: it begins with ${JSON.stringify(text.slice(0, 20))}`);
}

/** Where the rows of a table begin: behind the lines with which Excel and PowerShell tell how it is written. */
export const tableIn = (start: string): string => start.trimStart().replace(PREAMBLE, '');
