/** Counting by hand: what an operation answers when every list is full, and what an answer holds. Nothing of it knows the measure. */
import {
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
  type DocumentNode,
} from 'graphql';

/** How many rows and values there are. */
export interface Count {
  rows: number;
  cells: number;
}

/** What has an id and is a part of a row. */
const PARTS = ['DelegatedRole'];

/** What a document answers where every page is full, and every other list has so many values. */
export function fullest(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, number>, others: number): Count {
  const fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  );
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)!;

  const count = (set: SelectionSetNode, type: GraphQLObjectType, page: number): Count => {
    const total: Count = { rows: 0, cells: 0 };
    for (const each of set.selections) {
      if (each.kind !== Kind.FIELD) {
        const inner = count(
          each.kind === Kind.INLINE_FRAGMENT ? each.selectionSet : fragments.get(each.name.value)!.selectionSet,
          type,
          page,
        );
        total.rows += inner.rows;
        total.cells += inner.cells;
        continue;
      }
      const field = type.getFields()[each.name.value];
      total.cells += 1;
      if (!field) continue;
      const target = getNamedType(field.type) as GraphQLObjectType;
      const many = isListType(getNullableType(field.type));
      const size = each.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
      const rows = size?.kind === Kind.VARIABLE ? variables[size.name.value]! : size?.kind === Kind.INT ? Number(size.value) : page;
      const times = !many ? 1 : ['nodes', 'edges'].includes(field.name) && type.name.endsWith('Connection') ? page : others;
      if (!each.selectionSet) {
        if (many) total.cells += times;
        continue;
      }
      const inner = count(each.selectionSet, target, rows);
      const isPage = target.name.endsWith('Connection');
      const isRow = 'id' in target.getFields() && !PARTS.includes(target.name) && !/(Connection|Edge)$/.test(type.name);
      // The rows of a page are read once, however often they are listed.
      total.rows += (isPage ? rows : 0) + times * ((isRow ? 1 : 0) + inner.rows);
      total.cells += (many ? times : 0) + times * inner.cells;
    }
    return total;
  };
  return count(operation.selectionSet, schema.getQueryType()!, 0);
}

/** What an answer holds. */
export function held(value: unknown): number {
  if (value === null || typeof value !== 'object') return 1;
  return 1 + Object.values(value).reduce((sum: number, each) => sum + held(each), 0);
}
