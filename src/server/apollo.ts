/** Apollo Server, as the server uses it: limits and masking on, everything that speaks to somebody else off. */
import {
  ApolloServer,
  type ApolloServerPlugin,
  type GraphQLRequestContextWillSendResponse,
  type GraphQLRequestListener,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import { EXECUTION_OPTIONS, VALIDATION_OPTIONS } from '../graphql/parse.ts';
import { createErrorFormatter } from './error-formatter.ts';
import { apolloExecution, type Execute } from '../graphql/execute.ts';
import type { Context } from '../kernel/access/request-context.ts';
import { loopTurn } from '../kernel/load/event-loop.ts';
import { OPERATION_TOO_LARGE } from '../kernel/load/stopped.ts';
import { stringifyResult } from '../kernel/load/written-answer.ts';
import { noteOutcome } from '../request-context.ts';
import { outcomeOf } from '../kernel/load/outcome.ts';
import { RETRY_AFTER_SECONDS, UNAVAILABLE } from '../kernel/load/outage.ts';
import { legacyStatus } from './legacy-status.ts';
import { DOCUMENT } from '../limits/limits.ts';
import { exceeding, operationLimitsRule } from '../limits/rule.ts';
import type { LogEvent } from '../telemetry/log-events.ts';

/** An Apollo Server over a schema; it has to be started. */
export function apolloServer(schema: GraphQLSchema, execute: Execute, log: Logger): ApolloServer<Context> {
  const present = createErrorFormatter(log);
  return new ApolloServer<Context>({
    gateway: apolloExecution(schema, execute, present),
    stringifyResult: stringifyResult,
    introspection: true,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: DOCUMENT.tokens } as never,
    validationRules: [operationLimitsRule],
    validationOptions: VALIDATION_OPTIONS,
    executionOptions: EXECUTION_OPTIONS,
    // A subgraph would answer traces to whoever asks. Without the last three Apollo's page comes from a foreign server, and its environment variables send reports there.
    plugins: [
      around(schema),
      // It watches every field, and no type says for how long it may be kept: all answers are `no-store`.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    formatError(formatted, error) {
      // Whatever else fails around an operation is a bug like any other.
      const shown = present(error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error }));
      const answered = shown === error ? formatted : shown.toJSON();
      return isTooLarge(error) ? { ...answered, extensions: { ...answered.extensions, code: OPERATION_TOO_LARGE } } : answered;
    },
    logger: log.child({ event: 'http.apollo' satisfies LogEvent }),
  });
}

/** Whether an error is a refusal by a limit: Apollo gives it the code of every error of validation. */
const isTooLarge = (error: unknown): boolean =>
  error instanceof GraphQLError &&
  error.originalError instanceof GraphQLError &&
  error.originalError.extensions.code === OPERATION_TOO_LARGE;

/** What is done around an operation: one plugin, for Apollo Server waits for each at every step. */
function around(schema: GraphQLSchema): ApolloServerPlugin<Context> {
  const listener: GraphQLRequestListener<Context> = {
    // A document that is new takes a while to read and to check: others come in between.
    parsingDidStart: async ({ contextValue: { viewer } }) => void (await loopTurn(viewer)),
    validationDidStart: async ({ contextValue: { viewer } }) => void (await loopTurn(viewer)),
    async didResolveOperation({ document, operation, request }) {
      if (operation?.operation === 'subscription') throw refusedSubscription(operation);
      // What is too large only with the variables that came with it.
      const wrong = operation && exceeding(schema, document, operation, request.variables ?? {});
      if (wrong) throw wrong;
    },
    async willSendResponse(answered) {
      const { body } = answered.response;
      if (body.kind === 'single') noteOutcome(outcomeOf(body.singleResult.errors));
      unavailableStatus(answered);
      legacyStatus(answered);
    },
  };
  const listening = Promise.resolve(listener);
  return { requestDidStart: () => listening };
}

/** Executed once, a subscription would be a query of a root that is not there. */
function refusedSubscription(operation: OperationDefinitionNode): GraphQLError {
  const message =
    'Subscriptions are served over WebSocket, with the subprotocol `graphql-transport-ws`, and over Server-Sent Events, with `accept: text/event-stream`, both at this address.';
  return new GraphQLError(message, { nodes: operation, extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}

/** An operation that an outage left without any data is answered with 503, so that proxies and clients know that trying again may help. */
function unavailableStatus({ response: { body, http } }: GraphQLRequestContextWillSendResponse<Context>): void {
  if (body.kind !== 'single' || !body.singleResult.errors?.some(({ extensions }) => extensions?.code === UNAVAILABLE)) return;
  if (Object.values(body.singleResult.data ?? {}).some((value) => value !== null)) return;
  http.status = 503;
  http.headers.set('retry-after', String(RETRY_AFTER_SECONDS));
}
