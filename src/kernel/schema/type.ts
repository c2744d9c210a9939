/** Types: publishes an entity's class in the graph with its fields and edges, and declares stubs of types owned elsewhere. */
import type { EntitySchema } from '@mikro-orm/core';
import 'reflect-metadata';
import { Args, Ctx, Directive, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { bind } from './bound.ts';
import type { Context } from '../access/request-context.ts';
import { edgeBound } from './edge-bound.ts';
import type { Edge } from './edge.ts';
import { publicFieldsOf, registerField, typeOf, type ReturnTypeFunc } from './field.ts';
import type { PageArgs } from './pagination.ts';
import type { Row } from '../read/rows.ts';

/** What the kernel knows of a published class. */
export interface Published {
  readonly name: string;
  /** Its table: for a stub, the one whose visibility decides whether the reference is there. */
  readonly table: string;
  /** The properties that are public fields. */
  readonly fields: readonly string[];
  /** The fields beside `id` that identify a row, to whoever knows it by another system's key. */
  readonly keys: readonly string[];
  readonly edges: Readonly<Record<string, Edge>>;
  /** The type-graphql resolver class of the edges. */
  readonly resolver: Function | null;
}

const published = new Map<Function, Published>();
const publicFields = new Map<Function, ReturnType<typeof publicFieldsOf>>();

/** The GraphQL type and the description of a public column of a published class. */
export function publicFieldNamed(cls: Function, name: string): { type: ReturnTypeFunc; description: string } {
  const found = publicFields.get(cls)?.find(([property]) => property === name);
  if (!found) throw new Error(`${cls.name} has no public column ${name}`);
  const [, field, options] = found;
  return { type: typeOf(cls, name, field, options), description: field.description };
}

/** The published type of a class; a class that was not published stops the program with its name. */
export function typeInfo(cls: Function): Published {
  const found = published.get(cls);
  if (!found) throw new Error(`${cls.name} is not published: call type(${cls.name}, …) or stub(…)`);
  return found;
}

/**
 * Publishes an entity class: `type(Ticket, schema, { description, edges })`. It can be referred to from other subgraphs by its id, and by
 * each of its natural `keys`, unless it is a `part`. A key that several rows have names none of them.
 */
export function publishType(
  cls: Function,
  schema: EntitySchema<any, any>,
  {
    description,
    edges = {},
    name = cls.name,
    part = false,
    keys = [],
  }: { description: string; edges?: Record<string, Edge>; name?: string; part?: boolean; keys?: readonly string[] },
): void {
  schema.setClass(cls as never);
  const fields = publicFieldsOf(schema);
  publicFields.set(cls, fields);
  for (const [property, field, options] of fields) registerField(cls, name, property, field, options);
  // A part is no reference: each subgraph that has such rows reads them by itself.
  for (const directive of part ? ['@shareable'] : ['id', ...keys].map((key) => `@key(fields: "${key}")`)) Directive(directive)(cls);
  ObjectType(name, { description, simpleResolvers: true })(cls);
  const table = schema.meta.tableName;
  published.set(cls, { name, table, fields: fields.map(([property]) => property), keys, edges, resolver: edgeResolver(cls, name, edges) });
}

/** Declares a type that another subgraph owns: here it is known by its id, and may get edges of its own. */
export function stub(name: string, table: string, edges: Record<string, Edge> = {}): Function {
  const cls = { [name]: class {} }[name]!;
  Field(() => ID, { description: 'Identifies it everywhere in the graph; sorts by age.' })(cls.prototype, 'id');
  const resolvable = Object.keys(edges).length > 0;
  Directive(resolvable ? '@key(fields: "id")' : '@key(fields: "id", resolvable: false)')(cls);
  ObjectType(name)(cls);
  published.set(cls, { name, table, fields: ['id'], keys: [], edges, resolver: edgeResolver(cls, name, edges) });
  return cls;
}

function edgeResolver(cls: Function, name: string, all: Record<string, Edge>): Function | null {
  if (Object.keys(all).length === 0) return null;
  const resolver = { [`${name}Edges`]: class {} }[`${name}Edges`]!;
  const proto = resolver.prototype as Record<string, unknown>;
  Resolver(() => cls as never)(resolver);
  for (const [key, each] of Object.entries(all)) {
    bind(name, key, edgeBound(each));
    proto[key] = (root: Row, context: Context, args: PageArgs) => each.resolve(root, context, args);
    FieldResolver(each.type as never, { description: each.description, nullable: each.nullable })(proto, key, {});
    Reflect.defineMetadata('design:paramtypes', [Object, Object, Object], proto, key);
    Root()(proto, key, 0);
    Ctx()(proto, key, 1);
    if (each.args) argsOf(each.args, proto, key);
  }
  return resolver;
}

/** Adds the arguments of an edge to a resolver method, at its third place. */
export const argsOf = (args: () => Function, proto: object, key: string) => Args(args as never)(proto, key, 2);
