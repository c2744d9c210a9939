/**
 * Server-Sent Events: GraphQL over SSE in "distinct connections" mode, one request for each operation. Each event id is the message's
 * cursor, so a reconnecting browser resumes with `Last-Event-ID`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { ViewerScope } from '../../src/kernel/access/request-context.ts';
import type { Language } from '../../src/kernel/i18n/language.ts';
import { loopTurn } from '../../src/kernel/load/event-loop.ts';
import { OperationRun } from '../../src/kernel/load/run.ts';
import type { SessionRevocations } from '../../src/kernel/access/session-revocations.ts';
import { cancelled } from '../../src/kernel/load/stopped.ts';
import type { Viewer } from '../../src/kernel/access/viewer.ts';
import { timeoutAt } from '../../src/kernel/scheduler/long-timeout.ts';
import { stringifyResult } from '../../src/kernel/load/written-answer.ts';
import type { Text } from '../fan-out/rendered-message.ts';
import type { Hub } from '../fan-out/hub.ts';
import { operationOf, type TransportDeps } from '../fan-out/incoming-operation.ts';
import { reconnectAfter } from '../fan-out/reconnect-delay.ts';
import { flushed, type Sink } from '../fan-out/sink.ts';

/** The dependencies of the transport. */
export interface EventStreamOptions extends TransportDeps {
  readonly viewerScope: ViewerScope;
  readonly hub: Hub;
  readonly sessions: SessionRevocations;
  /** The keep-alive interval, in milliseconds. It keeps proxies from closing an idle connection. */
  readonly keepAliveMs: number;
}

/** A request: its viewer, language, id and body. */
export interface EventStreamRequest {
  readonly body: unknown;
  readonly viewer: Viewer;
  readonly language: Language;
  readonly requestId: string;
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  connection: 'keep-alive',
  'x-accel-buffering': 'no',
};

/** The event streams of a process. */
export function eventStreams({ viewerScope, hub, sessions, keepAliveMs, ...deps }: EventStreamOptions) {
  const open = new Set<EventStream>();
  return {
    /** Answers a request with an event stream. Errors are events too, as the protocol defines. */
    async serve(
      request: IncomingMessage,
      response: ServerResponse,
      { body, viewer, language, requestId }: EventStreamRequest,
    ): Promise<void> {
      // A client that left during authentication has closed already, and would emit no further close event.
      if (response.closed || response.destroyed) return;
      const begin = () => {
        const stream = new EventStream(response, viewer, sessions, keepAliveMs);
        open.add(stream);
        response.once('close', () => open.delete(stream));
        return stream;
      };
      // The last event id takes precedence over the argument `after`; an empty one does not count.
      const after = request.headers['last-event-id'] || undefined;
      const refuse = (errors: readonly GraphQLError[]) => {
        const answer = JSON.stringify({ errors: errors.map((error) => deps.present(error, language).toJSON()) });
        // A browser reconnects for ever to a stream that ends. It stops at an answer that is no stream.
        if (request.method === 'GET' || after !== undefined)
          return void response.writeHead(400, { 'content-type': 'application/json; charset=utf-8' }).end(answer);
        const stream = begin();
        stream.write(answer);
        stream.complete();
      };
      const came = asked(request, body);
      await loopTurn(viewer);
      if (response.closed || response.destroyed) return;
      if (typeof came === 'string') return refuse([new GraphQLError(came, { extensions: { code: 'BAD_REQUEST' } })]);
      const found = operationOf(deps, { ...came, viewer, language, ...(typeof after === 'string' && { after }) });
      if ('errors' in found) return refuse(found.errors);
      if ('once' in found && found.once.operation!.operation === 'mutation' && request.method !== 'POST')
        return refuse([new GraphQLError('A change is asked for by POST.', { extensions: { code: 'BAD_REQUEST' } })]);
      const stream = begin();
      if ('plan' in found) {
        const subscriber = hub.join(found.plan, stream);
        response.once('close', () => hub.leave(subscriber));
        return;
      }
      const run = new OperationRun('requests');
      response.once('close', () => !response.writableFinished && run.stop(cancelled()));
      const result = await viewerScope.runAs(viewer, requestId, (context) => deps.execute(found.once, context), language, run);
      const errors = 'errors' in result ? result.errors?.map((error) => deps.present(error, language).toJSON()) : undefined;
      stream.write(stringifyResult({ data: result.data, errors }));
      stream.complete();
    },
    /** The number of open streams. */
    open: () => open.size,
    /** Ends every stream; clients reconnect and resume after their last event. */
    stop(): void {
      const { size } = open;
      for (const stream of open) stream.end(reconnectAfter(size));
    },
  };
}

/** Reads the parameters from the body, or from the URL, where the variables are JSON; or returns their error. */
function asked({ method, url }: IncomingMessage, body: unknown) {
  const search = new URL(url!, 'http://localhost').searchParams;
  const given =
    method === 'POST'
      ? ((body ?? {}) as Record<string, unknown>)
      : { ...Object.fromEntries(search), variables: parsed(search.get('variables')) };
  const { query, variables, operationName } = given as Record<string, unknown>;
  if (typeof query !== 'string') return 'The request must hold a `query`.';
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) return '`variables` must be an object.';
  if (operationName != null && typeof operationName !== 'string') return '`operationName` must be a text.';
  return { query, variables: variables as Record<string, unknown> | null | undefined, operationName };
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return text;
  }
}

/** The reconnect delay for a browser. */
const retry = (ms: number | undefined): string => (ms === undefined ? '' : `retry: ${ms}\n`);

/** One stream: the sink of one operation. */
class EventStream implements Sink {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse, viewer: Viewer, sessions: SessionRevocations, keepAliveMs: number) {
    this.#response = response;
    response.on('error', () => {}); // the close event reports it
    // Some browsers process the headers only with the first bytes.
    response.writeHead(200, HEADERS).write(':\n\n');
    const pulse = setInterval(() => response.write(':\n\n'), keepAliveMs).unref();
    response.once('close', () => clearInterval(pulse));
    const { expiresAt } = viewer;
    const over = (message: string) => () => this.#unauthenticate(message);
    if (expiresAt) response.once('close', timeoutAt(expiresAt, over('The token has expired.')));
    response.once('close', sessions.onRevoked(viewer, over('The session was revoked: sign in again.')));
  }

  get bufferedBytes(): number {
    return this.#response.writableLength;
  }

  write(text: string | Text, cursor?: () => string): void {
    if (!this.#response.writableEnded)
      this.#response.write(`event: next\n${cursor ? `id: ${cursor()}\n` : ''}data: ${text.toString()}\n\n`);
  }

  batch(work: () => void): void {
    this.#response.cork();
    work();
    this.#response.uncork();
  }

  drained(withinMs: number): Promise<boolean> {
    const response = this.#response;
    if (response.writableLength === 0) return Promise.resolve(true);
    return flushed(response, withinMs, (done) => response.write(':\n\n', done));
  }

  complete(retryAfterMs?: number): void {
    this.#response.end(`${retry(retryAfterMs)}event: complete\ndata:\n\n`);
  }

  cut(): void {
    this.#response.destroy();
  }

  end(retryAfterMs?: number): void {
    this.#response.end(retryAfterMs === undefined ? undefined : `${retry(retryAfterMs)}\n`);
  }

  #unauthenticate(message: string): void {
    const error = { message, extensions: { code: 'UNAUTHENTICATED' } };
    this.write(JSON.stringify({ errors: [error] }));
    this.end();
  }
}
