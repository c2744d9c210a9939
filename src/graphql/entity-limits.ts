/** References: `_entities` answers for the types that this subgraph knows, and for no others. */
import { GraphQLError, type GraphQLSchema } from 'graphql';

type Representation = { __typename?: unknown };

/** The subgraph's schema, refusing references to types it does not know. How many there may be is measured with the operation. */
export function limitEntities(schema: GraphQLSchema, known: ReadonlySet<string>): GraphQLSchema {
  const field = schema.getQueryType()!.getFields()._entities;
  if (!field?.resolve) return schema;
  const resolve = field.resolve;
  field.resolve = (root, args, context, info) => {
    const references = args.representations as Representation[];
    if (references.some(({ __typename }) => typeof __typename !== 'string'))
      throw refusal('Each representation must name the type of its entity in `__typename`.');
    const stranger = references.find(({ __typename }) => !known.has(String(__typename)));
    if (stranger) throw refusal(`There is no entity of the type ${(stranger.__typename as string).slice(0, 60)} here.`);
    return resolve(root, args, context, info);
  };
  return schema;
}

const refusal = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
