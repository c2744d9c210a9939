/** Introspection: how many values the schema's description of itself has, for the part of it that is selected. */
import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';

/**
 * From where a part of the description is seen: as that of `every` type, where a list is as long as it is on average; of any `one`, where
 * it is as long as the longest; or of what a field refers to, as `ref:n`, behind n wrappers.
 */
export type Scope = string;

/** How often a field of `__Schema`, `__Type` and the like is there, and from where what it answers is seen. */
export type Multiplicity = (type: string, field: string, scope: Scope) => { readonly times: number; readonly scope: Scope };

const known = new WeakMap<GraphQLSchema, Multiplicity>();

/** The multiplicities of a schema. */
export function introspected(schema: GraphQLSchema): Multiplicity {
  let found = known.get(schema);
  if (!found) known.set(schema, (found = multiplicities(schema)));
  return found;
}

interface List {
  readonly average: number;
  readonly most: number;
}

function multiplicities(schema: GraphQLSchema): Multiplicity {
  const types = Object.values(schema.getTypeMap());
  const outputs = types.filter((type) => isObjectType(type) || isInterfaceType(type)).flatMap((type) => Object.values(type.getFields()));
  const inputs = types.filter((type) => isInputObjectType(type)).flatMap((type) => Object.values(type.getFields()));
  const lists: Record<string, List> = {
    fields: list(types.map((type) => (isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()).length : 0))),
    inputFields: list(types.map((type) => (isInputObjectType(type) ? Object.keys(type.getFields()).length : 0))),
    enumValues: list(types.map((type) => (isEnumType(type) ? type.getValues().length : 0))),
    possibleTypes: list(types.map((type) => (isUnionType(type) || isInterfaceType(type) ? schema.getPossibleTypes(type).length : 0))),
    interfaces: list(types.map((type) => (isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().length : 0))),
    args: list(outputs.map(({ args }) => args.length)),
  };
  const references = [...outputs, ...inputs, ...outputs.flatMap(({ args }) => args)].map(({ type }) => wrappers(type));
  const deep = Math.max(...references);
  /** Which part of the references has so many wrappers, or more. */
  const share = (wrapped: number) => references.filter((each) => each >= wrapped).length / references.length;
  const shares = Array.from({ length: deep + 2 }, (_, n) => share(n));
  return (type, field, scope) => {
    if (field === 'types') return { times: types.length, scope: 'every' };
    if (field === 'directives') return { times: schema.getDirectives().length, scope: 'one' };
    if (type !== '__Type' && field === 'type') return { times: 1, scope: scope === 'every' ? 'ref:0' : 'any:0' };
    if (field === 'ofType') return wrapped(scope);
    const list = lists[field];
    if (!list) return { times: 1, scope: 'one' };
    if (scope !== 'every') return { times: list.most, scope: 'one' };
    return { times: list.average, scope: field === 'possibleTypes' || field === 'interfaces' ? 'one' : scope };
  };

  function wrapped(scope: Scope) {
    const [kind, depth = '0'] = scope.split(':');
    const next = Number(depth) + 1;
    const times = kind === 'ref' ? (shares[next] ?? 0) / (shares[next - 1] || 1) : next <= deep ? 1 : 0;
    return { times, scope: `${kind === 'ref' ? 'ref' : 'any'}:${next}` };
  }
}

const list = (lengths: readonly number[]): List => ({
  average: lengths.reduce((sum, each) => sum + each, 0) / lengths.length,
  most: Math.max(...lengths),
});

function wrappers(type: GraphQLType): number {
  if (isNonNullType(type)) return 1 + wrappers(getNullableType(type) as GraphQLType);
  return isListType(type) ? 1 + wrappers(type.ofType as GraphQLType) : 0;
}
