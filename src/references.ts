/** References: `_entities` within the same limits as every other field, because there the caller says how many parents a list has. */
import { GraphQLError, type FragmentDefinitionNode, type GraphQLSchema } from 'graphql';
import { LIMITS, rowsOf } from './limits.ts';

type Representation = { __typename?: unknown };

/** The subgraph's schema, refusing references to types it does not know, and more of them than its limits allow. */
export function withinReferences(schema: GraphQLSchema, known: ReadonlySet<string>): GraphQLSchema {
  const field = schema.getQueryType()!.getFields()._entities;
  if (!field?.resolve) return schema;
  const resolve = field.resolve;
  field.resolve = (root, args, context, info) => {
    const references = args.representations as Representation[];
    if (references.some(({ __typename }) => typeof __typename !== 'string'))
      throw refusal('Each representation must name the type of its entity in `__typename`.');
    const stranger = references.find(({ __typename }) => !known.has(String(__typename)));
    if (stranger) throw refusal(`There is no entity of the type ${(stranger.__typename as string).slice(0, 60)} here.`);
    const getFragment = (name: string) => info.fragments[name] as FragmentDefinitionNode | undefined;
    const rows = references.length * (1 + rowsOf(info.fieldNodes, { getFragment }));
    if (rows > LIMITS.rows)
      throw refusal(`The references are too many: with them the rows come to ${rows}, and ${LIMITS.rows} is the most.`);
    return resolve(root, args, context, info);
  };
  return schema;
}

const refusal = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
