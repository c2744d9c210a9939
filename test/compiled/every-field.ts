/** One operation for every field of every type that a list reaches: a field that is read wrongly is found by its name. */
import { getNamedType, isLeafType, isObjectType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { Operation } from '../federation/corpus.ts';
import { operationOf, told } from '../federation/generate.ts';
import { KEYS } from '../federation/generate.ts';

type Field = GraphQLField<unknown, unknown>;
const fieldsOf = (type: unknown): Field[] => Object.values((type as GraphQLObjectType).getFields());
const typeOf = (field: Field) => getNamedType(field.type);
const isConnection = (type: { name: string }): boolean => type.name.endsWith('Connection');

/** The leaves of a type, and of the values in it: enough to see that a row is the right one. */
function leaves(type: { name: string }, depth = 2): string {
  if (KEYS.has(type.name)) return `{ __typename ${KEYS.get(type.name)} }`;
  const inner = fieldsOf(type).flatMap((field): string[] => {
    const target = typeOf(field);
    if (isLeafType(target)) return [field.name];
    if (isConnection(target) || !isObjectType(target) || 'id' in target.getFields() || depth === 0) return [];
    return [`${field.name} ${leaves(target, depth - 1)}`];
  });
  return `{ __typename ${inner.join(' ')} }`;
}

function selectionOf(field: Field): string {
  const target = typeOf(field);
  if (isLeafType(target)) return field.name;
  if (!isConnection(target)) return `${field.name}${told(field)} ${leaves(target)}`;
  const node = typeOf((target as GraphQLObjectType).getFields().nodes!);
  return `${field.name}(first: 2) { nodes ${leaves(node)} pageInfo { hasNextPage endCursor } } again: ${field.name}(last: 1) { totalCount edges { cursor } }`;
}

/** For every root list and every field of its rows, an operation that asks for that field, and for nothing else of the row. */
export function everyField(schema: GraphQLSchema): Operation[] {
  return fieldsOf(schema.getQueryType()).flatMap((root) => {
    const connection = typeOf(root);
    if (!isConnection(connection)) return [];
    const node = typeOf((connection as GraphQLObjectType).getFields().nodes!);
    return fieldsOf(node).map((field) => ({
      ...operationOf('Q', `${root.name}(first: 4) { nodes { ${selectionOf(field)} } }`),
      name: `${root.name}.${field.name}`,
    }));
  });
}
