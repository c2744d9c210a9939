/** Nullability: what another subgraph answers, or another root field, may be missing, and then only that is null. */
import {
  getNullableType,
  GraphQLList,
  GraphQLNonNull,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/**
 * Takes back what a subgraph cannot promise: that there is an item of a list that another one answers; anything that it adds to a type
 * that is another's, for it may be the one that is down; and a root field, whose error must not take the answers of the others with it.
 */
export function nullWhereAnotherFails(schema: GraphQLSchema, stubs: ReadonlySet<string>): void {
  const isForeign = (type: GraphQLObjectType) => stubs.has(type.name) || keysOf(type).some(({ isElsewhere }) => isElsewhere);
  const foreignNullable = (type: GraphQLOutputType): GraphQLOutputType => {
    if (isListType(type)) return new GraphQLList(foreignNullable(type.ofType as GraphQLOutputType));
    if (!isNonNullType(type)) return type;
    const inner = foreignNullable(type.ofType as GraphQLOutputType) as GraphQLNullableType & GraphQLOutputType;
    return isObjectType(inner) && isForeign(inner) ? inner : new GraphQLNonNull(inner);
  };
  const roots = [schema.getQueryType(), schema.getMutationType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const keys = keysOf(type).map(({ field }) => field);
    for (const field of Object.values(type.getFields())) {
      field.type = foreignNullable(field.type);
      if (roots.includes(type) || (isForeign(type) && !keys.includes(field.name))) field.type = getNullableType(field.type);
    }
  }
}

/** The fields that identify an object of a type, and whether another subgraph has to be asked for what they name. */
function keysOf({ astNode }: GraphQLObjectType): { field: string; isElsewhere: boolean }[] {
  const keys = (astNode?.directives ?? []).filter(({ name }) => name.value === 'key');
  return keys.map(({ arguments: args = [] }) => {
    const given = Object.fromEntries(args.map(({ name, value }) => [name.value, 'value' in value ? value.value : null]));
    return { field: String(given.fields), isElsewhere: given.resolvable === false };
  });
}
