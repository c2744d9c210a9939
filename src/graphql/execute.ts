/** Execution: a query is read by one compiled statement where it can be; everything else is executed field by field. */
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { HeaderMap } from '@apollo/server';
import { execute, GraphQLError, type DocumentNode, type ExecutionResult, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { EXECUTION_OPTIONS } from './parse.ts';
import type { CompiledReads } from '../kernel/compile/compiled-reads.ts';
import type { Context } from '../kernel/access/request-context.ts';
import type { Language } from '../kernel/i18n/language.ts';
import { nameNullVariables } from '../kernel/schema/null-variables.ts';
import { ANSWER_LIMITS } from '../kernel/load/run.ts';
import { stopOf, tooLarge, type OperationStopped } from '../kernel/load/stopped.ts';
import { RawJson, stringifyInSlices } from '../kernel/load/written-answer.ts';
import { possibleRowsOf } from '../limits/rule.ts';
import { noteOperation, noteRows } from '../request-context.ts';
import { channels } from '../telemetry/channels.ts';
import type { Log } from '../telemetry/log-events.ts';

/** An operation that was read, checked against the schema, and chosen from its document. */
export interface ParsedOperation {
  /** The same for the same document and operation name, and for no other. */
  readonly key: string;
  readonly document: DocumentNode;
  /** Undefined where the document holds none, or several, of the name. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly name: string | undefined;
  readonly variables: Record<string, unknown>;
}

/** What an operation comes to: what is long, or the database wrote, is written already. */
export type Answer = { data: RawJson } | ExecutionResult;

/** Executes operations of a schema. */
export type Execute = (operation: ParsedOperation, context: Context) => Promise<Answer>;

/** How long operations may take, in milliseconds. */
export interface Times {
  readonly readMs: number;
  readonly changeMs: number;
}

/**
 * Makes the way to execute operations; without compiled reads everything goes field by field. So does what a compiled read
 * failed at, because there an error has a place in the answer. What was stopped is not begun again: the error is the answer.
 */
export function createExecutor(
  schema: GraphQLSchema,
  reads: CompiledReads | null,
  { readMs, changeMs }: Times,
  log: Log<'error'>,
): Execute {
  return async ({ key, document, operation, name, variables }, context) => {
    noteOperation(operation);
    if (operation && channels.operation.hasSubscribers) noteRows(possibleRowsOf(operation));
    const { run } = context;
    run.within(operation?.operation === 'mutation' ? changeMs : readMs);
    try {
      const began = performance.now();
      const read = await (operation && reads?.read(key, document, operation, variables, context))?.catch((error: unknown) => {
        if (stopOf(error) || performance.now() - began > TOO_LATE_MS) throw error;
        log.error({ event: 'operation.compiled_read_failed', err: error, requestId: context.requestId }, 'a compiled read failed');
        return null;
      });
      if (read)
        return { data: 'text' in read ? new RawJson(read.text) : await stringifyInSlices(read.value as object, context.viewer) } as Answer;
      const args = { schema, document, operationName: name, variableValues: variables, contextValue: context, options: EXECUTION_OPTIONS };
      const result = await run.unlessStopped(execute(args));
      const errors = result.errors?.map((error) => nameNullVariables(error, schema, document, variables));
      const answer = whole(errors ? { ...result, errors } : result, operation);
      return { ...answer, data: await stringifyInSlices(answer.data, context.viewer) } as Answer;
    } catch (error) {
      return { errors: [new GraphQLError('', { originalError: stopOf(error) ?? (error as Error) })] };
    }
  };
}

/** What failed after so long, in milliseconds, is not begun again another way. */
const TOO_LATE_MS = 2_000;

/** A read that was stopped in one place is answered by that alone; a change has done what it has done, and says what not. */
function whole(result: ExecutionResult, operation: OperationDefinitionNode | undefined): ExecutionResult {
  const { errors } = result;
  if (!errors || operation?.operation !== 'query') return result;
  if (errors.length > ANSWER_LIMITS.errors) throw tooLarge(`${ANSWER_LIMITS.errors} errors`);
  for (const error of errors) {
    const stopped = stopOf(error.originalError);
    if (stopped) throw stopped;
  }
  return result;
}

/** The executor in the place that Apollo Server has for one. Errors are made fit to be shown here, where the caller's language is known. */
export function apolloExecution(
  schema: GraphQLSchema,
  run: Execute,
  present: (error: GraphQLError, language: Language) => GraphQLError,
): GatewayInterface {
  return {
    onSchemaLoadOrUpdate(loaded) {
      loaded({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    load: async () => ({
      executor: async ({ document, operation, operationName, request, context: given, queryHash }) => {
        const context = given as Context;
        const result = await run(
          {
            key: `${queryHash} ${operationName ?? ''}`,
            document,
            operation,
            name: request.operationName ?? undefined,
            variables: request.variables ?? {},
          },
          context,
        );
        if (!('errors' in result)) return result as never;
        return { ...result, errors: result.errors?.map((error) => withStatus(present(error, context.language), error, result)) } as never;
      },
    }),
    stop: async () => {},
  };
}

/** Where the error is the whole answer, HTTP says what it is too. */
function withStatus(shown: GraphQLError, error: GraphQLError, { data }: { data?: unknown }): GraphQLError {
  const stopped = data ? null : stopOf(error);
  if (!stopped) return shown;
  const { message, extensions } = shown;
  return new GraphQLError(message, { extensions: { ...extensions, http: httpOf(stopped) } });
}

function httpOf({ http: { status, headers } }: OperationStopped) {
  const all = new HeaderMap();
  for (const [name, value] of headers) all.set(name, value);
  return { status, headers: all };
}
