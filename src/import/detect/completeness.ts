/** Whether exports are complete, as far as the lists themselves tell: by a page that is left, or by how many there should be. */
import { dirname } from 'node:path';
import type { Envelope } from '../json/chunk.ts';
import type { Report } from '../report/report.ts';
import type { ExportFormat } from './export-format.ts';

/** The lists of one shape in one folder: pages of one list, or the lists of several customers. */
interface Lists {
  readonly files: Set<string>;
  /** How many records the lists have that say how many there should be, and how many of these are last pages, by that number; under 0 those that do not say. */
  readonly counts: Map<number, { records: number; last: number }>;
  /** Where the next pages of those are that are not the last: by the address without its query. */
  readonly open: Set<string>;
  /** Where those are that are the last; null for one that does not say. */
  readonly last: (string | null)[];
}

/** Takes note of the lists while files are read. Pages of one list lie in one folder, in one file or in several. */
export class Completeness {
  readonly #lists = new Map<string, Lists>();

  /** Takes note of the lists of a file, each with how many records it has. */
  note(shape: ExportFormat, file: string, lists: ReadonlyMap<Envelope, number>): void {
    for (const [envelope, count] of lists) {
      if (!envelope.hasList) continue;
      const { value } = envelope;
      const member = (name: string): unknown => Object.entries(value).find(([key]) => key.toLowerCase() === name)?.[1];
      const key = [dirname(file), shape.name, member('@odata.context') ?? ''].join('\n');
      const own: Lists = this.#lists.get(key) ?? { files: new Set(), counts: new Map(), open: new Set(), last: [] };
      this.#lists.set(key, own);
      own.files.add(file);
      const said = Number(member('totalcount') ?? member('@odata.count') ?? 0);
      const total = Number.isSafeInteger(said) && said > 0 ? said : 0;
      const links = member('links');
      const next = member('@odata.nextlink') ?? member('nextlink') ?? linkIn(links, 'next');
      const counts = own.counts.get(total) ?? { records: 0, last: 0 };
      own.counts.set(total, { records: counts.records + count, last: counts.last + (next ? 0 : 1) });
      if (next) own.open.add(placeOf(next) ?? '');
      else own.last.push(placeOf(linkIn(links, 'self')));
    }
  }

  /** Remarks on what is not complete. */
  tell(report: Report): void {
    for (const lists of this.#lists.values()) {
      const place = { file: [...lists.files].toSorted().join(', '), number: null };
      const [missing, there] = missingOf(lists.counts);
      if (missing > 0)
        report.remark(
          place,
          null,
          `is not complete: it says that there are ${missing + there} records, and has ${there}. Export all pages`,
        );
      else if (isLeftOpen(lists))
        report.remark(place, null, 'is not complete: its last page says that another follows (nextLink). Export all pages');
    }
  }
}

/** How many are missing, and there. Pages of a list all say the same number; so may lists of several customers, each of them whole. */
function missingOf(counts: Lists['counts']): [missing: number, there: number] {
  let [missing, there] = [0, 0];
  for (const [total, { records, last }] of counts) {
    there += records;
    // Pages that do not say it belong to a first one that does.
    const lists = Math.max(1, Math.min(last, Math.ceil(records / total)));
    missing += total === 0 ? -records : Math.max(0, lists * total - records);
  }
  return [missing, there];
}

/** Each list has one last page: of its own address, or of none that is told. */
function isLeftOpen({ open, last }: Lists): boolean {
  const unended = [...open].filter((place) => !last.includes(place));
  return unended.length > last.filter((place) => place === null).length;
}

/** A link as Partner Center names it: `links.next.uri`. */
function linkIn(links: unknown, name: string): unknown {
  const link = typeof links === 'object' && links !== null ? (links as Record<string, unknown>)[name] : undefined;
  return typeof link === 'object' && link !== null ? (link as Record<string, unknown>).uri : undefined;
}

const placeOf = (link: unknown): string | null => (typeof link === 'string' ? link.split('?')[0]!.toLowerCase() : null);
