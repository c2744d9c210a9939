/** Failures of requests before an operation runs: what HTTP answers to each kind. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { outageMessage } from './error-formatter.ts';
import { BadRequest, sendError } from './http-io.ts';
import { Forbidden, Unauthenticated } from '../auth/denied.ts';
import { isOutage, RETRY_AFTER_SECONDS, UNAVAILABLE } from '../kernel/load/outage.ts';
import type { Log } from '../telemetry/log-events.ts';

/** Answers a request that failed, and logs what is a fault of ours. */
export function answerFailure(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  error: unknown,
  log: Log<'warn' | 'error'>,
): void {
  if (response.headersSent) return void response.destroy();
  if (response.closed) return; // nobody waits for an answer any more
  // A body that was not read to its end would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  if (error instanceof Unauthenticated)
    return sendError(request, response, 401, error.message, 'UNAUTHENTICATED', { 'www-authenticate': 'Bearer' });
  if (error instanceof Forbidden) return sendError(request, response, 403, error.message, 'FORBIDDEN');
  if (error instanceof BadRequest) {
    const headers: Record<string, string> = error.status === 405 ? { allow: 'GET, POST' } : {};
    return sendError(request, response, error.status, error.message, error.status === 404 ? 'NOT_FOUND' : 'BAD_REQUEST', headers);
  }
  if (isOutage(error)) {
    log.warn({ event: 'http.request_unavailable', err: error, requestId }, 'a request met an outage');
    const headers = { 'retry-after': String(RETRY_AFTER_SECONDS) };
    return sendError(request, response, 503, outageMessage(error), UNAVAILABLE, headers);
  }
  const errorId = randomUUID();
  log.error({ event: 'http.request_failed', err: error, errorId, requestId }, 'a request failed');
  sendError(request, response, 500, `Something went wrong here; it was logged as ${errorId}.`, 'INTERNAL_SERVER_ERROR');
}
