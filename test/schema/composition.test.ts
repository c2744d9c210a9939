/** The subgraphs fit together, whoever composes them, and what comes of it is the graph that one process serves. */
import { composeServices as composeWithApollo } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { expect, test } from '@jest/globals';
import { composeServices as composeWithGuild } from '@theguild/federation-composition';
import { lexicographicSortSchema, parse, printSchema, type GraphQLSchema } from 'graphql';
import { subgraphSdl, wholeGraph } from '../../src/graphql/schema.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { TicketSeverity } from '../../src/tickets/ticket/state.ts';

type Services = Parameters<typeof composeWithGuild>[0];
type Composed = { supergraphSdl?: string; errors?: readonly { message: string }[] };

const services = (of = subgraphs): Services => of.map((subgraph) => ({ name: subgraph.name, url: `http://${subgraph.name}.test/graphql`, typeDefs: parse(subgraphSdl(subgraph)) }));

const composers: [name: string, compose: (services: Services) => Composed][] = [
  ['@apollo/composition', composeWithApollo as never],
  ['@theguild/federation-composition', composeWithGuild as never],
];

/** Types, fields, arguments, nullability, enum values and descriptions, in alphabetical order. */
const normalised = (schema: GraphQLSchema): string => printSchema(lexicographicSortSchema(schema));

const apiOf = (supergraphSdl: string): string => normalised(Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema());

/** What a composer has against the subgraphs. */
const complaints = ({ errors = [] }: Composed): string[] => errors.map(({ message }) => message);

test.each(composers)('%s refuses subgraphs that do not fit together', (_name, compose) => {
  const [first, ...others] = services();
  const clash = parse(`${subgraphSdl(subgraphs[0]!)}\nextend type Query { tickets: String }`);
  expect(complaints(compose([{ ...first!, typeDefs: clash }, ...others]))).not.toEqual([]);
});

test.each(composers)('%s composes the subgraphs without a complaint', (_name, compose) => {
  const composed = compose(services());
  expect(complaints(composed)).toEqual([]);
  expect(composed.supergraphSdl).toBeTruthy();
});

test.each(composers)('the supergraph of %s promises clients exactly the graph that one process serves', (_name, compose) => {
  expect(apiOf(compose(services()).supergraphSdl!)).toBe(normalised(wholeGraph(subgraphs)));
});

/** A subgraph of somebody else, which knows the things of this graph by the keys of other systems. */
const CRM = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@requires", "@external"])
  type Query { accountManagers: [Customer] }
  type Customer @key(fields: "tenantId") { tenantId: ID! accountManager: String }
  type Partner @key(fields: "partnerId") { partnerId: ID discount: Int }
  type ServiceIncident @key(fields: "trackingId") { trackingId: ID! statusPage: String }
  type Service @key(fields: "key") { key: String! price: Int }
  type Ticket @key(fields: "number") { number: Int! severity: TicketSeverity! @external invoice: String @requires(fields: "severity") }
  enum TicketSeverity { ${Object.values(TicketSeverity).join(' ')} }
`;

test.each(composers)('%s joins a subgraph that knows customers, partners, incidents, services and tickets by natural keys', (_name, compose) => {
  const composed = compose([...services(), { name: 'crm', url: 'http://crm.test/graphql', typeDefs: parse(CRM) }]);
  expect(complaints(composed)).toEqual([]);
  expect(apiOf(composed.supergraphSdl!)).toContain('accountManager: String');
});

test.each(composers)('%s composes the subgraphs in any order to the same graph', (_name, compose) => {
  expect(apiOf(compose(services([...subgraphs].reverse())).supergraphSdl!)).toBe(normalised(wholeGraph(subgraphs)));
});
