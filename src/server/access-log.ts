/** The access log: a line for each request when it is over, and a measurement where somebody measures. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pathOf, wantsStream } from './http-io.ts';
import { loggedOf, publishOperation, type RequestInfo } from '../request-context.ts';
import { channels } from '../telemetry/channels.ts';
import { outcomeOfStatus } from '../kernel/load/outcome.ts';
import type { Log } from '../telemetry/log-events.ts';

/** Logs a request when it is over; does nothing where nobody would see it. */
export function logRequest(
  request: IncomingMessage,
  response: ServerResponse,
  info: RequestInfo,
  log: Log<'info'> & Pick<Logger, 'isLevelEnabled'>,
): void {
  if (!log.isLevelEnabled('info') && !channels.operation.hasSubscribers) return;
  const started = performance.now();
  response.on('close', () => {
    const ms = performance.now() - started;
    const path = pathOf(request);
    const { method } = request;
    log.info(
      { event: 'http.request', ...loggedOf(info), method, path, status: response.statusCode, ms: Math.round(ms) },
      'a request over HTTP ended',
    );
    if (path === '/graphql' && channels.operation.hasSubscribers)
      publishOperation(info, wantsStream(request) ? 'event-stream' : 'http', ms, info.outcome ?? outcomeOfStatus(response.statusCode));
  });
}
