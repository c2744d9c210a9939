/** The graph: the subgraphs as one executable schema in one process, and each of them as a federated schema of its own. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, printSchema, type GraphQLSchema } from 'graphql';
import { createResolversMap } from 'type-graphql';
import { meteredSchema } from '../kernel/load/metered-execution.ts';
import { referenceResolvers, schemaOf, type Subgraph } from '../kernel/schema/subgraph.ts';
import { typeInfo } from '../kernel/schema/type.ts';
import { limitEntities } from './entity-limits.ts';

/** All subgraphs as one schema: no gateway, no hop. A type that several describe has the fields of all of them. */
export function wholeGraph(subgraphs: readonly Subgraph[]): GraphQLSchema {
  const schemas = subgraphs.map(schemaOf);
  const schema = makeExecutableSchema({
    typeDefs: schemas.map((schema) => printSchema(schema)),
    resolvers: schemas.map((schema) => createResolversMap(schema) as never),
    inheritResolversFromInterfaces: false,
  });
  return meteredSchema(schema);
}

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable"])';

/** The SDL of a subgraph, as a composer takes it. */
export const subgraphSdl = (subgraph: Subgraph): string => `${LINK}\n\n${printSchemaWithDirectives(schemaOf(subgraph))}\n`;

/** A subgraph by itself, with `_service` and `_entities`. */
export function federatedGraph(subgraph: Subgraph): GraphQLSchema {
  const resolvers = createResolversMap(schemaOf(subgraph)) as Record<string, object>;
  const references = Object.entries(referenceResolvers(subgraph));
  for (const [name, resolve] of references) resolvers[name] = { ...resolvers[name], __resolveReference: resolve };
  const schema = buildSubgraphSchema([{ typeDefs: parse(subgraphSdl(subgraph)), resolvers: resolvers as never }]);
  return limitEntities(meteredSchema(schema), new Set(references.map(([name]) => name)));
}

/** The types that these subgraphs own, by name. */
export const ownersOf = (subgraphs: readonly Subgraph[]): ReadonlyMap<string, Function> =>
  new Map(subgraphs.flatMap(({ types }) => types.map((cls) => [typeInfo(cls).name, cls] as const)));
