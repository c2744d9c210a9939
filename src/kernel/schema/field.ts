/** Fields: a column declared once. `field(…)` makes it public in the graph; without it the column stays private. */
import { p, types, type EntitySchema } from '@mikro-orm/core';
import { Field, GraphQLISODateTime, ID, Int } from 'type-graphql';
import { bind, type Bound } from './bound.ts';

/** Names a GraphQL type, late enough for types that refer to each other. */
export type ReturnTypeFunc = Extract<Parameters<typeof Field>[0], (...args: never[]) => unknown>;

/** The GraphQL properties of a column. */
export interface PublicField {
  readonly description: string;
  readonly as?: ReturnTypeFunc;
  readonly bound: Bound;
}

const publicFields = new WeakMap<object, PublicField>();

/**
 * Makes a column public: `title: field(p.string(), 'One line that says what is wrong.')` is the TypeScript type, the
 * column, the GraphQL field and its description. `as` names the GraphQL type where the column does not tell it
 * (enumerations, lists, JSON), and `bound` how much it holds where that is more than a line: `{ characters: 20_000 }`.
 */
export function field<B extends object>(column: B, description: string, as?: ReturnTypeFunc | null, bound: Bound = {}): B {
  publicFields.set(optionsOf(column), { description, as: as ?? undefined, bound });
  return column;
}

/** The id column that every type has: a UUIDv7 made by PostgreSQL, so that ids sort by age. */
export const idColumn = () => field(p.uuid().primary().defaultRaw('uuidv7()'), 'Identifies it everywhere in the graph; sorts by age.');

/** A timestamp in milliseconds, the precision that JavaScript and cursors keep without loss. */
export const timestampColumn = () => p.datetime(3);

/** The public fields of an entity, by property. */
export function publicFieldsOf(schema: EntitySchema<any, any>): [property: string, field: PublicField, options: Options][] {
  // A relation is declared lazily, by a getter; it is never a public field (an edge is), and its class may not be there yet.
  return Object.entries(Object.getOwnPropertyDescriptors(schema.meta.properties)).flatMap(([property, { value: options }]) => {
    const found = options && publicFields.get(options as object);
    return found ? [[property, found, options as Options] as [string, PublicField, Options]] : [];
  });
}

/** Publishes one column on the class of a GraphQL type. A column without a known type stops the program with its name. */
export function registerField(cls: Function, type: string, property: string, field: PublicField, options: Options): void {
  const { description, bound } = field;
  Field(typeOf(cls, property, field, options), { description, nullable: options.nullable === true })(cls.prototype, property);
  bind(type, property, bound);
}

/** The GraphQL type of a public column. */
export function typeOf(cls: Function, property: string, { as }: PublicField, options: Options): ReturnTypeFunc {
  const type = as ?? scalars.get(typeof options.type === 'function' ? options.type : options.type?.constructor);
  if (!type) throw new Error(`${cls.name}.${property}: name its GraphQL type as the third argument of field(…)`);
  return type;
}

type Options = { type?: Function | object; nullable?: boolean };
const optionsOf = (builder: object): object => ('~options' in builder ? (builder['~options'] as object) : builder);

const scalars = new Map<unknown, ReturnTypeFunc>([
  [types.string, () => String],
  [types.text, () => String],
  [types.uuid, () => ID],
  [types.integer, () => Int],
  [types.boolean, () => Boolean],
  [types.datetime, () => GraphQLISODateTime],
]);
