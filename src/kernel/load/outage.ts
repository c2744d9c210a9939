/** Outages: what Tierline needs is away for a while, such as the database or the keys of the token issuer. Nobody's fault here; try again. */

/** Something that Tierline needs is not available right now. The message may be shown to the caller. */
export class ServiceUnavailable extends Error {}

/** The error code of an outage: what Tierline needs is away for a while, and the same operation may succeed soon. */
export const UNAVAILABLE = 'SERVICE_UNAVAILABLE';

/** How long a caller should wait before it tries again, in seconds (`Retry-After`). */
export const RETRY_AFTER_SECONDS = 2;

/** SQLSTATEs of a connection that is lost or refused, of a server that is full, stops, starts or may not be written to, of a database that is being restored. */
const AWAY = /^(08|28|3D|53|57P0|25006)|^E(CONN|PIPE|TIMEDOUT|NOTFOUND|HOSTUNREACH|AI_AGAIN)/;
/** What `pg` and its pool say themselves of a connection that they do not have. */
const UNCONNECTED =
  /Connection terminated|not currently accepting connections|is not queryable|timeout (expired|exceeded when trying to connect)|read (took longer|timeout)/;

/** Whether the database was away, rather than the question wrong. */
export function isOutage(error: unknown): boolean {
  for (
    let cause = error as (Error & { code?: string; originalError?: unknown }) | undefined;
    cause;
    cause = (cause.cause ?? cause.originalError) as never
  )
    if (cause instanceof ServiceUnavailable || AWAY.test(cause.code ?? '') || UNCONNECTED.test(cause.message)) return true;
  return false;
}
