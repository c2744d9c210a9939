/** Lists: how the rows of a type are filtered, sorted and paged, declared once for every root field and edge that lists them. */
import { sql, type RawBuilder } from 'kysely';
import { ArgsType, Directive, Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { input, type InputField, type InputValues } from './input.ts';
import type { JoinCondition } from '../read/batch-reader.ts';
import { PageInfo, type Order, type PageArgs } from './pagination.ts';

/**
 * One way to narrow a list: the argument, and what it means as a condition on the table `t`. The condition must not look at
 * the value: in a compiled read only its place is known.
 */
export interface Filter<T = any> {
  readonly item: InputField<T>;
  readonly where: (value: T) => RawBuilder<boolean>;
  /** How a root list is found by the values, where each of them has an index in the order of the list. */
  readonly by?: (value: T) => { readonly keys: RawBuilder<unknown>; readonly ways: readonly JoinCondition[] };
}

/** Narrows a list by an argument. */
export const filter = <T>(item: InputField<T>, where: (value: T) => RawBuilder<boolean>): Filter<T> => ({ item, where });

/** Narrows a list to rows whose column is among the given values. */
export const inColumn = <T>(item: InputField<readonly T[]>, column: string): Filter<readonly T[]> =>
  filter(item, (values) => sql<boolean>`${sql.ref(`t.${column}`)} = any(${values})`);

/**
 * Narrows a list to rows related to the objects with the given ids; `where` gets these ids as an SQL array. A hidden object matches
 * nothing: a filter must not reveal what an edge hides. With `ways`, disjoint join conditions between the row `t` and one such id `k.key`,
 * a root list is found by the ids.
 */
export const relatedTo = (
  table: string,
  item: InputField<readonly string[]>,
  where: (ids: RawBuilder<unknown>) => RawBuilder<boolean>,
  ways?: (ids: RawBuilder<unknown>) => readonly JoinCondition[],
): Filter<readonly string[]> => {
  const visible = (ids: readonly string[]) => sql`array(select s.id from ${sql.table(table)} s where s.id = any(${ids}::uuid[]))`;
  const by = ways && ((ids: readonly string[]) => ({ keys: sql`unnest(${visible(ids)}) k(key)`, ways: ways(visible(ids)) }));
  return { item, where: (ids) => where(visible(ids)), by };
};

/** A list of one type. */
export interface ConnectionList {
  readonly name: string;
  readonly target: () => Function;
  readonly filters: Record<string, Filter>;
  readonly index: AccessIndex | null;
  readonly connection: Function;
  readonly args: Function;
  orderOf(args: PageArgs): Order;
  /** The filters in use, validated and cleaned. */
  given(args: PageArgs): [key: string, value: unknown][];
}

/**
 * A table that holds, for each organization, the rows it sees, with a copy of what lists sort by. A root list is read from
 * it, so that it costs as much as its page, whether the viewer sees five rows of the table or half of it. The copies bear the
 * names of the columns; there is one row for an organization and a row.
 */
export interface AccessIndex {
  readonly table: string;
  /** Its column that holds the id of the row. */
  readonly row: string;
  /**
   * Whether lists behind an edge are read from it too, where their own condition has no index in the order of the list: PostgreSQL
   * can then choose to look through what the viewer sees, in order, or to find what the edge leads to and sort it.
   */
  readonly edges?: boolean;
  /** The value of its column `kind` for such rows, where it holds rows of several types. */
  readonly kind?: string;
}

interface ListOptions {
  /** What a root list of it is read from, if not from the table itself. */
  readonly index?: AccessIndex | null;
  /** The sort orders of the list; the first one, in its direction, is the default. */
  readonly order: Record<string, Omit<Order, 'field'> & { description: string }>;
  readonly filters?: Record<string, Filter>;
  /** Whether several subgraphs have lists of it, each reading its own. */
  readonly isShared?: boolean;
}

/** Declares the list of a type: its connection, filter, order and arguments get their names from the type's. */
export function defineList(name: string, target: () => Function, { order, filters = {}, index = null, isShared = false }: ListOptions): ConnectionList {
  const orders = Object.entries(order).map(([field, rest]) => ({ field, ...rest }));
  const items = Object.fromEntries(Object.entries(filters).map(([key, { item }]) => [key, { ...item, optional: true }]));
  const narrowed =
    Object.keys(items).length > 0
      ? input(`${name}Filter`, `Narrows a list of ${name}: all that is given must hold. An empty list of values matches nothing.`, items)
      : null;
  return {
    name,
    target,
    filters,
    index,
    connection: connectionClass(name, target, isShared),
    args: argsClass(name, narrowed?.cls ?? null, orderClass(name, order)),
    orderOf({ orderBy }) {
      const standard = orders[0]!;
      if (!orderBy) return standard;
      return { ...orders.find((each) => each.field === orderBy.field)!, direction: orderBy.direction };
    },
    given({ filter: given }) {
      if (!given || !narrowed) return [];
      const values: InputValues<typeof items> = narrowed.check(given, 'filter');
      return Object.entries(values).filter(([, value]) => value !== null);
    },
  };
}

function connectionClass(name: string, target: () => Function, isShared: boolean): Function {
  const edge = named(`${name}Edge`);
  Field(() => String, { description: 'Where this row lies in the list: give it to `after` or `before`.' })(edge.prototype, 'cursor');
  Field(target as never, { description: 'The row.' })(edge.prototype, 'node');
  ObjectType({ description: `One ${name} of a list.`, simpleResolvers: true })(edge);
  const connection = named(`${name}Connection`);
  if (isShared) for (const cls of [edge, connection]) Directive('@shareable')(cls);
  Field(() => [target()] as never, { description: 'The rows of this page.' })(connection.prototype, 'nodes');
  Field(() => [edge] as never, { description: 'The rows of this page, each with its cursor.' })(connection.prototype, 'edges');
  Field(() => PageInfo, { description: 'Where this page lies in the list.' })(connection.prototype, 'pageInfo');
  Field(() => Int, { description: 'How many rows the whole list has for you; counted only when asked for.' })(
    connection.prototype,
    'totalCount',
  );
  ObjectType({ description: `A page of a list of ${name}.`, simpleResolvers: true })(connection);
  return connection;
}

function orderClass(name: string, order: ListOptions['order']): Function {
  const values = Object.fromEntries(Object.keys(order).map((key) => [key, key]));
  const valuesConfig = Object.fromEntries(Object.entries(order).map(([key, { description }]) => [key, { description }]));
  registerEnumType(values, { name: `${name}OrderField`, description: `What a list of ${name} can be sorted by.`, valuesConfig });
  const cls = named(`${name}Order`);
  Field(() => values as never, { description: 'What to sort by.' })(cls.prototype, 'field');
  Field(() => Direction as never, { description: 'Which way.' })(cls.prototype, 'direction');
  InputType({ description: `How a list of ${name} is sorted; ties go by id.` })(cls);
  return cls;
}

function argsClass(name: string, filterClass: Function | null, order: Function): Function {
  const cls = named(`${name}ListArgs`);
  const add = (key: string, type: unknown, description: string) =>
    Field(() => type as never, { nullable: true, description })(cls.prototype, key);
  if (filterClass) add('filter', filterClass, 'Narrows the list.');
  add('orderBy', order, 'How to sort; the standard order when left out.');
  add('first', Int, 'How many rows from the start, or from `after`: 1 to 100, 20 when left out.');
  add('after', String, 'A cursor of this list in this order: the page starts behind it.');
  add('last', Int, 'How many rows from the end, or up to `before`: 1 to 100. Not together with `first`.');
  add('before', String, 'A cursor of this list in this order: the page ends before it.');
  ArgsType()(cls);
  return cls;
}

const named = (name: string) => ({ [name]: class {} })[name]!;

const Direction = { ASC: 'ASC', DESC: 'DESC' } as const;
registerEnumType(Direction, {
  name: 'OrderDirection',
  description: 'Which way a list is sorted.',
  valuesConfig: { ASC: { description: 'Smallest or oldest first.' }, DESC: { description: 'Largest or newest first.' } },
});
