/** The catalog: what compiled reads know of each type of the graph, from the entities' declarations and MikroORM's metadata. */
import type { EntityProperty } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Edge } from '../schema/edge.ts';
import { rootFieldsOf, type RootField } from '../schema/query-fields.ts';
import type { Subgraph } from '../schema/subgraph.ts';
import { typeInfo } from '../schema/type.ts';

/** A type of the graph as a table. */
export interface TableType {
  readonly name: string;
  readonly table: string;
  /** The public columns, by field. */
  readonly columns: ReadonlyMap<string, EntityProperty>;
  /** Every stored property, public or not: what edges may need. */
  readonly properties: ReadonlyMap<string, EntityProperty>;
  readonly edges: ReadonlyMap<string, Edge>;
}

/** All types and reading root fields of a graph. */
export interface Catalog {
  readonly types: ReadonlyMap<string, TableType>;
  readonly roots: ReadonlyMap<string, RootField>;
  /** The types that are no rows, with the one field of theirs that is known without asking code. */
  readonly facts: ReadonlyMap<string, string>;
}

/**
 * Makes the catalog of some subgraphs. An edge that names a property, column or type that is not there stops the program
 * here, with the type and the field, and not at the first unlucky query.
 */
export function catalogOf(orm: MikroORM, subgraphs: readonly Subgraph[]): Catalog {
  const owned = subgraphs.flatMap(({ types }) => types);
  const known = [...owned, ...subgraphs.flatMap(({ stubs }) => stubs)];
  const byName = Map.groupBy(known, (cls) => typeInfo(cls).name);
  const types = new Map<string, TableType>();
  for (const [name, classes] of byName) {
    const owner = classes.find((cls) => owned.includes(cls));
    const edges = new Map(classes.flatMap((cls) => Object.entries(typeInfo(cls).edges)));
    types.set(name, { name, table: typeInfo(classes[0]!).table, edges, ...columnsOf(orm, owner) });
  }
  const addPart = (cls: Function) => {
    const { name, table, edges } = typeInfo(cls);
    if (!types.has(name)) types.set(name, { name, table, edges: new Map(Object.entries(edges)), ...columnsOf(orm, cls) });
  };
  // A part, such as an entry of a timeline, is no type of a subgraph: it is known by the lists that hold it.
  for (const { edges } of [...types.values()]) {
    for (const edge of edges.values()) if (edge.kind === 'list') addPart(edge.list().target());
  }
  for (const type of types.values()) for (const [field, edge] of type.edges) check(type, field, edge, types);
  const roots = new Map(subgraphs.flatMap(({ resolvers }) => resolvers.flatMap((cls) => Object.entries(rootFieldsOf(cls)))));
  const facts = new Map(subgraphs.flatMap((subgraph) => (subgraph.facts ?? []).map(({ name, key }) => [name, key])));
  return { types, roots, facts };
}

function columnsOf(orm: MikroORM, owner: Function | undefined): Pick<TableType, 'columns' | 'properties'> {
  if (!owner) return { columns: new Map([['id', { name: 'id', fieldNames: ['id'] } as never]]), properties: new Map() };
  const meta = orm.getMetadata().get(owner as never);
  const properties = new Map(
    meta.props
      .filter((prop) => prop.persist !== false && prop.fieldNames?.length === 1)
      .map((prop) => [prop.name as string, prop as EntityProperty]),
  );
  return { properties, columns: new Map(typeInfo(owner).fields.map((name) => [name, properties.get(name)!])) };
}

function check(type: TableType, field: string, edge: Edge, types: ReadonlyMap<string, TableType>): void {
  const wrong = (why: string) => new Error(`${type.name}.${field} is declared wrongly: ${why}`);
  if ((edge.kind === 'one' || edge.kind === 'links' || edge.kind === 'found') && !types.has(typeInfo(edge.target()).name))
    throw wrong('its target is no type of this graph');
  for (const property of edge.kind === 'one' ? edge.properties : edge.kind === 'computed' ? edge.needs : []) {
    if (!type.properties.has(property)) throw wrong(`${type.name} has no property ${property}`);
  }
}
