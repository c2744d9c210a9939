/** Outcomes: what the errors of an answer say of how an operation ended. */
import { channels, type Outcome } from '../../telemetry/channels.ts';
import { OPERATION_TOO_LARGE } from './stopped.ts';

/** The error codes of refusals because of a limit, each named in `docs/operating.md` and `docs/clients.md`. */
export const LIMIT_CODES: ReadonlySet<string> = new Set([
  OPERATION_TOO_LARGE,
  'ANSWER_TOO_LARGE',
  'TIMEOUT',
  'TOO_MANY_REQUESTS',
  'OVERLOADED',
  'TOO_MANY_SUBSCRIPTIONS',
  'SUBSCRIPTION_TOO_LARGE',
]);

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  INTERNAL_SERVER_ERROR: 'failed',
  SERVICE_UNAVAILABLE: 'unavailable',
  UNAUTHENTICATED: 'unauthenticated',
  CANCELLED: 'cancelled',
};

type Failure = { readonly extensions?: { readonly code?: unknown; readonly measure?: unknown } | undefined };

/** How an operation with these errors ended. Counts the limits that were reached. */
export function outcomeOf(errors: readonly Failure[] | undefined): Outcome {
  if (!errors?.length) return 'ok';
  const codes = errors.map(({ extensions }) => String(extensions?.code));
  const limit = codes.find((code) => LIMIT_CODES.has(code));
  if (limit && channels.limit.hasSubscribers) channels.limit.publish({ limit, measure: measureOf(errors) });
  return OUTCOMES[codes.find((code) => code in OUTCOMES) ?? ''] ?? (limit ? 'limited' : 'refused');
}

/** Which measure of a document was too large; `none` for other limits. */
const measureOf = (errors: readonly Failure[]): string =>
  String(errors.map(({ extensions }) => extensions?.measure).find((measure) => measure !== undefined) ?? 'none');

/** How a request ended that did not come as far as an operation. */
export function outcomeOfStatus(status: number): Outcome {
  if (status < 400) return 'ok';
  if (status === 401 || status === 403) return 'unauthenticated';
  return status === 503 ? 'unavailable' : status >= 500 ? 'failed' : 'refused';
}
