/** Metered execution: each field that graphql-js answers is counted, and lets others have the event loop when it is their turn. */
import {
  defaultFieldResolver,
  isLeafType,
  isObjectType,
  getNamedType,
  SchemaMetaFieldDef,
  TypeNameMetaFieldDef,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { Context } from './context.ts';
import { Run } from './run.ts';

/** What a field takes beside its name and its value: quotes, colon and comma. */
const AROUND = 4;
/** What a value takes that is no text. */
const VALUE = 8;

const metered = new WeakSet<object>();

/** The schema, counting what it answers in the {@link Run} of its context. The types by which schemas describe themselves are shared by all of them. */
export function meteredSchema(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type)) for (const field of Object.values(type.getFields())) meter(field);
  for (const field of [SchemaMetaFieldDef, TypeNameMetaFieldDef]) meter(field);
  return schema;
}

function meter(field: GraphQLField<any, any>): void {
  if (metered.has(field)) return;
  metered.add(field);
  const resolve = field.resolve ?? defaultFieldResolver;
  const isLeaf = isLeafType(getNamedType(field.type));
  const counted: GraphQLFieldResolver<unknown, Partial<Context> | undefined> = (source, args, context, info) => {
    const { run, viewer } = context ?? {};
    if (!(run instanceof Run) || !viewer) return resolve(source, args, context, info);
    const around = String(info.path.key).length + AROUND;
    const wait = run.cell(viewer, around);
    const value: unknown = wait ? wait.then(() => resolve(source, args, context, info)) : resolve(source, args, context, info);
    if (!isLeaf) return value;
    if (value instanceof Promise) return value.then((found: unknown) => run.hold(found, sizeOf(found)));
    return run.hold(value, sizeOf(value));
  };
  field.resolve = counted;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (!Array.isArray(value)) return VALUE;
  let size = 0;
  for (const each of value) size += sizeOf(each) + 1;
  return size;
}
