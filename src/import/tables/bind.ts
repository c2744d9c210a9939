/** Which mapping a table goes with, by its columns. */
import { dialectOf, type Dialect } from '../decode/format.ts';
import { textOf, Unreadable } from '../json/file-text.ts';
import type { Content } from '../decode/content.ts';
import { KINDS, type Kind, type KindName } from './kinds.ts';
import type { Mapping, Table } from './mapping.ts';
import { portals } from './portals.ts';
import { plain } from './row.ts';

/** The table that a content is, by the mappings of the operator, or else by those that ship. Undefined for one that no mapping fits. */
export async function tableOf(content: Content, mappings: readonly Mapping[]): Promise<Table | undefined> {
  const short: string[] = [];
  for (const mapping of mappings) {
    const { encoding, delimiter } = mapping;
    const dialect = mapping.kind && (await dialectWith(content, { mapping, encoding, delimiter }));
    if (!dialect) continue;
    const missing = Object.values(mapping.columns).flatMap(([column]) => (has(dialect, column!) ? [] : [column!]));
    if (missing.length === 0) return { mapping, encoding, delimiter: dialect.delimiter };
    if (missing.length < Object.keys(mapping.columns).length)
      short.push(`the mapping ${mapping.name} names columns that it does not have: ${missing.map((column) => `"${column}"`).join(', ')}`);
  }
  const dialect = await dialectWith(content);
  const mapping = dialect && portals.find((portal) => fits(portal, dialect));
  if (mapping) return { mapping, encoding: undefined, delimiter: dialect.delimiter };
  if (short.length > 0) throw new Unreadable(`is a table, but ${short.join('; ')}`);
  return undefined;
}

async function dialectWith(content: Content, table?: Table): Promise<Dialect | null> {
  for await (const text of textOf({ ...content, table })) return dialectOf(text, table?.delimiter);
  return null;
}

const has = ({ columns }: Dialect, wanted: string): boolean => columns.some((column) => plain(column) === plain(wanted));

/** What the tables of portals have beside, so that a foreign table that has a number and a title becomes nothing. */
const TELLING: Readonly<Record<KindName, readonly string[]>> = {
  customers: ['domain', 'relationship'],
  subscriptions: [],
  incidents: [],
  messages: ['services', 'tags'],
  tickets: [],
  notes: [],
};

/** Whether a table has a column for each field that a row cannot do without. */
function fits({ kind, columns }: Mapping, dialect: Dialect): boolean {
  const needed = [
    ...Object.entries((KINDS[kind!] as Kind).fields).flatMap(([field, { required }]) => (required ? [field] : [])),
    ...TELLING[kind!],
  ];
  return needed.every((field) => columns[field]?.some((column) => has(dialect, column)));
}
