/** Errors as they may be shown: refusals say why, bad requests say where, bugs are masked and logged under an id. */
import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { Forbidden, Unauthenticated } from '../auth/denied.ts';
import type { Language } from '../kernel/i18n/language.ts';
import { argumentOf } from '../kernel/schema/null-variables.ts';
import { isOutage, ServiceUnavailable, UNAVAILABLE } from '../kernel/load/outage.ts';
import { stopOf } from '../kernel/load/stopped.ts';
import { Problem, messageFor, type ProblemCode, type Refusal } from '../kernel/write/problem.ts';
import { requests } from '../request-context.ts';
import type { Log } from '../telemetry/log-events.ts';

const CODES: Partial<Record<ProblemCode, string>> = { INVALID: 'BAD_USER_INPUT' };

/** What graphql-js says when it gives up on comparing fields of one name with each other, and on listing what is wrong with variables. */
const ABORTED = 'Validation aborted.';
const TOO_MANY = 'Too many errors processing variables, error limit reached. Execution aborted.';

/** Makes the function that turns any error of an operation into one that may be shown. Problems are in the caller's language, all else is in English. */
export function createErrorFormatter(log: Log<'warn' | 'error'>) {
  return (error: GraphQLError, language: Language = 'EN'): GraphQLError => {
    const cause = originOf(error);
    const at = { nodes: error.nodes, source: error.source, positions: error.positions, path: error.path };
    if (cause instanceof Problem) {
      const [first, ...others] = cause.refusals.map((refusal) => shown(refusal, language));
      const { message, ...extensions } = first!;
      return new GraphQLError(message, { ...at, extensions: others.length === 0 ? extensions : { ...extensions, others } });
    }
    if (cause instanceof Unauthenticated) return new GraphQLError(cause.message, { ...at, extensions: { code: 'UNAUTHENTICATED' } });
    if (cause instanceof Forbidden) return new GraphQLError(cause.message, { ...at, extensions: { code: 'FORBIDDEN' } });
    const stopped = cause && stopOf(cause);
    if (stopped) return new GraphQLError(stopped.message, { ...at, extensions: { code: stopped.code } });
    // Without a cause it is GraphQL's own: the document or the variables are at fault, and it says where. A value of ours that does not
    // fit its type has a cause of the same kind, and no place in the document.
    if (error.message === ABORTED)
      return new GraphQLError('The document selects the same fields too often to be checked.', {
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      });
    if (!cause || cause instanceof GraphQLError) {
      const code = error.extensions.code ?? cause?.extensions.code;
      if (code !== undefined) return shortened(error);
      if (argumentOf(error) || error.message === TOO_MANY) return shortened(error, { code: 'BAD_USER_INPUT' });
      if (!error.path) return shortened(error);
    }
    if (isOutage(cause)) {
      log.warn(
        { event: 'operation.unavailable', err: cause, requestId: requests.getStore()?.requestId, path: error.path },
        'an operation met an outage',
      );
      return new GraphQLError(outageMessage(cause), { ...at, extensions: { code: UNAVAILABLE } });
    }
    const errorId = randomUUID();
    log.error(
      { event: 'operation.failed', err: cause ?? error, errorId, requestId: requests.getStore()?.requestId, path: error.path },
      'an operation failed',
    );
    return new GraphQLError(`Something went wrong here; it was logged as ${errorId}.`, {
      ...at,
      extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
    });
  };
}

/** What a caller reads about an outage. */
export const outageMessage = (cause: unknown): string =>
  `${cause instanceof ServiceUnavailable ? cause.message : 'The database is not available right now.'} Try again in a moment.`;

/** An error that repeats what it was given does so at most this far. */
const MOST_CHARACTERS = 1_000;

function shortened(error: GraphQLError, extensions = error.extensions): GraphQLError {
  const { message, nodes, source, positions, path } = error;
  const isLong = message.length > MOST_CHARACTERS;
  if (!isLong && extensions === error.extensions) return error;
  const text = isLong ? `${message.slice(0, MOST_CHARACTERS).toWellFormed()}…` : message;
  return new GraphQLError(text, { nodes, source, positions, path, extensions });
}

const shown = (refusal: Refusal, language: Language) => {
  const { code, field, rule } = refusal;
  return { message: messageFor(refusal, language), code: CODES[code] ?? code, field, rule };
};

function originOf(error: GraphQLError): Error | undefined {
  let cause: unknown = error.originalError;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause as Error | undefined;
}
