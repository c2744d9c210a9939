/** Projectors pick a selection out of a computed value. */
import {
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';

/** The fields that are selected of an object. */
export type Subfields = (object: GraphQLObjectType, nodes: readonly FieldNode[]) => ReadonlyMap<string, readonly FieldNode[]>;

/** Picks a selection out of a computed value. */
export function projector(
  field: GraphQLField<unknown, unknown>,
  subfields: Subfields,
  nodes: readonly FieldNode[],
): (value: any) => unknown {
  const named = getNamedType(field.type);
  const one: (value: any) => unknown = isLeafType(named)
    ? (value) => named.serialize(value)
    : objectProjector(named as GraphQLObjectType, subfields, nodes);
  return completer(field.type, one, field.name);
}

/** A missing required value is an error, as in graphql-js, which then executes the whole operation. */
function completer(type: GraphQLOutputType, one: (value: any) => unknown, name: string): (value: any) => unknown {
  if (isNonNullType(type)) {
    const inner = completer(type.ofType, one, name);
    return (value) => {
      if (value == null) throw new Error(`nothing is at ${name}, where there must be something`);
      return inner(value);
    };
  }
  if (!isListType(type)) return (value) => (value == null ? null : one(value));
  const each = completer(type.ofType, one, name);
  return (values) => (values == null ? null : (values as unknown[]).map(each));
}

function objectProjector(object: GraphQLObjectType, subfields: Subfields, nodes: readonly FieldNode[]): (value: any) => unknown {
  const parts = map(subfields(object, nodes), (inner) => {
    const name = inner[0]!.name.value;
    if (name === '__typename') return () => object.name;
    const project = projector(object.getFields()[name]!, subfields, inner);
    return (value: Record<string, unknown>) => project(value[name]);
  });
  return (value) => Object.fromEntries(parts.map(([key, part]) => [key, part(value)]));
}

/** Whether a field answers a list. */
export const isMany = (field: GraphQLField<unknown, unknown>): boolean => isListType(getNullableType(field.type));

/** What becomes of each field of a selection, by response key. */
export function map<T>(
  fields: ReadonlyMap<string, readonly FieldNode[]>,
  make: (nodes: readonly FieldNode[]) => T,
): (readonly [string, T])[] {
  return [...fields].map(([key, nodes]) => [key, make(nodes)] as const);
}
