/** Reads one record of an export, field by field, and refuses it with the path of the field that is wrong. */
import { BROKEN } from './text.ts';
import { instantOf } from './instant.ts';
import { isKnown, termOf, type Terms } from './terms.ts';

/** Why a record is not taken. */
export class Refusal extends Error {
  /** The path of the field, such as `posts[2].createdDateTime`; null where it is the record as a whole. */
  readonly field: string | null;

  constructor(field: string | null, why: string) {
    super(why);
    this.field = field;
  }
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The text as a GUID in lower case, or null. */
export const guidOf = (text: string): string | null => (GUID.test(text.toLowerCase()) ? text.toLowerCase() : null);

/** Longer names cannot be indexed; no name in an export comes near. */
const LINE = 500;
const TEXT = 1_000_000;

/** An object of an export. Keys are found in any case: PowerShell writes them in its own. */
export class Reading {
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
    throw new Refusal(this.#at(key), why);
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
    const value = this.#members.get(key.toLowerCase());
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
    const instant = typeof value === 'string' ? instantOf(value) : undefined;
    if (instant === undefined) this.refuse(key, `is ${shown(value)}, not a time`);
    return instant ?? undefined;
  }

  /** A whole number from 0. */
  whole(key: string): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 2_147_483_647)
      this.refuse(key, `is ${shown(value)}, not a whole number`);
    return value as number;
  }

  /** Yes or no. */
  yesNo(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined || typeof value === 'boolean') return value;
    const said = typeof value === 'string' ? value.trim().toLowerCase() : '';
    return said === 'true' || said === 'false' ? said === 'true' : this.refuse(key, `is ${shown(value)}, neither true nor false`);
  }

  /** One of some terms; what is not among them is what the terms say of the unknown. */
  term<T>(key: string, terms: Terms<T>): T | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string' && typeof value !== 'number') this.refuse(key, `is ${shown(value)}, neither a word nor a number`);
    const meaning = termOf(terms, value as string | number);
    if (meaning === terms.unknown && !isKnown(terms, value as string | number))
      leftOut?.(this.#at(key), `is ${shown(value)}, a word that Tierline does not know: taken as unknown`);
    return meaning;
  }

  /** An object within. */
  inside(key: string): Reading | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    return isObject(value) ? new Reading(value, this.#at(key)) : this.refuse(key, `is ${shown(value)}, not an object`);
  }

  /** The objects of a list. */
  list(key: string): Reading[] {
    const value = this.raw(key);
    if (value === undefined) return [];
    if (!Array.isArray(value)) this.refuse(key, `is ${shown(value)}, not a list`);
    return (value as unknown[]).map((each, index) =>
      isObject(each)
        ? new Reading(each, `${this.#at(key)}[${index}]`)
        : this.refuse(`${key}[${index}]`, `is ${shown(each)}, not an object`),
    );
  }

  /** The lines of a list of texts; empty ones are left out. */
  lines(key: string): string[] {
    const value = this.raw(key);
    if (value === undefined) return [];
    if (!Array.isArray(value)) this.refuse(key, `is ${shown(value)}, not a list`);
    const items = new Reading(Object.fromEntries((value as unknown[]).map((each, index) => [`${key}[${index}]`, each])), this.#path);
    return (value as unknown[]).flatMap((_, index) => items.line(`${key}[${index}]`) ?? []);
  }

  /** A value that the record cannot do without: `reading.need('title', reading.line('title'))`. */
  need<T>(key: string, value: T | undefined): T {
    return value ?? this.refuse(key, 'is missing');
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

function shown(value: unknown): string {
  const text = JSON.stringify(value).replaceAll(BROKEN, '\uFFFD');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
