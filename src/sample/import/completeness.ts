/** Whether exports are complete, as far as the lists themselves tell: by a page that is left, or by how many there should be. */
import { dirname } from 'node:path';
import type { Envelope } from './piece.ts';
import type { Report } from './report.ts';
import type { Shape } from './shape.ts';

interface Pages {
  readonly files: Set<string>;
  records: number;
  /** How many there should be, by the page that says the most. */
  total: number;
  /** Pages behind which another comes, and those that are the last. */
  open: number;
  last: number;
}

/** Takes note of the lists while files are read. Pages of one list lie in one folder, in one file or in several. */
export class Completeness {
  readonly #lists = new Map<string, Pages>();

  /** Takes note of the lists of a file, each with how many records it has. */
  note(shape: Shape, file: string, lists: ReadonlyMap<Envelope, number>): void {
    for (const [envelope, records] of lists) {
      if (!envelope.hasList) continue;
      const { value } = envelope;
      const member = (name: string): unknown => Object.entries(value).find(([key]) => key.toLowerCase() === name)?.[1];
      const key = [dirname(file), shape.name, member('@odata.context') ?? ''].join('\n');
      const pages = this.#lists.get(key) ?? { files: new Set<string>(), records: 0, total: 0, open: 0, last: 0 };
      this.#lists.set(key, pages);
      pages.files.add(file);
      pages.records += records;
      const total = Number(member('totalcount') ?? member('@odata.count') ?? 0);
      if (Number.isSafeInteger(total)) pages.total = Math.max(pages.total, total);
      const next = member('@odata.nextlink') ?? member('nextlink') ?? nextIn(member('links'));
      if (next) pages.open++;
      else pages.last++;
    }
  }

  /** Remarks on what is not complete. */
  tell(report: Report): void {
    for (const { files, records, total, open, last } of this.#lists.values()) {
      const place = { file: [...files].toSorted().join(', '), number: null };
      if (total > records)
        report.remark(place, null, `is not complete: it says that there are ${total} records, and has ${records}. Export all pages`);
      else if (open > 0 && last === 0)
        report.remark(place, null, 'is not complete: its last page says that another follows (nextLink). Export all pages');
    }
  }
}

/** The next page as Partner Center names it: `links.next.uri`. */
function nextIn(links: unknown): unknown {
  const next = typeof links === 'object' && links !== null ? (links as Record<string, unknown>).next : undefined;
  return typeof next === 'object' && next !== null ? (next as Record<string, unknown>).uri : undefined;
}
