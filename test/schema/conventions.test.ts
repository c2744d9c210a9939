/** One set of conventions for the whole graph, so that who knows a part of it can guess the rest. */
import { expect, test } from '@jest/globals';
import {
  getNamedType, getNullableType, isEnumType, isInputObjectType, isIntrospectionType, isListType, isNonNullType, isObjectType,
  type GraphQLField, type GraphQLObjectType,
} from 'graphql';
import { wholeGraph } from '../../src/graphql/schema.ts';
import { schemaOf } from '../../src/kernel/schema/subgraph.ts';
import { typeInfo } from '../../src/kernel/schema/type.ts';
import { subgraphs } from '../../src/subgraphs.ts';

const graph = wholeGraph(subgraphs);
const types = Object.values(graph.getTypeMap()).filter((type) => !isIntrospectionType(type));
const objects = types.filter(isObjectType);
const entities = new Set(subgraphs.flatMap((subgraph) => subgraph.types.map((cls) => typeInfo(cls).name)));
const mutations = Object.values(graph.getMutationType()!.getFields());

type Field = GraphQLField<unknown, unknown>;
const fieldsOf = (among: readonly GraphQLObjectType[]): [name: string, field: Field][] =>
  among.flatMap((type) => Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as [string, Field]));
const lists = fieldsOf(objects).filter(([, { type }]) => isListType(getNullableType(type)));
const connections = fieldsOf(objects).filter(([, { type }]) => getNamedType(type).name.endsWith('Connection'));
/** What a subgraph adds to the types of others, and what the types are that it only refers to. */
const crossing = subgraphs.flatMap((subgraph) => {
  const foreign = new Set([...subgraph.stubs.map((cls) => typeInfo(cls).name), ...(subgraph.facts ? [] : ['SupportRule'])]);
  return fieldsOf(Object.values(schemaOf(subgraph).getTypeMap()).filter(isObjectType)).map(([name, field]) => ({
    name,
    field,
    isAdded: foreign.has(name.split('.')[0]!) && !['id', 'code'].includes(field.name),
    leadsAway: foreign.has(getNamedType(field.type).name),
  }));
});
const added = new Set(crossing.filter(({ isAdded }) => isAdded).map(({ name }) => name));
const foreignItems = new Set(crossing.filter(({ leadsAway }) => leadsAway).map(({ name }) => name));
const upper = (name: string) => name[0]!.toUpperCase() + name.slice(1);

test('types are PascalCase, fields and arguments camelCase, enum values SCREAMING_SNAKE_CASE', () => {
  const inputs = types.filter(isInputObjectType).flatMap((type) => Object.keys(type.getFields()));
  const fields = fieldsOf(objects).flatMap(([, { name, args }]) => [name, ...args.map((argument) => argument.name)]);
  const values = types.filter(isEnumType).flatMap((type) => type.getValues().map(({ name }) => name));
  expect(types.map(({ name }) => name).filter((name) => !/^[A-Z][A-Za-z0-9]*$/.test(name))).toEqual([]);
  expect([...fields, ...inputs].filter((name) => !/^[a-z][A-Za-z0-9]*$/.test(name))).toEqual([]);
  expect(values.filter((name) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(name))).toEqual([]);
});

test.each(mutations)('the mutation $name is an object and a verb', ({ name }) => {
  const spoken = [...entities].filter((entity) => upper(name).startsWith(entity));
  expect(spoken.some((entity) => /^[A-Z][a-z]/.test(upper(name).slice(entity.length)))).toBe(true);
});

test.each(mutations)('the mutation $name takes one input and answers a payload with its problems', ({ name, args, type }) => {
  expect(args.map((argument) => `${argument.name}: ${String(argument.type)}`)).toEqual([`input: ${upper(name)}Input!`]);
  expect(String(type)).toBe(`${upper(name)}Payload`);
  const { problems, clientMutationId, ...answers } = (getNamedType(type) as GraphQLObjectType).getFields();
  expect(String(problems!.type)).toBe('[Problem!]!');
  expect(String(clientMutationId!.type)).toBe('String');
  expect(Object.values(answers).filter((answer) => isNonNullType(answer.type))).toEqual([]);
});

/** Lists without pages: what they hold is few by nature. */
const FEW = ['Escalation.evidenceTickets', 'HealthCheck.serviceIncidents', 'ServiceIncident.relatedIncidents', 'ServiceMessage.services', 'SupportOffering.services', 'SupportOfferingVersion.services', 'Ticket.serviceIncidents'];

test('a list of things that have an id is a connection, unless it is known to be short', () => {
  const plain = lists.filter(([name, { type }]) => entities.has(getNamedType(type).name) && !/(Connection\.nodes|Connection\.edges)$/.test(name));
  expect(plain.map(([name]) => name).sort()).toEqual(FEW);
});

test('no list and nothing in it can be null, but for items that another subgraph answers, and for root fields', () => {
  const expected = (name: string) => (foreignItems.has(name) ? /^\[\w+\]!$/ : name.startsWith('Query.') ? /^\[\w+!\]$/ : /^\[\w+!\]!$/);
  expect(lists.filter(([name, { type }]) => !expected(name).test(String(type))).map(([name, { type }]) => `${name}: ${String(type)}`)).toEqual([]);
  expect([...foreignItems].filter((name) => lists.some(([list]) => list === name)).length).toBeGreaterThan(4);
});

test('a root field can be null, and so can what a subgraph adds to the type of another: where it fails, the rest is answered', () => {
  const roots = fieldsOf([graph.getQueryType()!, graph.getMutationType()!]);
  const additions = fieldsOf(objects).filter(([name]) => added.has(name));
  expect(additions.length).toBeGreaterThan(15);
  expect([...roots, ...additions].filter(([, { type }]) => isNonNullType(type)).map(([name]) => name)).toEqual([]);
});

test('whatever is called an id is an ID, and no mark or value has an `id` that is another’s', () => {
  const named = fieldsOf(objects).filter(([, { name }]) => /^id$|[a-z]Ids?$/.test(name));
  const texts = new Set(['clientMutationId', 'messageId']);
  expect(named.filter(([, { name, type }]) => !texts.has(name) && getNamedType(type).name !== 'ID').map(([name]) => name)).toEqual([]);
  const withId = named.filter(([, { name }]) => name === 'id').map(([name]) => name.split('.')[0]!);
  const valuesWithId = withId.filter((name) => !entities.has(name));
  expect(valuesWithId).toEqual(['TimelineEntry', 'DelegatedRole']);
});

test.each(connections)('%s can be paged both ways and sorted, and is null only where it may fail alone', (name, { type, args }) => {
  expect(isNonNullType(type)).toBe(!name.startsWith('Query.') && !added.has(name));
  expect(args.map(({ name }) => name)).toEqual(expect.arrayContaining(['first', 'after', 'last', 'before', 'orderBy']));
  expect(args.filter((argument) => isNonNullType(argument.type))).toEqual([]);
});

test.each(objects.filter(({ name }) => name.endsWith('Connection')))('a $name has its rows, with and without cursors, its place in the list, and its count', (type) => {
  const row = type.name.replace(/Connection$/, '');
  const fields = Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, String(field.type)]));
  expect(fields).toEqual({ nodes: `[${row}!]!`, edges: `[${row}Edge!]!`, pageInfo: 'PageInfo!', totalCount: 'Int!' });
});

test('an edge to a type that another subgraph owns can be null: a hidden row does not blank its parent', () => {
  const edges = subgraphs.flatMap((subgraph) => {
    const foreign = new Set(subgraph.stubs.map((cls) => typeInfo(cls).name));
    return fieldsOf(Object.values(schemaOf(subgraph).getTypeMap()).filter(isObjectType)).filter(([, { type }]) => foreign.has(getNamedType(type).name));
  });
  const single = edges.filter(([, { type }]) => !isListType(getNullableType(type)));
  expect(single.length).toBeGreaterThan(5);
  expect(single.filter(([, { type }]) => isNonNullType(type)).map(([name]) => name)).toEqual([]);
});

test('a type has one owner, and an id', () => {
  const owned = subgraphs.flatMap((subgraph) => subgraph.types.map((cls) => typeInfo(cls).name));
  expect(owned.filter((name, index) => owned.indexOf(name) !== index)).toEqual([]);
  expect(owned.map((name) => String((graph.getType(name) as GraphQLObjectType).getFields().id!.type))).toEqual(owned.map(() => 'ID!'));
});
