/** The planner turns the selection of a query into its plan. */
import {
  getNamedType,
  isLeafType,
  isNonNullType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import type { ConnectionList } from '../schema/list.ts';
import type { RootField } from '../schema/query-fields.ts';
import { typeInfo } from '../schema/type.ts';
import type { Catalog, TableType } from './catalog.ts';
import {
  NotCompilable,
  type ConnectionPart,
  type ListPart,
  type Part,
  type Plan,
  type Selection,
  type ArgumentSite,
  type ValuePart,
  type ViewerFieldPlan,
} from './plan.ts';
import { isMany, map, projector } from './projector.ts';

/** What a plan is made from. */
export interface PlanInput {
  readonly schema: GraphQLSchema;
  readonly catalog: Catalog;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  /** The variables that `@include` and `@skip` look at; other values must not be there. */
  readonly switches: Record<string, unknown>;
}

/** Makes the plan of a query. */
export function planOf(source: PlanInput): Plan {
  const planner = new Planner(source);
  return { root: planner.root(), sites: planner.sites };
}

class Planner {
  readonly sites: ArgumentSite[] = [];
  readonly #source: PlanInput;

  constructor(source: PlanInput) {
    this.#source = source;
  }

  root(): Selection {
    const { schema, catalog, operation, fragments, switches } = this.#source;
    const query = schema.getQueryType()!;
    return map(collectFields(schema, fragments, switches, query, operation.selectionSet), (nodes): Part => {
      const name = nodes[0]!.name.value;
      if (name === '__typename') return { kind: 'constant', value: query.name };
      const field = query.getFields()[name];
      const root = catalog.roots.get(name);
      if (!field || !root) throw new NotCompilable(name);
      if ('self' in root) return { kind: 'viewer', selection: this.#viewer(root, field, nodes) };
      if ('list' in root) return { kind: 'list', ways: [], ...this.#list(root.list, field, nodes) };
      const { name: of, keys } = typeInfo(root.one());
      const type = this.#type(of);
      const site = this.sites.push({ field, node: nodes[0]!, list: null, keys: keys.map((key) => type.properties.get(key)!) }) - 1;
      return { kind: 'row', site, type, selection: this.#object(type, field, nodes) };
    });
  }

  #viewer(
    { organizations, told }: Extract<RootField, { self: unknown }>,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
  ) {
    const object = getNamedType(field.type) as GraphQLObjectType;
    return map(this.#subfields(object, nodes), (inner): ViewerFieldPlan => {
      const name = inner[0]!.name.value;
      if (name === '__typename') return { kind: 'constant', value: object.name };
      const organization = organizations[name];
      if (told[name]) return { kind: 'told', told: told[name], project: this.#projector(object.getFields()[name]!, inner) };
      if (!organization) return { kind: 'said', field: name };
      const type = this.#type(typeInfo(organization()).name);
      return { kind: 'organization', type, selection: this.#object(type, object.getFields()[name]!, inner) };
    });
  }

  #object(type: TableType, field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): Selection {
    const object = getNamedType(field.type) as GraphQLObjectType;
    return map(this.#subfields(object, nodes), (inner) => this.#part(type, object, inner));
  }

  #part(type: TableType, object: GraphQLObjectType, nodes: readonly FieldNode[]): Part {
    const name = nodes[0]!.name.value;
    if (name === '__typename') return { kind: 'constant', value: object.name };
    const field = object.getFields()[name]!;
    const property = type.columns.get(name);
    if (property) {
      if (isLeafType(getNamedType(field.type))) return { kind: 'column', property };
      return { kind: 'value', property, value: this.#value(object.name, field, nodes) };
    }
    const edge = type.edges.get(name);
    if (!edge) throw new NotCompilable(`${type.name}.${name}`);
    if (edge.kind === 'list') return { kind: 'list', ways: edge.ways, ...this.#list(edge.list(), field, nodes) };
    if (edge.kind === 'computed') return { kind: 'computed', edge, type, project: this.#projector(field, nodes) };
    if (edge.kind === 'lookup') return { kind: 'lookup', edge };
    if (edge.kind === 'gathered') {
      const site = this.sites.push({ field, node: nodes[0]!, list: null, gathered: edge }) - 1;
      return { kind: 'gathered', edge, site, project: this.#projector(field, nodes) };
    }
    const target = this.#type(typeInfo(edge.target()).name);
    const selection = this.#object(target, field, nodes);
    if (edge.kind === 'found') return { kind: 'found', edge, site: this.#site(field, nodes, null), type: target, selection };
    return edge.kind === 'one'
      ? { kind: 'one', edge, type: target, of: type, selection }
      : { kind: 'links', edge, type: target, selection };
  }

  #list(list: ConnectionList, field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): ListPart {
    const site = this.#site(field, nodes, list);
    const connection = getNamedType(field.type) as GraphQLObjectType;
    const type = this.#type(typeInfo(list.target()).name);
    const selection = map(this.#subfields(connection, nodes), (inner): ConnectionPart => {
      const name = inner[0]!.name.value;
      const of = connection.getFields()[name]!;
      if (name === '__typename') return { kind: 'constant', value: connection.name };
      if (name === 'nodes') return { kind: 'nodes', selection: this.#object(type, of, inner) };
      if (name === 'totalCount') return { kind: 'totalCount' };
      const fields = this.#subfields(getNamedType(of.type) as GraphQLObjectType, inner);
      if (name === 'pageInfo') return { kind: 'pageInfo', keys: map(fields, (each) => each[0]!.name.value) };
      return { kind: 'edges', selection: map(fields, (each) => this.#edge(type, getNamedType(of.type) as GraphQLObjectType, each)) };
    });
    return { site, type, index: list.index, selection };
  }

  #edge(type: TableType, object: GraphQLObjectType, nodes: readonly FieldNode[]) {
    const name = nodes[0]!.name.value;
    if (name === '__typename') return { kind: 'constant', value: object.name } as const;
    if (name === 'cursor') return { kind: 'cursor' } as const;
    return { kind: 'node', selection: this.#object(type, object.getFields()[name]!, nodes) } as const;
  }

  #value(of: string, field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): ValuePart {
    const type = getNamedType(field.type);
    const required = isNonNullType(field.type) ? `${of}.${field.name}` : null;
    if (isLeafType(type)) return { field: field.name, many: isMany(field), required, selection: null };
    const object = type as GraphQLObjectType;
    const selection = map(this.#subfields(object, nodes), (inner) => {
      const name = inner[0]!.name.value;
      return name === '__typename' ? object.name : this.#value(object.name, object.getFields()[name]!, inner);
    });
    return { field: field.name, many: isMany(field), required, selection };
  }

  #projector(field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]) {
    return projector(field, (of, under) => this.#calculated(of, under), nodes);
  }

  /** The fields of a computed object. Fields that only code can resolve are left to code. */
  #calculated(object: GraphQLObjectType, nodes: readonly FieldNode[]) {
    const fields = this.#subfields(object, nodes);
    const key = this.#source.catalog.facts.get(object.name);
    for (const [{ name }] of key === undefined ? [] : (fields.values() as Iterable<[FieldNode]>)) {
      if (name.value !== key && name.value !== '__typename') throw new NotCompilable(`${object.name}.${name.value}`);
    }
    return fields;
  }

  #subfields(object: GraphQLObjectType, nodes: readonly FieldNode[]) {
    const { schema, fragments, switches } = this.#source;
    return collectSubfields(schema, fragments, switches, object, nodes);
  }

  #site(field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[], list: ConnectionList | null): number {
    return this.sites.push({ field, node: nodes[0]!, list }) - 1;
  }

  #type(name: string): TableType {
    const type = this.#source.catalog.types.get(name);
    if (!type) throw new NotCompilable(name);
    return type;
  }
}
