/** Reads one record of an export, field by field, and refuses it with the path of the field that is wrong. */
import { guidOf } from '../values/guid.ts';
import { BROKEN } from '../json/file-text.ts';
import { timestampOf } from '../values/timestamp.ts';
import { localTimestampOf } from '../values/local-time.ts';
import { CUT_OFF, durationOf, isCutOff, unwrapped } from '../json/powershell.ts';
import { isKnown, isNumbered, termOf, type EnumMapping } from '../values/enum-mappings.ts';

/** Why a record is not taken. */
export class FieldRefusal extends Error {
  /** The path of the field, such as `posts[2].createdDateTime`; null where it is the record as a whole. */
  readonly field: string | null;

  constructor(field: string | null, why: string) {
    super(why);
    this.field = field;
  }
}

/** Longer names cannot be indexed; no name in an export comes near. */
const LINE = 500;
const TEXT = 1_000_000;

/** An object of an export. Keys are found in any case: PowerShell writes them in its own. */
export class FieldReader {
  readonly #members: Map<string, unknown>;
  readonly #names: readonly string[];
  readonly #asked = new Set<string>();
  readonly #path: string;

  constructor(value: Record<string, unknown>, path = '') {
    this.#members = new Map(Object.entries(value).map(([key, member]) => [key.toLowerCase(), member]));
    this.#names = Object.keys(value);
    this.#path = path;
  }

  /** The fields that say anything: in small letters, with the name as it was written. */
  get given(): (readonly [key: string, name: string])[] {
    return this.#names.flatMap((name) => {
      const key = name.toLowerCase();
      const value = this.#members.get(key);
      return value === null || value === '' || (Array.isArray(value) && value.length === 0) ? [] : [[key, name] as const];
    });
  }

  /** The fields that were asked for, in small letters. */
  get asked(): ReadonlySet<string> {
    return this.#asked;
  }

  /** Refuses the record because of a field. */
  refuse(key: string, why: string): never {
    throw new FieldRefusal(this.#at(key), why);
  }

  /** Leaves a field out, and tells why. */
  without(key: string, why: string): undefined {
    leftOut?.(this.#at(key), why);
    return undefined;
  }

  /** Whether the field says anything. */
  has(key: string): boolean {
    return this.raw(key) !== undefined;
  }

  /** The field as it came; undefined for null, for an empty text, and for what is not there. */
  raw(key: string): unknown {
    this.#asked.add(key.toLowerCase());
    const value = unwrapped(this.#members.get(key.toLowerCase()));
    return value === null || value === '' ? undefined : value;
  }

  /** A line of text, such as a name. */
  line(key: string): string | undefined {
    return this.#text(key, LINE)?.replaceAll(/\s+/g, ' ').trim() || undefined;
  }

  /** A text of any number of lines. */
  text(key: string): string | undefined {
    return this.#text(key, TEXT);
  }

  /** An id of an organization. */
  guid(key: string): string | undefined {
    const text = this.line(key);
    return text === undefined ? undefined : (guidOf(text) ?? this.refuse(key, `is ${shown(text)}, not a GUID`));
  }

  /** A time. One that says no offset is meant as UTC; the year 1 means never. */
  instant(key: string): Date | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const instant = typeof value === 'string' ? timestampOf(value) : undefined;
    if (typeof value === 'string' && instant === undefined && localTimestampOf(value) === 'ambiguous')
      this.refuse(key, `is ${shown(value)}, of which day and month cannot be told apart: export times as ISO 8601`);
    if (instant === undefined) this.refuse(key, `is ${shown(value)}, not a time`);
    return instant ?? undefined;
  }

  /** A duration as ISO 8601 writes it, or as .NET does (`730.00:00:00`), as ISO 8601 in upper case. */
  duration(key: string): string | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    return durationOf(value) ?? this.refuse(key, `is ${shown(value)}, not a duration`);
  }

  /** A whole number from 0. */
  whole(key: string): number | undefined {
    const raw = this.raw(key);
    if (raw === undefined) return undefined;
    const value = typeof raw === 'string' && /^\s*\d{1,10}(?:\.0+)?\s*$/.test(raw) ? Number(raw) : raw;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 2_147_483_647)
      this.refuse(key, `is ${shown(raw)}, not a whole number`);
    return value;
  }

  /** Yes or no. */
  yesNo(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined || typeof value === 'boolean') return value;
    const said = typeof value === 'string' ? value.trim().toLowerCase() : '';
    return said === 'true' || said === 'false' ? said === 'true' : this.refuse(key, `is ${shown(value)}, neither true nor false`);
  }

  /** One of some terms; what is not among them is what the terms say of the unknown. */
  term<T>(key: string, terms: EnumMapping<T>): T | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string' && typeof value !== 'number') this.refuse(key, `is ${shown(value)}, neither a word nor a number`);
    if (!isNumbered(terms, value as string | number))
      this.refuse(key, `is ${shown(value)}, a number that stands for no known word: export the words of enumerations`);
    const meaning = termOf(terms, value as string | number);
    if (meaning === terms.unknown && !isKnown(terms, value as string | number))
      leftOut?.(this.#at(key), `is ${shown(value)}, a word that Tierline does not know: taken as unknown`);
    return meaning;
  }

  /** The same, of a record that is not whole without it: where it is missing, that is told. */
  termOrUnknown<T>(key: string, terms: EnumMapping<T>): T {
    const meaning = this.term(key, terms);
    if (meaning === undefined) leftOut?.(this.#at(key), 'is missing: taken as unknown');
    return meaning ?? terms.unknown;
  }

  /** An object within. */
  inside(key: string): FieldReader | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    return isObject(value) ? new FieldReader(value, this.#at(key)) : this.refuse(key, amiss(value, 'an object'));
  }

  /** The objects of a list. ConvertTo-Json can make of a list of one its only element. */
  list(key: string): FieldReader[] {
    const value = this.raw(key);
    if (isObject(value)) return Object.keys(value).length === 0 ? [] : [new FieldReader(value, this.#at(key))];
    return this.#elements(key, value).map((each, index) =>
      isObject(each) ? new FieldReader(each, `${this.#at(key)}[${index}]`) : this.refuse(`${key}[${index}]`, amiss(each, 'an object')),
    );
  }

  /** The lines of a list of texts; empty ones are left out. A text by itself is a list of one. */
  lines(key: string): string[] {
    const value = this.raw(key);
    const elements = this.#elements(key, typeof value === 'string' && !isCutOff(value) ? [value] : value);
    const items = new FieldReader(Object.fromEntries(elements.map((each, index) => [`${key}[${index}]`, each])), this.#path);
    return elements.flatMap((each, index) =>
      isCutOff(each) ? this.refuse(`${key}[${index}]`, amiss(each, 'a text')) : (items.line(`${key}[${index}]`) ?? []),
    );
  }

  /** A value that the record cannot do without: `reading.need('title', reading.line('title'))`. */
  need<T>(key: string, value: T | undefined): T {
    return value ?? this.refuse(key, 'is missing');
  }

  #elements(key: string, value: unknown): unknown[] {
    if (value === undefined || (isObject(value) && Object.keys(value).length === 0)) return [];
    return Array.isArray(value) ? value.map(unwrapped) : this.refuse(key, amiss(value, 'a list'));
  }

  #text(key: string, most: number): string | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') this.refuse(key, `is ${shown(value)}, not a text`);
    const text = value as string;
    if (text.includes(BROKEN)) this.refuse(key, 'holds bytes that are not UTF-8');
    if (text.length > most) this.refuse(key, `is ${text.length} characters long; ${most} are the most`);
    // PostgreSQL keeps neither a NUL nor half a surrogate pair.
    return text.replaceAll('\0', '').toWellFormed().trim() || undefined;
  }

  #at(key: string): string {
    return this.#path ? `${this.#path}.${key}` : key;
  }
}

let leftOut: ((field: string, why: string) => void) | undefined;

/** Reads, and tells of what the record is taken without. Reading waits for nothing, so nobody comes between. */
export function noting<T>(onLeftOut: (field: string, why: string) => void, read: () => T): T {
  leftOut = onLeftOut;
  try {
    return read();
  } finally {
    leftOut = undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why a value is not what it should be. */
const amiss = (value: unknown, wanted: string): string => (isCutOff(value) ? CUT_OFF : `is ${shown(value)}, not ${wanted}`);

function shown(value: unknown): string {
  const text = JSON.stringify(value).replaceAll(BROKEN, '\uFFFD');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
