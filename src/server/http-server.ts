/** The server: Apollo Server over plain `node:http`, GraphiQL, health, and the way to the sockets. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { logRequest } from './access-log.ts';
import { apolloServer } from './apollo.ts';
import { sendEncoded } from './response-body.ts';
import { corsOf } from './cors.ts';
import type { Execute } from '../graphql/execute.ts';
import { graphiql, pageHeaders } from './graphiql.ts';
import {
  BadRequest,
  gracefulShutdown,
  listen,
  isLocalHost,
  pathOf,
  prefersHtml,
  readJson,
  refuseUpgrade,
  sendJson,
  wantsStream,
} from './http-io.ts';
import type { Authenticate } from '../auth/authenticator.ts';
import type { Context, ViewerScope } from '../kernel/access/request-context.ts';
import { negotiateLanguage, bcp47Of, type Language } from '../kernel/i18n/language.ts';
import { loopTurn } from '../kernel/load/event-loop.ts';
import { OperationRun } from '../kernel/load/run.ts';
import { cancelled } from '../kernel/load/stopped.ts';
import type { Viewer } from '../kernel/access/viewer.ts';
import { answerFailure } from './request-failure.ts';
import { noteBytes, noteViewer, requestIdOf, requests, type RequestInfo } from '../request-context.ts';
import { channels } from '../telemetry/channels.ts';
import { requestSpan } from '../telemetry/tracing.ts';
import { checkNesting } from '../limits/text.ts';
import type { ClientAddress } from './client-address.ts';
import { HardenedResponse } from './response-headers.ts';
import type { LogEvent } from '../telemetry/log-events.ts';

/** What the server serves. */
export interface ServerOptions {
  readonly schema: GraphQLSchema;
  /** Executes its operations. */
  readonly execute: Execute;
  readonly viewerScope: ViewerScope;
  readonly authenticate: Authenticate;
  readonly log: Logger;
  readonly host: string;
  readonly port: number;
  /** The origins whose pages may use the graph. */
  readonly corsOrigins: readonly string[];
  /** The sample personas and their tokens, when the sample issuer is on. */
  readonly personas: PersonaTokens | null;
  /** Whether the program can answer: the database is there, and the program is not about to stop. */
  readonly ready: () => Promise<boolean>;
  /** Whether the program is about to stop: it still answers, and asks for no further requests on the same connection. */
  readonly isDraining: () => boolean;
  readonly clientAddress: ClientAddress;
  /** Takes over connections that ask for a WebSocket. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Answers with a stream of events. */
  readonly stream: (request: IncomingMessage, response: ServerResponse, asks: StreamRequest) => Promise<void>;
}

/** Who asks, in which language, under which number, and the body of the request if it has one. */
export interface StreamRequest {
  readonly body: unknown;
  readonly viewer: Viewer;
  readonly language: Language;
  readonly requestId: string;
}

/** What GraphiQL's persona chooser asks. */
export interface PersonaTokens {
  list(): { name: string; description: string }[];
  token(name: string): Promise<{ token: string; description: string; expiresAt: Date } | null>;
}

/** How long a stop lets open requests go on. */
const GRACE_MS = 10_000;
/** How long an idle connection is kept: longer than a gateway or proxy does, for a request on its way to one that is being closed is lost. */
const KEEP_MS = 75_000;

/** Starts serving; resolves with the address and the way to stop. */
export async function serve(options: ServerOptions): Promise<{ port: number; stop(): Promise<void> }> {
  const { log, host, port, upgrade } = options;
  const cors = corsOf(options.corsOrigins);
  const apollo = apolloServer(options.schema, options.execute, log);
  await apollo.start();
  const routes = router(options, apollo);
  // Any other upgrade, such as HTTP/2 that some clients offer with every request, is answered as if it had not been offered.
  const shouldUpgradeCallback = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket';
  const timeouts = { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: KEEP_MS };
  const server = createServer({ ...timeouts, shouldUpgradeCallback, ServerResponse: HardenedResponse }, (request, response) => {
    const requestId = requestIdOf(request);
    response.preset('x-request-id', requestId);
    if (options.isDraining()) response.preset('connection', 'close');
    const info: RequestInfo = { requestId, client: options.clientAddress(request) };
    logRequest(request, response, info, log);
    if (pathOf(request) === '/graphql') {
      response.preset('vary', VARY);
      if (cors.handle(request, response)) return;
    }
    requests
      .run(info, () =>
        requestSpan(`${request.method} ${pathOf(request)}`, request.headers, { 'tierline.request_id': requestId }, () =>
          routes(request, response, requestId),
        ),
      )
      .catch((error: unknown) => answerFailure(request, response, requestId, error, log));
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (pathOf(request) !== '/graphql') return refuseUpgrade(socket, '404 Not Found');
    if (!cors.allowsSocket(request)) return refuseUpgrade(socket, '403 Forbidden');
    upgrade(request, socket, head);
  });
  const close = gracefulShutdown(server, GRACE_MS);
  await listen(server, port, host);
  server.on('error', (error) => log.error({ event: 'http.server_failed' satisfies LogEvent, err: error }, 'the HTTP server failed'));
  return { port: (server.address() as AddressInfo).port, stop: () => close().then(() => apollo.stop()) };
}

const NO_DOCUMENTS =
  'Documents are not kept here under a `documentId`: send the text in `query`, or its hash in `extensions.persistedQuery` (automatic persisted queries).';

/** What an answer of the graph depends on beside its address. */
const VARY = 'Accept, Accept-Encoding, Accept-Language';

type Route = (request: IncomingMessage, response: HardenedResponse, requestId: string) => Promise<void>;

function router({ viewerScope: door, authenticate, personas, ready, host, stream }: ServerOptions, apollo: ApolloServer<Context>): Route {
  const { page, asset } = graphiql();
  const graphql: Route = async (request, response, requestId) => {
    if (request.method === 'GET' && prefersHtml(request)) {
      return void response.writeHead(200, { ...pageHeaders }).end(page({ sampleIssuer: personas !== null }));
    }
    const viewer = await authenticate(request.headers.authorization);
    noteViewer(viewer);
    const language = negotiateLanguage(request.headers['accept-language'], viewer.language);
    response.preset('content-language', bcp47Of(language));
    const body = request.method === 'POST' ? await readJson(request) : undefined;
    // A body can be long on its way, and the session be revoked or the token have ended meanwhile.
    if (request.method === 'POST') await authenticate(request.headers.authorization);
    if (wantsStream(request) && request.method !== 'GET' && request.method !== 'POST')
      throw new BadRequest(405, 'A stream of events is asked for by GET or POST.');
    if (wantsStream(request)) return stream(request, response, { body, viewer, language, requestId });
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, String(value));
    const search = request.url!.slice(pathOf(request).length);
    const { query: given, documentId } = (body ?? {}) as { query?: unknown; documentId?: unknown };
    if (documentId !== undefined && given === undefined) throw new BadRequest(400, NO_DOCUMENTS);
    const query = given ?? new URLSearchParams(search).get('query');
    const deep = typeof query === 'string' ? checkNesting(query) : null;
    if (deep) throw new BadRequest(400, deep.message);
    const run = new OperationRun('requests');
    response.once('close', () => !response.writableFinished && run.stop(cancelled()));
    await loopTurn(viewer);
    if (response.closed) return;
    const answer = await door.runAs(
      viewer,
      requestId,
      (context) =>
        apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: { method: request.method!.toUpperCase(), headers, search, body },
          context: async () => context,
        }),
      language,
      run,
    );
    if (answer.body.kind !== 'complete') throw new Error('incremental delivery is not served');
    if (channels.operation.hasSubscribers) noteBytes(Buffer.byteLength(answer.body.string));
    const text = answer.body.string;
    await sendEncoded(request, response, answer.status ?? 200, Object.fromEntries(answer.headers), text, viewer);
  };
  return async (request, response, requestId) => {
    const path = pathOf(request);
    if (path === '/graphql') return graphql(request, response, requestId);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new BadRequest(404, 'There is nothing here; the graph is at /graphql.');
    if (path === '/healthz') return sendJson(response, 200, { status: 'ok' });
    if (path === '/readyz')
      return (await ready()) ? sendJson(response, 200, { status: 'ready' }) : sendJson(response, 503, { status: 'not ready' });
    // A page of another site can make its own name point here; then the name it asks by gives it away.
    if (path.startsWith('/sample/') && personas && !isLocalHost(request, host))
      throw new BadRequest(403, 'Sample tokens are for localhost, an IP address, or what HOST says.');
    if (path === '/sample/personas' && personas) return sendJson(response, 200, personas.list());
    if (path.startsWith('/sample/token/') && personas) {
      const token = await personas.token(path.slice('/sample/token/'.length));
      if (token) return sendJson(response, 200, token);
    }
    if (path.startsWith('/graphiql/')) {
      const found = await asset(path.slice('/graphiql/'.length));
      if (found) return void response.writeHead(200, found.headers).end(found.body);
    }
    // Relative, so that it also leads to the graph below a path of a reverse proxy.
    if (path === '/') return void response.writeHead(302, { location: 'graphql' }).end();
    throw new BadRequest(404, 'There is nothing here; the graph is at /graphql.');
  };
}
