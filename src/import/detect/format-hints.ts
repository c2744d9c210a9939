/** Clues: what the first record of a file, and what surrounds it, tell about what the file holds. Its name tells nothing. */
import { FieldReader } from '../steps/field-reader.ts';
import { isKnown, type EnumMapping } from '../values/enum-mappings.ts';

/** What there is to go by. */
export class FormatHints {
  readonly record: FieldReader;
  readonly #envelope: Record<string, unknown>;

  constructor(record: Record<string, unknown>, envelope: Record<string, unknown>) {
    this.record = new FieldReader(record);
    this.#envelope = envelope;
  }

  /** The type that Partner Center states, in lower case: `customer`. */
  get objectType(): string {
    return this.#word(inside(this.record, 'attributes'), 'objectType');
  }

  /** The type that Microsoft Graph states, in lower case: `delegatedadminrelationship`. */
  get graphType(): string {
    return this.#word(this.record, '@odata.type').replace('#microsoft.graph.', '');
  }

  /** The Graph collection that it comes from, in lower case: `admin/serviceannouncement/issues`. */
  get collection(): string {
    const context = this.#word(new FieldReader(this.#envelope), '@odata.context') || this.#word(this.record, '@odata.context');
    const path = context.replace(/^.*\$metadata#/, '').replace(/\/\$entity$/, '');
    // What stands in brackets tells which one of a collection, or what of it; it can have brackets of its own.
    return path.replaceAll(/\([^()]*\)/g, '').replace(/\(.*$/, '');
  }

  /** Whether the record has all of these fields, whatever they say. */
  has(...keys: string[]): boolean {
    return keys.every((key) => this.record.has(key));
  }

  /** Whether a field is an object. */
  isObject(key: string): boolean {
    return inside(this.record, key) !== undefined;
  }

  /** Whether the record has no other fields than these, beside what systems add to any. */
  hasOnly(...keys: string[]): boolean {
    const known = new Set(keys.map((key) => key.toLowerCase()));
    return this.record.given.every(([key]) => known.has(key) || /^@|^(additionalproperties|attributes|links|etag)$/.test(key));
  }

  /** Whether a field is one of the words of an enumeration. */
  says(key: string, terms: EnumMapping<unknown>): boolean {
    const value = this.record.raw(key);
    return (typeof value === 'string' || typeof value === 'number') && isKnown(terms, value);
  }

  /** The text of a field in lower case; empty if it is none. */
  word(key: string): string {
    return this.#word(this.record, key);
  }

  #word(reading: FieldReader | undefined, key: string): string {
    const value = reading?.raw(key);
    return typeof value === 'string' ? value.toLowerCase() : '';
  }
}

function inside(reading: FieldReader, key: string): FieldReader | undefined {
  const value = reading.raw(key);
  return typeof value === 'object' && value !== null ? new FieldReader(value as Record<string, unknown>) : undefined;
}
