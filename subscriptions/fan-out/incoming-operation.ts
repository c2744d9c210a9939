/** Operations: what came over a transport, read and told apart: something to follow, something to execute, or what is wrong with it. */
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

/** What every transport is given. */
export interface TransportDeps {
  readonly schema: GraphQLSchema;
  readonly followings: SubscriptionPlanner;
  /** The document, if it can be executed, or what is wrong with it. */
  readonly read: (query: string) => DocumentNode | readonly GraphQLError[];
  /** What is too large with these variables, though it can be executed with others. */
  readonly exceeding: (
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
  ) => GraphQLError | null;
  /** Executes queries and changes, as they are executed over HTTP. */
  readonly execute: (operation: SingleOperation, context: Context) => Promise<{ data: RawJson } | ExecutionResult>;
  /** An error as it may be shown to somebody who reads that language. */
  readonly present: (error: GraphQLError, language?: Language) => GraphQLError;
}

/** A query or a change: executed once. */
export interface SingleOperation {
  /** The same for the same document and operation name as over HTTP, so that its plan is known. */
  readonly key: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode | undefined;
  readonly name: string | undefined;
  readonly variables: Record<string, unknown>;
}

/** An operation as it came. */
export interface IncomingOperation {
  readonly query: string;
  readonly variables: Record<string, unknown> | null | undefined;
  readonly operationName: string | null | undefined;
  readonly viewer: Viewer;
  readonly language: Language;
  /** A cursor that the transport itself names: it counts for more than the argument `after`. */
  readonly after?: string;
}

/** How many characters a subscription holds at most, its variables included: they are kept as long as it is followed. */
const MOST_CHARACTERS = 64 * 1024;

/** Reads an operation. */
export function operationOf(
  { schema, read, exceeding, followings }: TransportDeps,
  { query, variables, operationName, ...who }: IncomingOperation,
): { following: SubscriptionPlan; document: DocumentNode } | { once: SingleOperation } | { errors: readonly GraphQLError[] } {
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
    const found = followings.of({ ...once, ...who });
    if (!('live' in found)) return { errors: found };
    const isLong = query.length + JSON.stringify(once.variables).length > MOST_CHARACTERS;
    return isLong ? { errors: [tooLong()] } : { following: found, document: found.asked.document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [nameNullVariables(error, schema, document, once.variables)] };
    return { errors: [new GraphQLError('', { originalError: error as Error })] };
  }
}

/** Says what is wrong where no operation was chosen, or one that is not there. */
function unnamed(document: DocumentNode, name: string | null | undefined): GraphQLError {
  const message = name ? `Unknown operation named "${name}".` : 'Must provide operation name if query contains multiple operations.';
  return new GraphQLError(message, { nodes: document.definitions, extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}

function tooLong(): GraphQLError {
  const message = `A subscription and its variables hold at most ${MOST_CHARACTERS} characters.`;
  return new GraphQLError(message, { extensions: { code: 'SUBSCRIPTION_TOO_LARGE' } });
}
