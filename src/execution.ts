/** Execution: a query is read by one compiled statement where it can be; everything else is executed field by field. */
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import {
  execute,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Logger } from 'pino';
import { EXECUTION } from './document.ts';
import type { CompiledReads } from './kernel/compile/compiled-reads.ts';
import type { Context } from './kernel/context.ts';
import type { Language } from './kernel/language.ts';
import { namingNulls } from './kernel/null-variables.ts';
import { noteOperation } from './request-info.ts';

/** `data` as the database wrote it: it is answered as it is, and neither parsed nor written again. */
export class Written {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An operation that was read, checked against the schema, and chosen from its document. */
export interface Operation {
  /** The same for the same document and operation name, and for no other. */
  readonly key: string;
  readonly document: DocumentNode;
  /** Undefined where the document holds none, or several, of the name. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly name: string | undefined;
  readonly variables: Record<string, unknown>;
}

/** Executes operations of a schema. */
export type Execute = (operation: Operation, context: Context) => Promise<{ data: Written } | ExecutionResult>;

/**
 * Makes the way to execute operations; without compiled reads everything goes field by field. So does what a compiled read
 * failed at, because there an error has a place in the answer.
 */
export function executor(schema: GraphQLSchema, reads: CompiledReads | null, log: Logger): Execute {
  return async ({ key, document, operation, name, variables }, context) => {
    noteOperation(operation);
    const read = await (operation && reads?.read(key, document, operation, variables, context))?.catch((error: unknown) => {
      log.error({ err: error, requestId: context.requestId }, 'a compiled read failed');
      return null;
    });
    if (read) return 'text' in read ? { data: new Written(read.text) } : { data: read.value as Record<string, unknown> };
    const result = await execute({
      schema,
      document,
      operationName: name,
      variableValues: variables,
      contextValue: context,
      options: EXECUTION,
    });
    return result.errors ? { ...result, errors: result.errors.map((error) => namingNulls(error, schema, document, variables)) } : result;
  };
}

/** The same for a transport that writes its answers itself. */
export const unwritten =
  (run: Execute) =>
  async (operation: Operation, context: Context): Promise<ExecutionResult> => {
    const result = await run(operation, context);
    return result.data instanceof Written ? { data: JSON.parse(result.data.text) as ExecutionResult['data'] } : (result as ExecutionResult);
  };

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
        return { ...result, errors: result.errors?.map((error) => present(error, context.language)) } as never;
      },
    }),
    stop: async () => {},
  };
}

/** Writes an answer. */
export function writeResult(result: object): string {
  const { data, ...rest } = result as { data?: unknown };
  if (!(data instanceof Written)) return JSON.stringify(result);
  const others = JSON.stringify(rest);
  return `{"data":${data.text}${others === '{}' ? '' : `,${others.slice(1, -1)}`}}`;
}
