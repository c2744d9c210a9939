/** Edges: relations in the graph, as data. Batched reads and compiled reads both use them. */
import { sql, type RawBuilder } from 'kysely';
import { ArgsType, Field } from 'type-graphql';
import type { Bound } from './bound.ts';
import type { Context } from '../access/request-context.ts';
import type { AggregatedField } from './aggregated-field.ts';
import { isId, type InputField } from './input.ts';
import type { ConnectionList } from './list.ts';
import type { PageArgs } from './pagination.ts';
import type { JoinCondition } from '../read/batch-reader.ts';
import type { Row } from '../read/rows.ts';

/** The properties of every edge. */
export interface EdgeBase {
  readonly description: string;
  readonly nullable: boolean;
  readonly type: () => unknown;
  /** The class of its arguments, for an edge that takes any. */
  readonly args?: () => Function;
  /** Resolves it for one row; reads of the same edge for other rows are batched. */
  resolve(root: Row, context: Context, args: PageArgs): unknown;
}

/** To one row, by the first of these properties that holds an id. */
export interface ReferenceEdge extends EdgeBase {
  readonly kind: 'one';
  readonly target: () => Function;
  readonly properties: readonly string[];
}

/**
 * To the rows that one of some conditions between the row `t` and the parent's id `p.key` selects. No two conditions may select the same
 * row.
 */
export interface ConnectionEdge extends EdgeBase {
  readonly kind: 'list';
  readonly list: () => ConnectionList;
  readonly ways: readonly JoinCondition[];
}

/** To the few rows on the far side of a link table. */
export interface ManyToManyEdge extends EdgeBase {
  readonly kind: 'links';
  readonly target: () => Function;
  readonly link: Link;
  /** How many rows it answers at most. */
  readonly most: number;
}

/** To the row whose id an SQL expression computes from the parent's id and an argument. */
export interface ArgumentEdge extends EdgeBase {
  readonly kind: 'found';
  readonly target: () => Function;
  readonly id: (parent: RawBuilder<unknown>, argument: RawBuilder<unknown>) => RawBuilder<unknown>;
}

/** Computed only from some properties of the row, and from values that SQL reads for it. */
export interface ComputedField extends EdgeBase {
  readonly kind: 'computed';
  readonly needs: readonly string[];
  readonly facts: SqlInputs;
  /** Its cost beside its SQL inputs. */
  readonly bound: Bound;
  compute(row: Row, asked: ComputeContext): unknown;
}

/** SQL expressions over the row `t`, each of which answers JSON. */
export type SqlInputs = Readonly<Record<string, RawBuilder<unknown>>>;

/** The viewer, time and language of a computation. */
export type ComputeContext = Pick<Context, 'viewer' | 'language' | 'now'>;

/** A value that SQL reads for a row, as the viewer; `p.key` is the id of the row. */
export interface SqlField extends EdgeBase {
  readonly kind: 'lookup';
  readonly value: RawBuilder<unknown>;
}

/** A table that links the ids of two types. */
export interface Link {
  readonly table: string;
  readonly near: string;
  readonly far: string;
}

/** A relation in the graph. */
export type Edge = ReferenceEdge | ConnectionEdge | ManyToManyEdge | ArgumentEdge | ComputedField | SqlField | AggregatedField;

/**
 * An edge to one row, by the property that holds its id, or by the first of several that does. Nullable always: a hidden
 * row must not blank its parent.
 */
export function reference(target: () => Function, property: string | readonly string[], description: string): ReferenceEdge {
  const properties = typeof property === 'string' ? [property] : property;
  const idOf = (row: Row) => properties.map((each) => row[each] as string | null).find((id) => id != null);
  return {
    kind: 'one',
    target,
    properties,
    description,
    nullable: true,
    type: target,
    resolve: (root, { read }) => read.byId(target(), idOf(root)),
  };
}

/**
 * An edge to a list: the rows whose `column` holds this row's id, or those for which the condition `on` holds, or one of several
 * conditions of which each has an index in the order of the list and no two hold for one row.
 */
export function connectionTo(list: () => ConnectionList, on: string | JoinCondition | readonly JoinCondition[], description: string): ConnectionEdge {
  const ways = typeof on === 'string' ? [sql<boolean>`${sql.ref(`t.${on}`)} = p.key`] : 'length' in on ? on : [on];
  const condition = ways.length === 1 ? ways[0]! : sql<boolean>`(${sql.join(ways, sql` or `)})`;
  return {
    kind: 'list',
    list,
    ways,
    description,
    nullable: false,
    type: () => list().connection,
    args: () => list().args,
    resolve: (root, { read }, args) => read.page(list(), args, condition, root.id),
  };
}

/** How many rows an edge over a link table answers where nothing else is said. */
const MOST_LINKS = 50;

/** An edge to the few rows on the far side of a link table, at most `most` of them, oldest link first; those hidden from the viewer are left out. */
export const manyToMany = (target: () => Function, link: Link, description: string, most = MOST_LINKS): ManyToManyEdge => ({
  kind: 'links',
  target,
  link,
  most,
  description: `${description} At most ${most}, oldest link first.`,
  nullable: false,
  type: () => [target()],
  async resolve(root, { read }) {
    const ids = await read.links(link, target(), most, root.id);
    const rows = await Promise.all(ids.map((id) => read.byId(target(), id)));
    return rows.filter((row) => row !== null);
  },
});

/** An edge to one row, which SQL finds by the parent's id and one argument; null if there is none, or it is hidden. */
export function referenceByArgument(
  target: () => Function,
  argument: { name: string; item: InputField<string> },
  id: ArgumentEdge['id'],
  description: string,
): ArgumentEdge {
  const cls = { FoundArgs: class {} }.FoundArgs;
  Field(argument.item.type, { description: argument.item.description })(cls.prototype, argument.name);
  ArgsType()(cls);
  return {
    kind: 'found',
    target,
    id,
    description,
    nullable: true,
    type: target,
    args: () => cls,
    async resolve(root, { read }, args) {
      const given = (args as Record<string, unknown>)[argument.name] as string;
      return isId(given) ? read.byId(target(), await read.byArgument(id, root.id, given)) : null;
    },
  };
}

/**
 * A field computed from the properties that it needs and the values that SQL reads for the row: a scalar or a plain object, not another
 * row.
 */
export function computedField<T>(
  type: () => unknown,
  needs: readonly (keyof T & string)[],
  description: string,
  compute: (row: T, asked: ComputeContext) => unknown,
  nullable = true,
  facts: SqlInputs = {},
  bound: Bound = {},
): ComputedField {
  const isTold = Object.keys(facts).length > 0;
  return {
    kind: 'computed',
    needs,
    facts,
    bound,
    description,
    nullable,
    type,
    compute: compute as never,
    async resolve(root, context) {
      const told = isTold ? await context.read.sqlInputs(root.constructor, facts, root.id) : {};
      return compute({ ...root, ...told } as never, context);
    },
  };
}

/**
 * A scalar that SQL reads for the row `p.key`, as the viewer, and that is never null, such as whether this person has read it. A value that
 * is equal for everybody is a column, and another row is an edge.
 */
export const sqlField = (type: () => unknown, value: RawBuilder<unknown>, description: string): SqlField => ({
  kind: 'lookup',
  value,
  description,
  nullable: false,
  type,
  resolve: (root, { read }) => read.sqlField(value, root.id),
});
