/** Prices: what a field costs by its type in the schema, whatever is selected of it. */
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isIntrospectionType,
  isLeafType,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { boundOf, UNDECLARED } from '../kernel/schema/bound.ts';
import { PAGE } from '../kernel/schema/pagination.ts';

/** What a field costs for each row that it is selected on. */
export interface Price {
  /** The type of its values. */
  readonly named: GraphQLNamedType;
  /** A connection; what lists its rows (`nodes`, `edges`); any other list; one value. */
  readonly kind: 'connection' | 'page' | 'list' | 'one';
  /** How many values a list holds at most. */
  readonly items: number;
  readonly rows: number;
  readonly cells: number;
  readonly subqueries: number;
  /** Of each of its values, without what is selected of it. */
  readonly bytes: number;
}

/** A character takes at most four bytes, as UTF-8 and as JSON. */
const BYTES = 4;

/** One row is a promise at every place: finding it costs graphql-js as much as a few values. */
const ONE_ROW = { rows: 1, cells: 3, subqueries: 1 } as const;
const NOTHING = { rows: 0, cells: 0, subqueries: 0 } as const;
/** A count looks through the rows of a list that the viewer may see. Behind an edge they are few; at the root they are all that it sees. */
const COUNT = { rows: PAGE.standard, cells: 10, subqueries: 1 } as const;
/** @see COUNT */
export const ROOT_COUNT = { rows: 500, cells: 500, subqueries: 1 } as const;

const known = new WeakMap<GraphQLField<unknown, unknown>, Price>();

/** The price of a field of a type. */
export function priceOf(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>): Price {
  let price = known.get(field);
  if (!price) known.set(field, (price = priced(parent, field)));
  return price;
}

function priced(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>): Price {
  const named = getNamedType(field.type);
  const bound = boundOf(parent.name, field.name);
  const isMany = isListType(getNullableType(field.type));
  const kind = isConnection(named) ? 'connection' : !isMany ? 'one' : isConnection(parent) ? 'page' : 'list';
  const { rows, cells, subqueries } = { ...usual(parent, field, named, isMany), ...bound };
  const items = bound.items ?? (isEnumType(named) ? named.getValues().length : UNDECLARED.items);
  return { named, kind, items, rows, cells, subqueries, bytes: bytesOf(named, bound.characters) };
}

/** What a field costs of which nothing is declared. */
function usual(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, named: GraphQLNamedType, isMany: boolean) {
  if (isConnection(named)) return { ...NOTHING, subqueries: 1 };
  if (isConnection(parent) && field.name === 'totalCount') return COUNT;
  return isRow(named) && !isMany && !isEdge(parent) ? ONE_ROW : NOTHING;
}

/** How long a value is at most. */
function bytesOf(named: GraphQLNamedType, characters: number = UNDECLARED.characters): number {
  if (isEnumType(named)) return 2 + Math.max(...named.getValues().map(({ name }) => name.length));
  if (isLeafType(named)) return FIXED[named.name] ?? 2 + characters * BYTES;
  return 2;
}

/** `null` is four. */
const FIXED: Readonly<Record<string, number>> = { Boolean: 5, Int: 11, Float: 24, DateTimeISO: 29 };

/** Whether a type is a page of a list. */
export const isConnection = (type: GraphQLNamedType): boolean =>
  isObjectType(type) && type.name.endsWith('Connection') && 'nodes' in type.getFields() && 'edges' in type.getFields();

const isEdge = (type: GraphQLObjectType): boolean => type.name.endsWith('Edge') && 'cursor' in type.getFields();

/** Whether values of a type are rows, which are read; others are parts of a row. */
const isRow = (type: GraphQLNamedType): boolean => isObjectType(type) && !isIntrospectionType(type) && 'id' in type.getFields();
