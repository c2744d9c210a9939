/** Cost: what an operation could cost, by the types of the schema. What is skipped by a directive counts; a fragment counts wherever it is spread. */
import {
  isIntrospectionType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Arguments } from './arguments.ts';
import { introspected } from './introspection.ts';
import { priceOf, ROOT_COUNT, type Price } from './price.ts';

/** What an operation could cost. */
export interface Cost {
  depth: number;
  /** Fields and fragments. */
  selections: number;
  /** Rows that are read. */
  rows: number;
  /** Values that are answered, and as many more as it takes longer to find them: a promise, a count, a calculation. */
  cells: number;
  /** Bytes of the answer. */
  bytes: number;
  subqueries: number;
}

/** The fragments of a document, by name. */
export type Fragments = (name: string) => FragmentDefinitionNode | null | undefined;

/** What an operation could cost. Each fragment is looked at once for each type of page that it is spread in, so this takes as long as the document is. */
export function costOf(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments, args: Arguments): Cost {
  const root = schema.getRootType(operation.operation);
  return new Walk(schema, fragments, args).set(operation.selectionSet, root ?? null, '');
}

/** What a fragment could cost by itself. */
export function costOfFragment(schema: GraphQLSchema, fragment: FragmentDefinitionNode, fragments: Fragments, args: Arguments): Cost {
  const type = schema.getType(fragment.typeCondition.name.value) ?? null;
  return new Walk(schema, fragments, args).set(fragment.selectionSet, type, '');
}

const nothing = (): Cost => ({ depth: 0, selections: 0, rows: 0, cells: 0, bytes: 2, subqueries: 0 });

/** Marks the page of a list at the root, which is as long as everything that the viewer sees. */
const ROOT = '*';

/** A name that is answered for each value: quotes, colon, comma. */
const PUNCTUATION = 4;

class Walk {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Fragments;
  readonly #args: Arguments;
  readonly #known = new Map<string, Cost>();

  constructor(schema: GraphQLSchema, fragments: Fragments, args: Arguments) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#args = args;
  }

  /** A selection on a type. On a connection the scope is how many rows a page has; in an introspection, see there. */
  set({ selections }: SelectionSetNode, type: GraphQLNamedType | null, scope: string): Cost {
    const total = nothing();
    for (const selection of selections) {
      const cost = this.#selection(selection, type, scope);
      total.depth = Math.max(total.depth, cost.depth);
      for (const key of ['selections', 'rows', 'cells', 'bytes', 'subqueries'] as const) total[key] += cost[key];
    }
    return total;
  }

  #selection(selection: SelectionNode, type: GraphQLNamedType | null, scope: string): Cost {
    if (selection.kind === Kind.FIELD) return this.#field(selection, type, scope);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#spread(selection.name.value, scope);
    const narrowed = selection.typeCondition ? (this.#schema.getType(selection.typeCondition.name.value) ?? null) : type;
    const cost = this.set(selection.selectionSet, narrowed, scope);
    return { ...cost, selections: cost.selections + 1 };
  }

  #spread(name: string, scope: string): Cost {
    const key = `${name} ${scope}`;
    const found = this.#known.get(key);
    if (found) return found;
    this.#known.set(key, { ...nothing(), selections: 1 }); // a fragment that spreads itself is refused by another rule
    const fragment = this.#fragments(name);
    if (!fragment) return this.#known.get(key)!;
    const type = this.#schema.getType(fragment.typeCondition.name.value) ?? null;
    const cost = this.set(fragment.selectionSet, type, scope);
    cost.selections += 1;
    this.#known.set(key, cost);
    return cost;
  }

  #field(node: FieldNode, type: GraphQLNamedType | null, scope: string): Cost {
    const name = node.name.value;
    const key = (node.alias?.value ?? name).length + PUNCTUATION;
    const field = this.#definition(type, name);
    if (!field) return this.#plain(node, key, type);
    const usual = priceOf(type as never, field);
    const price = name === 'totalCount' && scope.endsWith(ROOT) ? { ...usual, ...ROOT_COUNT } : usual;
    if (isIntrospectionType(type!) || isIntrospectionType(price.named)) return this.#described(node, key, type!, price, scope);
    const page = price.kind === 'connection' ? this.#args.page(node) : 0;
    const size = page ? `${page}${type === this.#schema.getQueryType() ? ROOT : ''}` : scope;
    const inner = node.selectionSet ? this.set(node.selectionSet, price.named, size) : null;
    const times = this.#times(node, price, scope);
    return {
      depth: (inner?.depth ?? 0) + 1,
      selections: (inner?.selections ?? 0) + 1,
      rows: price.rows + page + times * (inner?.rows ?? 0),
      cells: 1 + price.cells + (price.kind === 'one' || price.kind === 'connection' ? 0 : times) + times * (inner?.cells ?? 0),
      bytes: key + 2 + times * (1 + (inner?.bytes ?? price.bytes)),
      subqueries: price.subqueries + (inner?.subqueries ?? 0),
    };
  }

  /** How many values a field answers for each row. */
  #times(node: FieldNode, price: Price, scope: string): number {
    if (price.kind === 'page') return parseInt(scope);
    if (price.kind !== 'list') return 1;
    return node.name.value === '_entities' ? this.#args.references(node) : price.items;
  }

  #definition(type: GraphQLNamedType | null, name: string): GraphQLField<unknown, unknown> | undefined {
    if (!isObjectType(type)) return undefined;
    if (type === this.#schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    return type.getFields()[name];
  }

  /** `__typename`, and what is not there, which another rule refuses. */
  #plain({ selectionSet }: FieldNode, key: number, type: GraphQLNamedType | null): Cost {
    const inner = selectionSet ? this.set(selectionSet, null, '') : nothing();
    return { ...inner, depth: inner.depth + 1, selections: inner.selections + 1, cells: 1, bytes: key + (type?.name.length ?? 0) + 2 };
  }

  #described(node: FieldNode, key: number, type: GraphQLNamedType, price: Price, scope: string): Cost {
    const { times, scope: below } = introspected(this.#schema)(type.name, node.name.value, scope);
    const inner = node.selectionSet ? this.set(node.selectionSet, price.named, below) : null;
    return {
      depth: (inner?.depth ?? 0) + 1,
      selections: (inner?.selections ?? 0) + 1,
      rows: 0,
      cells: RESOLVED * (price.kind === 'list' ? 1 + times : 1) + times * (inner?.cells ?? 0),
      bytes: key + Math.max(times, 1) * (inner?.bytes ?? DESCRIBED),
      subqueries: 0,
    };
  }
}

/** A value of the description is never read by a statement: graphql-js looks each of them up, which takes as long as this many others. */
const RESOLVED = 4;

/** How long names and descriptions in the schema's description of itself are. */
const DESCRIBED = 300;
