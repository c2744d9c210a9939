/** Documents: reads the text of an operation within the limits, as Apollo Server does for HTTP. */
import { GraphQLError, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LIMITS, nestedTooDeep, withinLimits } from './limits.ts';

/** How an operation is executed, over HTTP and over the socket. */
export const EXECUTION = { maxCoercionErrors: 5 };

/** Makes the function that answers the document, or what is wrong with it. */
export function reader(schema: GraphQLSchema) {
  return (query: string): DocumentNode | readonly GraphQLError[] => {
    const deep = nestedTooDeep(query);
    if (deep) return [coded(deep, 'GRAPHQL_PARSE_FAILED')];
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: LIMITS.tokens });
    } catch (error) {
      if (error instanceof GraphQLError) return [coded(error, 'GRAPHQL_PARSE_FAILED')];
      throw error;
    }
    const errors = valid(schema, document);
    return errors.length > 0 ? errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) : document;
  };
}

/** What is wrong with a document. The rule of one field for a subscription throws where `@skip` or `@include` asks a variable. */
function valid(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    return validate(schema, document, [...specifiedRules, withinLimits]);
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function coded({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}
