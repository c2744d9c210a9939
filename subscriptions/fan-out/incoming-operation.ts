/** Reads an operation from a transport: a subscription to follow, a query or mutation to execute once, or its errors. */
import { createHash } from 'node:crypto';
import {
  getOperationAST,
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Context } from '../../src/kernel/access/request-context.ts';
import type { Language } from '../../src/kernel/i18n/language.ts';
import { nameNullVariables } from '../../src/kernel/schema/null-variables.ts';
import type { Viewer } from '../../src/kernel/access/viewer.ts';
import type { RawJson } from '../../src/kernel/load/written-answer.ts';
import type { SubscriptionPlan, SubscriptionPlanner } from './subscription-plan.ts';

/** The dependencies of every transport. */
export interface TransportDeps {
  readonly schema: GraphQLSchema;
  readonly planner: SubscriptionPlanner;
  /** Returns the document if it is valid, and its errors otherwise. */
  readonly read: (query: string) => DocumentNode | readonly GraphQLError[];
  /** Returns the error of a document that is too large with these variables, though not with others. */
  readonly exceeding: (
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
  ) => GraphQLError | null;
  /** Executes queries and mutations as over HTTP. */
  readonly execute: (operation: SingleOperation, context: Context) => Promise<{ data: RawJson } | ExecutionResult>;
  /** Turns an error into one that may be shown, in the language of its reader. */
  readonly present: (error: GraphQLError, language?: Language) => GraphQLError;
}

/** A query or a mutation, which is executed once. */
export interface SingleOperation {
  /** Identifies the document and the operation name. HTTP uses the same key, so that both share a plan. */
  readonly key: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode | undefined;
  readonly name: string | undefined;
  readonly variables: Record<string, unknown>;
}

/** An operation as the transport received it. */
export interface IncomingOperation {
  readonly query: string;
  readonly variables: Record<string, unknown> | null | undefined;
  readonly operationName: string | null | undefined;
  readonly viewer: Viewer;
  readonly language: Language;
  /** A cursor from the transport itself. It takes precedence over the argument `after`. */
  readonly after?: string;
}

/** The maximum length of a subscription with its variables: both stay in memory while it lasts. */
const MAX_LENGTH = 64 * 1024;

/** Parses and checks an operation. */
export function operationOf(
  { schema, read, exceeding, planner }: TransportDeps,
  { query, variables, operationName, ...who }: IncomingOperation,
): { plan: SubscriptionPlan; document: DocumentNode } | { once: SingleOperation } | { errors: readonly GraphQLError[] } {
  const document = read(query);
  if (!('kind' in document)) return { errors: document };
  const operation = getOperationAST(document, operationName) ?? undefined;
  if (!operation) return { errors: [unnamed(document, operationName)] };
  const hash = createHash('sha256').update(query).digest('hex');
  const once = {
    key: `${hash} ${operation.name?.value ?? ''}`,
    document,
    operation,
    name: operationName ?? undefined,
    variables: variables ?? {},
  };
  const tooMuch = exceeding(document, operation, once.variables);
  if (tooMuch) return { errors: [tooMuch] };
  if (operation.operation !== 'subscription') return { once };
  try {
    const found = planner.of({ ...once, ...who });
    if (!('live' in found)) return { errors: found };
    const isLong = query.length + JSON.stringify(once.variables).length > MAX_LENGTH;
    return isLong ? { errors: [tooLong()] } : { plan: found, document: found.request.document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [nameNullVariables(error, schema, document, once.variables)] };
    return { errors: [new GraphQLError('', { originalError: error as Error })] };
  }
}

/** The error for a missing or unknown operation name. */
function unnamed(document: DocumentNode, name: string | null | undefined): GraphQLError {
  const message = name ? `Unknown operation named "${name}".` : 'Must provide operation name if query contains multiple operations.';
  return new GraphQLError(message, { nodes: document.definitions, extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}

function tooLong(): GraphQLError {
  const message = `A subscription and its variables hold at most ${MAX_LENGTH} characters.`;
  return new GraphQLError(message, { extensions: { code: 'SUBSCRIPTION_TOO_LARGE' } });
}
