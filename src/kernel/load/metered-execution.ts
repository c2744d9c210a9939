/** Metered execution: each field that graphql-js answers is counted, and lets others have the event loop when it is their turn. */
import {
  defaultFieldResolver,
  isLeafType,
  isObjectType,
  isListType,
  getNamedType,
  getNullableType,
  Kind,
  SchemaMetaFieldDef,
  TypeNameMetaFieldDef,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { Context } from '../access/request-context.ts';
import type { Party } from './fair-queue.ts';
import { OperationRun } from './run.ts';

/** What a field takes beside its name and its value: quotes, colon and comma. */
const AROUND = 4;
/** What a value takes that is no text. */
const VALUE = 8;
/** So many fields are answered in one go. */
const AT_ONCE = 1_000;
/** As how many fields the spread of a fragment counts: how many it holds is not looked up. */
const SPREAD = 20;

const metered = new WeakSet<object>();

/** The schema, counting what it answers in the {@link OperationRun} of its context. The types by which schemas describe themselves are shared by all of them. */
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
  const isList = !isLeaf && isListType(getNullableType(field.type));
  const counted: GraphQLFieldResolver<unknown, Partial<Context> | undefined> = (source, args, context, info) => {
    const { run, viewer } = context ?? {};
    if (!(run instanceof OperationRun) || !viewer) return resolve(source, args, context, info);
    const stopped = run.count(String(info.path.key).length + AROUND);
    if (stopped) return stopped;
    const wait = isLeaf ? undefined : run.pause(viewer);
    const value: unknown = wait ? wait.then(() => resolve(source, args, context, info)) : resolve(source, args, context, info);
    if (!isLeaf && !isList) return value;
    const taken = isLeaf
      ? (found: unknown) => run.count(sizeOf(found), 0) ?? found
      : (found: unknown) => (Array.isArray(found) ? inParts(found, info, run, viewer) : found);
    return value instanceof Promise ? value.then(taken) : taken(value);
  };
  field.resolve = counted;
}

/** The items of a long list, each of which comes when there is time for it: graphql-js completes a list in one go. */
function inParts(items: readonly unknown[], { fieldNodes }: GraphQLResolveInfo, run: OperationRun, party: Party): readonly unknown[] {
  let fields = 0;
  for (const { selectionSet } of fieldNodes)
    for (const { kind } of selectionSet?.selections ?? []) fields += kind === Kind.FIELD ? 1 : SPREAD;
  if (items.length * fields < AT_ONCE) return items;
  return items.map((item, at) => (at === 0 ? item : run.later(party).then(() => item)));
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (!Array.isArray(value)) return VALUE;
  let size = 0;
  for (const each of value) size += sizeOf(each) + 1;
  return size;
}
