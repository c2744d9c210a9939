/** Errors as they may be shown: refusals say why, bad requests say where, bugs are masked and logged under an id. */
import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { Unauthenticated } from './identity/claims.ts';
import type { Language } from './kernel/language.ts';
import { isOutage, ServiceUnavailable } from './kernel/outage.ts';
import { stopOf } from './kernel/stopped.ts';
import { Problem, wordsOf, type ProblemCode } from './kernel/problem.ts';
import { requests } from './request-info.ts';

const CODES: Partial<Record<ProblemCode, string>> = { INVALID: 'BAD_USER_INPUT' };

/** What graphql-js says when it gives up on comparing fields of one name with each other. */
const ABORTED = 'Validation aborted.';

/** Makes the function that turns any error of an operation into one that may be shown. Problems are in the caller's language, all else is in English. */
export function presenter(log: Logger) {
  return (error: GraphQLError, language: Language = 'EN'): GraphQLError => {
    const cause = originOf(error);
    const at = { nodes: error.nodes, source: error.source, positions: error.positions, path: error.path };
    if (cause instanceof Problem) {
      const { code, field, rule } = cause.refusal;
      return new GraphQLError(wordsOf(cause.refusal, language), { ...at, extensions: { code: CODES[code] ?? code, field, rule } });
    }
    if (cause instanceof Unauthenticated) return new GraphQLError(cause.message, { ...at, extensions: { code: 'UNAUTHENTICATED' } });
    const stopped = cause && stopOf(cause);
    if (stopped) return new GraphQLError(stopped.message, { ...at, extensions: { code: stopped.code } });
    // Without a cause it is GraphQL's own: the document or the variables are at fault, and it says where.
    if (error.message === ABORTED)
      return new GraphQLError('The document selects the same fields too often to be checked.', {
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      });
    if (!cause || cause instanceof GraphQLError) return shortened(error);
    if (isOutage(cause)) {
      log.warn({ err: cause, requestId: requests.getStore()?.requestId, path: error.path }, 'an operation met an outage');
      return new GraphQLError(outageMessage(cause), { ...at, extensions: { code: UNAVAILABLE } });
    }
    const errorId = randomUUID();
    log.error({ err: cause, errorId, requestId: requests.getStore()?.requestId, path: error.path }, 'an operation failed');
    return new GraphQLError(`Something went wrong here; it was logged as ${errorId}.`, {
      ...at,
      extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
    });
  };
}

/** The error code of an outage: what Tierline needs is away for a while, and the same operation may succeed soon. */
export const UNAVAILABLE = 'SERVICE_UNAVAILABLE';

/** What a caller reads about an outage. */
export const outageMessage = (cause: unknown): string =>
  `${cause instanceof ServiceUnavailable ? cause.message : 'The database is not available right now.'} Try again in a moment.`;

/** An error that repeats what it was given does so at most this far. */
const MOST_CHARACTERS = 1_000;

function shortened(error: GraphQLError): GraphQLError {
  const { message, nodes, source, positions, path, extensions } = error;
  if (message.length <= MOST_CHARACTERS) return error;
  return new GraphQLError(`${message.slice(0, MOST_CHARACTERS).toWellFormed()}…`, { nodes, source, positions, path, extensions });
}

function originOf(error: GraphQLError): Error | undefined {
  let cause: unknown = error.originalError;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause as Error | undefined;
}
