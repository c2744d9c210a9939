/** Fields that exports hold and nothing here reads: they are told, so that nobody takes them for imported. */
import type { FieldReader } from '../steps/field-reader.ts';
import type { ExportFormat } from '../detect/export-format.ts';

/** What every record has beside what it says. */
const ABOUT_THE_RECORD = /^(@|id$|attributes$|links$|etag$|additionalproperties$|viewpoint$|metadata$)/i;

/** Takes note of the fields of records while these are read. A shape can have several steps, and each reads some. */
export class UnreadFields {
  readonly #shapes = new Map<string, { there: Map<string, string>; read: Set<string> }>();

  /** Takes note of a record that was read. */
  note({ name }: ExportFormat, record: FieldReader): void {
    const fields = this.#shapes.get(name) ?? { there: new Map<string, string>(), read: new Set<string>() };
    this.#shapes.set(name, fields);
    for (const [key, as] of record.given) if (!fields.there.has(key) && !ABOUT_THE_RECORD.test(key)) fields.there.set(key, as);
    for (const key of record.asked) fields.read.add(key);
  }

  /** The fields that nothing read, by what the records are. */
  get unread(): { records: string; fields: string[] }[] {
    return [...this.#shapes].flatMap(([records, { there, read }]) => {
      const fields = [...there].filter(([key]) => !read.has(key)).map(([, as]) => as);
      return fields.length > 0 ? [{ records, fields: fields.toSorted() }] : [];
    });
  }
}
