/** Operations made from the schema: they ask for every field of every type, so that a new field is asked for without being named in a test. */
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { boundOf } from '../../src/kernel/schema/bound.ts';
import { PAGE } from '../../src/kernel/schema/pagination.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import type { Operation } from './corpus.ts';

type Field = GraphQLField<unknown, unknown>;

/** The variable that stands for a row of a type, for root fields that answer one. */
const ROW: Readonly<Record<string, string>> = {
  Partner: 'reseller',
  Customer: 'customer',
  Ticket: 'ticket',
  Service: 'service',
  ServiceIncident: 'incident',
  SupportOffering: 'offering',
  SupportOfferingVersion: 'offeringVersion',
  Delegation: 'delegation',
  SecurityGroup: 'group',
  SubscriptionChange: 'change',
  AuditEntry: 'auditEntry',
  ServiceMessage: 'message',
  CustomerNotice: 'notice',
  SessionRevocation: 'revocation',
  WebhookEndpoint: 'webhookEndpoint',
  WebhookDelivery: 'webhookDelivery',
  Import: 'import',
};

/** The types that are no rows, by what they are known by: more of them is asked for at the root, for beside rows it is read in another way. */
export const KEYS: ReadonlyMap<string, string> = new Map(
  subgraphs.flatMap((subgraph) => (subgraph.facts ?? []).map(({ name, key }) => [name, key])),
);

const fieldsOf = (type: unknown): Field[] => Object.values((type as GraphQLObjectType).getFields());
const typeOf = (field: Field) => getNamedType(field.type);
const isMany = ({ type }: Field) => isListType(getNullableType(type));
const isConnection = (type: { name: string }) => type.name.endsWith('Connection');
/** Whether a type leads to no other rows: then all of it is asked for wherever it is met. */
const isValue = (type: unknown, above: readonly unknown[] = []): boolean =>
  !above.includes(type) && fieldsOf(type).every((field) => isLeafType(typeOf(field)) || isValue(typeOf(field), [...above, type]));

/** What a field must be told: ids of rows, by the variables that stand for them. */
export const told = ({ args }: Field): string => {
  const needed = args.filter(isRequiredArgument).map(({ name }) => `${name}: $${name.replace(/Id$/, '')}`);
  return needed.length > 0 ? `(${needed.join(', ')})` : '';
};

/** An operation over a selection, with a variable for every row that it names. */
export function operationOf(name: string, selection: string): Operation {
  const variables = [...new Set([...selection.matchAll(/\$(\w+)/g)].map(([, variable]) => variable!))];
  const declared = variables.length > 0 ? `(${variables.map((variable) => `$${variable}: ID!`).join(', ')})` : '';
  return { name, text: `query ${name}${declared} { ${selection} }`, variables };
}

/**
 * Everything of a type, and of what lies `depth` edges away; no further behind a list that is no page, of which only ids are asked for
 * elsewhere than at the root. What is as long as many rows is asked for only of the row at the root too: `long`.
 */
function selectionOf(type: unknown, depth: number, page: string, long: boolean): string {
  const parts = fieldsOf(type).flatMap((field): string[] => {
    const target = typeOf(field);
    if (isLeafType(target)) return [field.name];
    if (KEYS.has(target.name)) return [`${field.name} { ${KEYS.get(target.name)} }`];
    const { rows = 0 } = boundOf((type as GraphQLObjectType).name, field.name);
    if (rows > PAGE.most && !long) return [];
    if (rows > 1 && isMany(field) && !long) return depth > 0 ? [`${field.name} { id }`] : [];
    if (isConnection(target)) return depth > 0 ? [`${field.name}(${page}) ${pageOf(target, depth - 1, page, false)}`] : [];
    return depth > 0 || isValue(target)
      ? [`${field.name}${told(field)} ${selectionOf(target, isMany(field) ? 0 : depth - 1, page, long && isValue(target))}`]
      : [];
  });
  return `{ ${parts.join(' ')} }`;
}

function pageOf(connection: unknown, depth: number, page: string, long: boolean): string {
  const { nodes } = (connection as GraphQLObjectType).getFields();
  return `{ ${depth > 0 || long ? 'totalCount' : ''} pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { __typename } } nodes ${selectionOf(typeOf(nodes!), depth, page, long)} }`;
}

/** One operation for each root field: everything of one row and of what is `depth` edges away from it; of the rows of a list one edge less. */
export function everyRoot(schema: GraphQLSchema, page: string, depth: number): Operation[] {
  return fieldsOf(schema.getQueryType()).map((field) => {
    const target = typeOf(field);
    const name = `All_${field.name}_${page.replaceAll(/\W+/g, '')}`;
    if (isConnection(target)) return operationOf(name, `${field.name}(${page}) ${pageOf(target, depth - 1, page, true)}`);
    if (!field.args.some(({ name: argument }) => argument === 'id'))
      return operationOf(name, `${field.name} ${selectionOf(target, depth, page, true)}`);
    const row = ROW[target.name];
    if (!row) throw new Error(`say in ROW which variable stands for a ${target.name}`);
    return operationOf(name, `${field.name}(id: $${row}) ${selectionOf(target, depth, page, true)}`);
  });
}

/** One operation for each list at the root: by everything that it can be sorted by, both ways. */
export function everyOrder(schema: GraphQLSchema): Operation[] {
  return fieldsOf(schema.getQueryType())
    .filter((field) => isConnection(typeOf(field)))
    .map((field) => {
      const orders = schema.getType(`${typeOf(field).name.replace('Connection', '')}OrderField`);
      if (!isEnumType(orders)) throw new Error(`${field.name} cannot be sorted`);
      const sorted = orders
        .getValues()
        .flatMap(({ name }) =>
          ['ASC', 'DESC'].map(
            (direction) =>
              `${name}_${direction}: ${field.name}(last: 3, orderBy: { field: ${name}, direction: ${direction} }) { nodes { id } pageInfo { startCursor } }`,
          ),
        );
      return { name: `Sort_${field.name}`, text: `query Sort_${field.name} { ${sorted.join(' ')} }`, variables: [] };
    });
}
