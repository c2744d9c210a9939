/** Documents: reads the text of an operation within the limits, as Apollo Server does for HTTP. */
import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { DOCUMENT } from '../limits/limits.ts';
import { exceeding, operationLimitsRule } from '../limits/rule.ts';
import { checkNesting } from '../limits/text.ts';

/** How an operation is executed, over HTTP and over the socket. */
export const EXECUTION_OPTIONS = { maxCoercionErrors: 5 };

/** How a document is checked: what is wrong is said so many times. */
export const VALIDATION_OPTIONS = { maxErrors: 20 };

/** Reads documents for the transports that do not leave it to Apollo Server. */
export const createParser = (schema: GraphQLSchema) => ({
  /** The document, or what is wrong with it. */
  read(query: string): DocumentNode | readonly GraphQLError[] {
    const deep = checkNesting(query);
    if (deep) return [coded(deep, 'GRAPHQL_PARSE_FAILED')];
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: DOCUMENT.tokens });
    } catch (error) {
      if (error instanceof GraphQLError) return [coded(error, 'GRAPHQL_PARSE_FAILED')];
      throw error;
    }
    const errors = valid(schema, document);
    return errors.length > 0 ? errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) : document;
  },
  /** What is too large with these variables, though it can be executed with others. */
  exceeding(document: DocumentNode, operation: OperationDefinitionNode, variables: Record<string, unknown>): GraphQLError | null {
    const wrong = exceeding(schema, document, operation, variables);
    return wrong && coded(wrong, 'BAD_USER_INPUT');
  },
});

/** What is wrong with a document. The rule of one field for a subscription throws where `@skip` or `@include` asks a variable. */
function valid(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    return validate(schema, document, [operationLimitsRule, ...specifiedRules], VALIDATION_OPTIONS);
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** The status is for HTTP alone. */
function coded(
  { message, nodes, source, positions, extensions: { http: _http, ...extensions } }: GraphQLError,
  code: string,
): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code, ...extensions } });
}
