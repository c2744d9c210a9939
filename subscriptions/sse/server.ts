/**
 * Server-Sent Events: GraphQL over SSE in its "distinct connections" mode, a request for each operation. Each message bears its cursor as
 * the id of its event, so that a browser that reconnects says by itself, in `Last-Event-ID`, where to go on.
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

/** What the transport needs of the rest. */
export interface EventStreamOptions extends TransportDeps {
  readonly viewerScope: ViewerScope;
  readonly hub: Hub;
  readonly sessions: SessionRevocations;
  /** Something passes at least this often, in milliseconds, so that nobody between takes the connection for dead. */
  readonly keepAliveMs: number;
}

/** Who asks, in which language, under which number, and the body of the request if it has one. */
export interface StreamRequest {
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
export function eventStreams({ viewerScope, hub, sessions, keepAliveMs, ...ways }: EventStreamOptions) {
  const open = new Set<EventStream>();
  return {
    /** Answers a request with an event stream; what is wrong with it is an event too, as the protocol has it. */
    async serve(request: IncomingMessage, response: ServerResponse, { body, viewer, language, requestId }: StreamRequest): Promise<void> {
      // Whoever left before was asked who it is has closed already, and would never be heard to close.
      if (response.closed || response.destroyed) return;
      const begin = () => {
        const stream = new EventStream(response, viewer, sessions, keepAliveMs);
        open.add(stream);
        response.once('close', () => open.delete(stream));
        return stream;
      };
      // What the client says it had last counts for more than the argument with which it began; nothing says nothing.
      const after = request.headers['last-event-id'] || undefined;
      const refuse = (errors: readonly GraphQLError[]) => {
        const answer = JSON.stringify({ errors: errors.map((error) => ways.present(error, language).toJSON()) });
        // A browser comes back for ever to a stream that ends, with the same request. An answer that is no stream it takes for the end.
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
      const found = operationOf(ways, { ...came, viewer, language, ...(typeof after === 'string' && { after }) });
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
      const result = await viewerScope.runAs(viewer, requestId, (context) => ways.execute(found.once, context), language, run);
      const errors = 'errors' in result ? result.errors?.map((error) => ways.present(error, language).toJSON()) : undefined;
      stream.write(stringifyResult({ data: result.data, errors }));
      stream.complete();
    },
    /** How many streams are open. */
    open: () => open.size,
    /** Ends every stream; its client connects again and goes on after its last event. */
    stop(): void {
      const { size } = open;
      for (const stream of open) stream.end(reconnectAfter(size));
    },
  };
}

/** The parameters: in the body, or in the address, where the variables are JSON; or what is wrong with them. */
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

/** When a browser is to come back. */
const retry = (ms: number | undefined): string => (ms === undefined ? '' : `retry: ${ms}\n`);

/** One stream: where the messages of one operation go. */
class EventStream implements Sink {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse, viewer: Viewer, sessions: SessionRevocations, keepAliveMs: number) {
    this.#response = response;
    response.on('error', () => {}); // the close tells
    // Some browsers take the headers only with the first bytes.
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
