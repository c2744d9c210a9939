/** Bounds: the maximum cost and size of a field, declared beside it. Document limits use them. */

/** The maximum cost and size of a field. Missing values follow from its type. */
export interface Bound {
  /** The characters of a text; of each, where there are several. */
  readonly characters?: number;
  /** How many values a list holds. */
  readonly items?: number;
  /** How many rows it reads. */
  readonly rows?: number;
  /** The cost of computing it, as a number of values, beside those that it returns. */
  readonly cells?: number;
  /** How many subqueries it is in a compiled statement. */
  readonly subqueries?: number;
}

/** The defaults for undeclared bounds: the characters of a text, and the values of a list that is no page. */
export const UNDECLARED = { characters: 500, items: 100 } as const;

const declared = new Map<string, Bound>();

/** Declares the bound of a field of a type. */
export function bind(type: string, field: string, bound: Bound): void {
  declared.set(`${type}.${field}`, { ...declared.get(`${type}.${field}`), ...bound });
}

/** The declared bound of a field; nothing where none was declared. */
export const boundOf = (type: string, field: string): Bound => declared.get(`${type}.${field}`) ?? {};

/** The fields whose bounds are declared, as `Type.field`. */
export const boundFields = (): readonly string[] => [...declared.keys()];

/** Declares the bound of a field of a hand-written class; `type` is the name of its type, where that is another. */
export const Bounded =
  (bound: Bound, type?: string): PropertyDecorator =>
  (proto, key) =>
    bind(type ?? proto.constructor.name, String(key), bound);
