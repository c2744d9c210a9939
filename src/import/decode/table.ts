/** The rows of a table (CSV) as records: one object for each, by the names of the columns. */
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { Envelope, JSON_CHUNK_LIMITS } from '../json/chunk.ts';
import { BROKEN } from '../json/file-text.ts';
import { tableIn, type Dialect } from './format.ts';

/** A row, or why it cannot be read. */
export interface TableRow {
  readonly value: Record<string, unknown> | null;
  readonly fault: string | null;
  readonly size: number;
}

/** What surrounds the rows: that they are rows, and of which columns. */
export function envelopeOf({ columns }: Dialect): Envelope {
  const envelope = new Envelope();
  envelope.add(`{"@table":${JSON.stringify(columns)},"value":[`);
  return envelope;
}

/** The rows behind the header, one at a time. */
export async function* tableRowsOf(text: AsyncIterable<string>, { delimiter, columns }: Dialect): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter,
    from: 2,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: JSON_CHUNK_LIMITS.characters,
  });
  const source = Readable.from(behindPreamble(text), { objectMode: true, highWaterMark: 1 });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield rowOf(cells, columns);
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (!code?.startsWith('CSV_')) throw error;
    yield { value: null, fault: `is no row of a table: ${message.replaceAll(BROKEN, '\uFFFD').slice(0, 200)}`, size: 0 };
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function rowOf(cells: readonly string[], columns: readonly string[]): TableRow {
  const size = cells.reduce((sum, cell) => sum + cell.length, 0);
  if (cells.length !== columns.length)
    return { value: null, fault: `has ${cells.length} cells, the header ${columns.length}: check quotes and delimiters`, size };
  return { value: Object.fromEntries(columns.map((column, index) => [column, cells[index]!.trim()])), fault: null, size };
}

async function* behindPreamble(text: AsyncIterable<string>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const piece of text) {
    yield isFirst ? tableIn(piece) : piece;
    isFirst = false;
  }
}
