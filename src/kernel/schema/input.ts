/** Inputs: a field is declared once with its limits, which defines the TypeScript type, the GraphQL input and the checks. */
import { ArgsType, Field, GraphQLISODateTime, ID, InputType, Int } from 'type-graphql';
import type { ValueOf } from './enum.ts';
import type { ReturnTypeFunc } from './field.ts';
import type { MessageRef } from '../i18n/message.ts';
import { kernelMessages as say } from '../i18n/kernel-messages.ts';
import { notFound, Problem, collectProblems } from '../write/problem.ts';

/** One field of an input: its GraphQL type, and the check that cleans a value or throws a problem that names the place. */
export interface InputField<T> {
  readonly type: ReturnTypeFunc;
  readonly description: string;
  readonly optional: boolean;
  check(value: unknown, at: string): T;
  /** The references in a value, by ids of a known type. */
  references?(value: unknown, at: string): Reference[];
}

/** An object that an input names by its id, and the path of that id. */
export interface Reference {
  readonly cls: Function;
  readonly id: string;
  readonly at: string;
}

/** The TypeScript type of an input's fields. */
export type InputValues<F> = { [K in keyof F]: F[K] extends InputField<infer T> ? T : never };

/** An input: a GraphQL class that can check itself. */
export interface Input<T> {
  readonly cls: new () => object;
  /** The cleaned values, or a problem for each field that breaks its rule, all thrown together. */
  check(value: unknown, at?: string): T;
  references(value: unknown, at?: string): Reference[];
}

type Fields = Record<string, InputField<any>>;

/** Declares a GraphQL input type. */
export function input<F extends Fields>(name: string, description: string, fields: F): Input<InputValues<F>> {
  const cls = classOf(name, fields);
  InputType(name, { description })(cls);
  return inputOf(cls, fields);
}

/** Declares the arguments of a field that are no list's. */
export function parameters<F extends Fields>(name: string, fields: F): Input<InputValues<F>> {
  const cls = classOf(name, fields);
  ArgsType()(cls);
  return inputOf(cls, fields);
}

function inputOf<F extends Fields>(cls: new () => object, fields: F): Input<InputValues<F>> {
  return {
    cls,
    check: (value, at = '') => checkFields(fields, value as Record<string, unknown>, at),
    references: (value, at = '') =>
      Object.entries(fields).flatMap(([key, item]) => {
        const given = (value as Record<string, unknown>)[key] ?? null;
        return (given !== null && item.references?.(given, at ? `${at}.${key}` : key)) || [];
      }),
  };
}

function classOf(name: string, fields: Fields): new () => object {
  const cls = { [name]: class {} }[name]!;
  for (const [key, item] of Object.entries(fields)) {
    Field(item.type, { nullable: item.optional, description: item.description })(cls.prototype, key);
  }
  return cls;
}

function checkFields<F extends Fields>(fields: F, value: Record<string, unknown>, at: string): InputValues<F> {
  const checks = Object.entries(fields).map(([key, item]) => () => {
    const place = at ? `${at}.${key}` : key;
    const given = value[key] ?? null;
    if (given === null && !item.optional) throw invalid(place, say.required({ field: place }));
    return [key, given === null ? null : item.check(given, place)];
  });
  return Object.fromEntries(collectProblems(checks)) as InputValues<F>;
}

const invalid = (field: string, said: MessageRef) => new Problem('INVALID', said, { field });

/** One line of text: trimmed, not empty, without control characters, those that turn the direction of text among them. */
export const shortText = (description: string, max = 200): InputField<string> => ({
  type: () => String,
  description: `${description} One line of at most ${max} characters.`,
  optional: false,
  check: (value, field) => textOf(String(value), field, max, /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u),
});

/** Text of several lines: trimmed, not empty, no control characters but tab and new line. */
export const longText = (description: string, max = 20_000): InputField<string> => ({
  type: () => String,
  description: `${description} At most ${max} characters.`,
  optional: false,
  check: (value, field) => textOf(String(value), field, max, /\r(?!\n)|[^\P{Cc}\n\t\r]/u),
});

/** Text that shows nothing: spaces, and format characters. */
const BLANK = /^[\p{Z}\p{Cc}\p{Cf}]*$/u;

function textOf(value: string, field: string, max: number, refused: RegExp): string {
  if (!value.isWellFormed()) throw invalid(field, say.notWellFormed({ field }));
  const found = refused.exec(value);
  if (found) {
    const character = `U+${found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    const position = [...value.slice(0, found.index)].length + 1;
    throw invalid(field, say.controlCharacterAt({ field, character, position }));
  }
  const trimmed = value.replaceAll('\r\n', '\n').trim();
  if (BLANK.test(trimmed)) throw invalid(field, say.empty({ field }));
  if ([...trimmed.slice(0, max * 2 + 2)].length > max) throw invalid(field, say.tooLong({ field, max }));
  return trimmed;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Whether the text can be an id at all. */
export const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/**
 * An id. An impossible id is answered like a missing object. With `of`, the type of the object, an id of a missing or hidden object is
 * reported together with the other problems of the input.
 */
export const id = (description: string, of?: () => Function): InputField<string> => ({
  type: () => ID,
  description,
  optional: false,
  check(value, field) {
    if (!isId(value)) throw notFound(field);
    return value.toLowerCase();
  },
  references: (value, at) => (of && isId(value) ? [{ cls: of(), id: value.toLowerCase(), at }] : []),
});

const [FIRST, LAST] = ['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'].map(Date.parse) as [number, number];

/** An id that another system gave, as that system writes it: one line of text. */
export const externalId = (description: string, max?: number): InputField<string> => ({ ...shortText(description, max), type: () => ID });

/** A timestamp, with a four-digit year. */
export const dateTime = (description: string): InputField<Date> => ({
  type: () => GraphQLISODateTime,
  description,
  optional: false,
  check(value, field) {
    const instant = (value as Date).getTime();
    if (instant < FIRST || instant > LAST) throw invalid(field, say.yearOutOfRange({ field }));
    return value as Date;
  },
});

/** A whole number within bounds. */
export const integer = (description: string, min: number, max: number): InputField<number> => ({
  type: () => Int,
  description: `${description} From ${min} to ${max}.`,
  optional: false,
  check(value, field) {
    if ((value as number) < min || (value as number) > max) throw invalid(field, say.outOfRange({ field, min, max }));
    return value as number;
  },
});

/** Yes or no. */
export const boolean = (description: string): InputField<boolean> => ({ type: () => Boolean, description, optional: false, check: Boolean });

/** One value of an enumeration. GraphQL itself refuses any other. */
export const enumOf = <E extends object>(values: E, description: string): InputField<ValueOf<E>> => ({
  type: () => values,
  description,
  optional: false,
  check: (value) => value as ValueOf<E>,
});

/** An input inside an input. */
export const object = <T>(inner: Input<T>, description: string): InputField<T> => ({
  type: () => inner.cls as never,
  description,
  optional: false,
  check: (value, at) => inner.check(value, at),
  references: (value, at) => inner.references(value, at),
});

/** Several of an item, at most `max`. */
export const listOf = <T>(item: InputField<T>, max = 100): InputField<T[]> => ({
  ...item,
  type: () => [item.type() as never],
  check(value, field) {
    const list = value as unknown[];
    if (list.length > max) throw invalid(field, say.tooMany({ field, max }));
    return collectProblems(list.map((each, index) => () => item.check(each, `${field}.${index}`)));
  },
  // A list that is too long is refused as a whole: what it names is not looked up.
  references: (value, at) => {
    const list = value as unknown[];
    return list.length > max ? [] : list.flatMap((each, index) => item.references?.(each, `${at}.${index}`) ?? []);
  },
});

/** An item that may be left out, or be null: the two are the same. */
export const optional = <T>(item: InputField<T>): InputField<T | null> => ({ ...item, optional: true });
