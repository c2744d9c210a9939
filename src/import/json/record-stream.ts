/** The records of an export file, one after the other, none held longer than it is looked at. */
import { answered } from '../decode/answer.ts';
import type { Content } from '../decode/content.ts';
import { dialectOf, strange, type Dialect } from '../decode/format.ts';
import { envelopeOf, tableRowsOf } from '../decode/table.ts';
import { type Envelope } from './chunk.ts';
import { JsonScanner } from './scanner.ts';
import { recordOf } from '../tables/row.ts';
import { textOf, Unreadable } from './file-text.ts';

/** A record as it was found: what it says, or why it cannot be read. */
export interface FoundRecord {
  /** Which record of its file, from 1. */
  readonly number: number;
  readonly value: Record<string, unknown> | null;
  readonly fault: string | null;
  readonly envelope: Envelope;
  /** How long its text is. */
  readonly size: number;
}

/** The records of a content, in order. `onBytes` hears how far it was read. */
export async function* recordsOf(content: string | Content, onBytes?: (count: number) => void): AsyncGenerator<FoundRecord> {
  const source = typeof content === 'string' ? { path: content } : content;
  const text = textOf(source, onBytes);
  const { value: first, done } = await text.next();
  if (done) throw new Unreadable('is empty');
  const dialect = beginsLikeJson(first) ? null : dialectOf(first, source.table?.delimiter);
  const all = resumed(first, text);
  let number = 0;
  for await (const { value, fault, envelope, size } of dialect ? rowsFound(all, dialect, source) : objectsFound(all)) {
    if (value && !dialect) for (const each of answered(value, envelope)) yield { number: ++number, ...each, size };
    else yield { number: ++number, value, fault, envelope, size };
  }
}

type Piecemeal = Omit<FoundRecord, 'number'>;

async function* resumed(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

// oxlint-disable-next-line no-control-regex -- RFC 7464 separates texts by it.
const beginsLikeJson = (text: string): boolean => /^[\s,\u001e]*[[{]/.test(text.slice(0, 10_000));

async function* objectsFound(text: AsyncIterable<string>): AsyncGenerator<Piecemeal> {
  const scanner = new JsonScanner();
  for await (const piece of text) {
    for (const { text: record, fault, envelope } of scanner.read(piece)) yield found(record, fault, envelope);
    if (scanner.hasText && !scanner.hasBegun) throw strange(piece);
  }
  for (const { text: record, fault, envelope } of scanner.end()) yield found(record, fault, envelope);
  if (!scanner.hasText) throw new Unreadable('is empty');
}

async function* rowsFound(text: AsyncIterable<string>, dialect: Dialect, { table }: Content): AsyncGenerator<Piecemeal> {
  const envelope = envelopeOf(dialect);
  for await (const row of tableRowsOf(text, dialect)) {
    const read = row.value && table ? recordOf(row.value, table.mapping) : row;
    yield { value: null, fault: null, ...read, envelope, size: row.size };
  }
}

function found(text: string, fault: string | null, envelope: Envelope): Piecemeal {
  const size = text.length;
  if (fault) return { value: null, fault, envelope, size };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { value: value as Record<string, unknown>, fault, envelope, size };
    return {
      value: null,
      fault: `is ${Array.isArray(value) ? 'a list' : JSON.stringify(value).slice(0, 40)}, not an object`,
      envelope,
      size,
    };
  } catch (error) {
    return { value: null, fault: `is not JSON: ${(error as Error).message.replaceAll(/\s+/g, ' ')}`, envelope, size };
  }
}
