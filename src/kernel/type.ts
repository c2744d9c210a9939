/** Types: publishes an entity's class in the graph with its fields and edges, and declares stubs of types owned elsewhere. */
import type { EntitySchema } from '@mikro-orm/core';
import { sql } from 'kysely';
import 'reflect-metadata';
import { Args, Ctx, Directive, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context } from './context.ts';
import { publicFieldsOf, publish } from './field.ts';
import type { List } from './list.ts';
import type { PageArgs } from './page.ts';
import type { On } from './read.ts';
import type { Row } from './rows.ts';

/** A relation in the graph, as data. */
export interface Edge {
  readonly description: string;
  readonly nullable: boolean;
  readonly type: () => unknown;
  /** The class of the list arguments, for an edge that is a connection. */
  readonly args?: () => Function;
  resolve(root: Row, context: Context, args: PageArgs): unknown;
}

/** An edge to one row, by the property that holds its id. Nullable always: a hidden row must not blank its parent. */
export const edge = (target: () => Function, property: string, description: string): Edge => ({
  description,
  nullable: true,
  type: target,
  resolve: (root, { read }) => read.one(target(), root[property] as string | null),
});

/** An edge to a list: the rows whose `column` holds this row's id, or those for which the condition `on` holds. */
export function edges(list: () => List, on: string | On, description: string): Edge {
  const condition = typeof on === 'string' ? sql<boolean>`${sql.ref(`t.${on}`)} = p.key` : on;
  return {
    description,
    nullable: false,
    type: () => list().connection,
    args: () => list().args,
    resolve: (root, { read }, args) => read.page(list(), args, condition, root.id),
  };
}

/** An edge to the few rows on the far side of a link table, oldest link first; those hidden from the viewer are left out. */
export const links = (target: () => Function, link: { table: string; near: string; far: string }, description: string): Edge => ({
  description,
  nullable: false,
  type: () => [target()],
  async resolve(root, { read }) {
    const ids = await read.links(link.table, link.near, link.far, root.id);
    const rows = await Promise.all(ids.map((id) => read.one(target(), id)));
    return rows.filter((row) => row !== null);
  },
});

/** An edge that is computed. */
export const computed = (
  type: () => unknown,
  description: string,
  resolve: (root: any, context: Context) => unknown,
  nullable = true,
): Edge => ({
  description,
  nullable,
  type,
  resolve,
});

/** What the kernel knows of a published class. */
export interface Published {
  readonly name: string;
  /** Its table: for a stub, the one whose visibility decides whether the reference is there. */
  readonly table: string;
  readonly edges: Readonly<Record<string, Edge>>;
  /** The type-graphql resolver class of the edges. */
  readonly resolver: Function | null;
}

const published = new Map<Function, Published>();

/** The published type of a class; a class that was not published stops the program with its name. */
export function referenceOf(cls: Function): Published {
  const found = published.get(cls);
  if (!found) throw new Error(`${cls.name} is not published: call type(${cls.name}, …) or stub(…)`);
  return found;
}

/** Publishes an entity class: `type(Ticket, schema, { description, edges })`. It can be referred to from other subgraphs by its id unless it is a `part`. */
export function type(
  cls: Function,
  schema: EntitySchema<any, any>,
  {
    description,
    edges = {},
    name = cls.name,
    part = false,
  }: { description: string; edges?: Record<string, Edge>; name?: string; part?: boolean },
): void {
  schema.setClass(cls as never);
  for (const [property, field, options] of publicFieldsOf(schema)) publish(cls, property, field, options);
  if (!part) Directive('@key(fields: "id")')(cls);
  ObjectType(name, { description, simpleResolvers: true })(cls);
  published.set(cls, { name, table: schema.meta.tableName, edges, resolver: edgeResolver(cls, name, edges) });
}

/** Declares a type that another subgraph owns: here it is known by its id, and may get edges of its own. */
export function stub(name: string, table: string, edges: Record<string, Edge> = {}): Function {
  const cls = { [name]: class {} }[name]!;
  Field(() => ID, { description: 'Identifies it everywhere in the graph; sorts by age.' })(cls.prototype, 'id');
  const resolvable = Object.keys(edges).length > 0;
  Directive(resolvable ? '@key(fields: "id")' : '@key(fields: "id", resolvable: false)')(cls);
  ObjectType(name)(cls);
  published.set(cls, { name, table, edges, resolver: edgeResolver(cls, name, edges) });
  return cls;
}

function edgeResolver(cls: Function, name: string, all: Record<string, Edge>): Function | null {
  if (Object.keys(all).length === 0) return null;
  const resolver = { [`${name}Edges`]: class {} }[`${name}Edges`]!;
  const proto = resolver.prototype as Record<string, unknown>;
  Resolver(() => cls as never)(resolver);
  for (const [key, each] of Object.entries(all)) {
    proto[key] = (root: Row, context: Context, args: PageArgs) => each.resolve(root, context, args);
    FieldResolver(each.type as never, { description: each.description, nullable: each.nullable })(proto, key, {});
    Reflect.defineMetadata('design:paramtypes', [Object, Object, Object], proto, key);
    Root()(proto, key, 0);
    Ctx()(proto, key, 1);
    if (each.args) argsOf(each.args, proto, key);
  }
  return resolver;
}

/** Adds the arguments of a list to a resolver method, at its third place. */
export const argsOf = (args: () => Function, proto: object, key: string) => Args(args as never)(proto, key, 2);
