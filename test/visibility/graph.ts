/** The ways through the graph, read from its schema: nothing here names a type or a field of the domain. */
import {
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { entities } from '../../src/database/orm.ts';
import { typeInfo } from '../../src/kernel/schema/type.ts';

/** A step from one thing to another: the fields that lead there, and whether it is one, a plain list or a connection. */
export interface Hop {
  /** The edge as people say it: `Ticket.customer`. */
  readonly name: string;
  readonly path: readonly string[];
  readonly target: string;
  readonly shape: 'one' | 'list' | 'connection';
  readonly field: GraphQLField<unknown, unknown>;
}

/** The table of each type whose rows have an id of their own, by the name of the type. */
export const tables: ReadonlyMap<string, string> = new Map(
  entities.flatMap((cls) => {
    try {
      const { name, table } = typeInfo(cls);
      return [[name, table] as const];
    } catch {
      return []; // a table that is no type of the graph
    }
  }),
);

const fieldsOf = (type: GraphQLObjectType) => Object.values(type.getFields());

/** The type of the rows of a connection, or undefined. */
function rowsOf(type: GraphQLObjectType): string | undefined {
  const nodes = type.getFields().nodes;
  return nodes && getNamedType(nodes.type).name;
}

/** Every step from a type to a thing, straight or through types that are not things themselves. Fields that must be told something are left out. */
export function hopsOf(schema: GraphQLSchema, typeName: string, path: readonly string[] = [], from = typeName): Hop[] {
  const type = schema.getType(typeName) as GraphQLObjectType;
  return fieldsOf(type).flatMap((field): Hop[] => {
    const inner = getNamedType(field.type);
    if (!isObjectType(inner) || field.args.some((argument) => isRequiredArgument(argument) || argument.name === 'id')) return [];
    const way = [...path, field.name];
    const hop = { name: `${from}.${way.join('.')}`, path: way, field };
    if (tables.has(inner.name)) return [{ ...hop, target: inner.name, shape: isListType(getNullableType(field.type)) ? 'list' : 'one' }];
    const row = rowsOf(inner);
    if (row) return [{ ...hop, target: row, shape: 'connection' }];
    return way.length < 4 ? hopsOf(schema, inner.name, way, from) : [];
  });
}

/** The root fields that answer one thing by its id: the name of the field, and of the type. */
export const byId = (schema: GraphQLSchema): { field: string; target: string }[] =>
  fieldsOf(schema.getQueryType()!)
    .filter(({ args }) => args[0]?.name === 'id')
    .map(({ name, type }) => ({ field: name, target: getNamedType(type).name }));

/** The root field that lists all things of a type. */
export const listOf = (schema: GraphQLSchema, target: string): Hop | undefined =>
  hopsOf(schema, 'Query').find((hop) => hop.shape === 'connection' && hop.target === target && hop.path.length === 1);

/** The shortest way from the root to the things of each type, by lists where there is a choice. */
export function waysTo(schema: GraphQLSchema): Map<string, Hop[]> {
  const ways = new Map<string, Hop[]>();
  let edge: [type: string, way: Hop[]][] = [['Query', []]];
  while (edge.length > 0) {
    const next: typeof edge = [];
    for (const [type, way] of edge) {
      const hops = hopsOf(schema, type).sort((a, b) => Number(b.shape === 'connection') - Number(a.shape === 'connection'));
      for (const hop of hops) {
        if (ways.has(hop.target) || (type === 'Query' && hop.shape === 'one')) continue;
        ways.set(hop.target, [...way, hop]);
        next.push([hop.target, [...way, hop]]);
      }
    }
    edge = next;
  }
  return ways;
}

/** The selection that takes a step, under an alias of its own; `inner` is what is asked of each thing there, its id among it. */
export function selection(
  { path, shape }: Hop,
  inner = 'id',
  { first = 100, after, alias }: { first?: number; after?: string; alias?: string } = {},
): string {
  const args = `(first: ${first}${after ? `, after: ${JSON.stringify(after)}` : ''})`;
  const page = `totalCount pageInfo { hasNextPage endCursor } edges { node { id } } nodes { ${inner} }`;
  const last = shape === 'connection' ? `${args} { ${page} }` : ` { ${inner} }`;
  const whole =
    path.map((name, index) => (index < path.length - 1 ? `${name} { ` : `${name}${last}`)).join('') + ' }'.repeat(path.length - 1);
  return alias ? `${alias}: ${whole}` : whole;
}

/** What a step came to: the things, and for a connection how many there are and where it goes on. */
export interface Reached {
  readonly rows: any[];
  readonly total: number | null;
  readonly next: string | null;
}

/** Reads the answer to a {@link selection}. */
export function reached(parent: any, { path, shape }: Hop, alias?: string): Reached {
  let values: any[] = [parent];
  path.forEach((name, index) => (values = values.flatMap((value) => value?.[index === 0 && alias ? alias : name] ?? [])));
  if (shape !== 'connection') return { rows: values, total: null, next: null };
  const pages = values as Page[];
  for (const { nodes, edges } of pages) {
    if (String(nodes.map(({ id }) => id)) !== String(edges.map(({ node }) => node.id)))
      throw new Error(`${path.join('.')} has other nodes than edges`);
  }
  const [page] = pages;
  return {
    rows: pages.flatMap(({ nodes }) => nodes),
    total: page ? page.totalCount : null,
    next: page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
  };
}

interface Page {
  nodes: { id: string }[];
  edges: { node: { id: string } }[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
