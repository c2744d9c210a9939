/** The WebSocket transport: `graphql-transport-ws`. Each operation and each delivery runs with the viewer's current access. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { CloseCode, MessageType, type ServerOptions } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ViewerScope } from '../../src/kernel/access/request-context.ts';
import { negotiateLanguage, type Language } from '../../src/kernel/i18n/language.ts';
import { UNAVAILABLE } from '../../src/kernel/load/outage.ts';
import { OperationRun } from '../../src/kernel/load/run.ts';
import type { SessionRevocations } from '../../src/kernel/access/session-revocations.ts';
import { cancelled } from '../../src/kernel/load/stopped.ts';
import type { Viewer } from '../../src/kernel/access/viewer.ts';
import { stringifyResult, RawJson } from '../../src/kernel/load/written-answer.ts';
import type { SubscriptionPlan } from '../fan-out/subscription-plan.ts';
import type { Hub } from '../fan-out/hub.ts';
import { operationOf, type SingleOperation, type TransportDeps } from '../fan-out/incoming-operation.ts';
import { reconnectAfter } from '../fan-out/reconnect-delay.ts';
import { withinMessageLimits } from './message-limits.ts';
import { END, results } from './results.ts';
import { SocketLog, type SocketLogOptions } from './log.ts';
import { sendText, SocketSink } from './sink.ts';
import { inTurns, speaksAs } from './operation-turns.ts';
import { closeReason, FORBIDDEN, SocketSession, UNAUTHENTICATED } from './session.ts';

/** The dependencies of the transport. */
export interface SocketOptions extends TransportDeps, SocketLogOptions {
  readonly viewerScope: ViewerScope;
  readonly hub: Hub;
  /** The viewer of an authorization header; throws an error whose message may be shown. */
  readonly authenticate: (authorization: string | null) => Promise<Viewer>;
  readonly sessions: SessionRevocations;
  /** How long a socket may stay open without a valid token, in milliseconds. Nothing is delivered meanwhile. */
  readonly graceMs: number;
  /** The ping interval, in milliseconds. A socket that has not answered by the next ping is terminated. */
  readonly keepAliveMs: number;
}

const GOING_AWAY = 1001;
const INTERNAL_ERROR = 1011;
const TRY_AGAIN_LATER = 1013;
/** The close codes of sockets that fail to authenticate. */
const CLOSE_CODES: Record<string, number> = { UNAUTHENTICATED, FORBIDDEN, [UNAVAILABLE]: TRY_AGAIN_LATER };

/** How long a stop waits for clients to close. */
const GRACE_MS = 2_000;
/** The maximum number of subscriptions of a socket. */
const MAX_SUBSCRIPTIONS = 100;
/** The maximum length of an id, which precedes each message. */
const MAX_ID_LENGTH = 1_000;

interface Params extends Record<string, unknown> {
  authorization?: unknown;
  Authorization?: unknown;
  acceptLanguage?: unknown;
}

type Seen = Partial<Extra> & { session?: SocketSession; language?: Language } & Record<PropertyKey, unknown>;

/** A WebSocket endpoint that takes over upgraded connections. */
export function sockets(options: SocketOptions) {
  // Messages are handled one after another: graphql-ws confuses operations with the same id when one ends while the other begins.
  const server = new WebSocketServer({ noServer: true, maxPayload: 4 * 1024 * 1024, allowSynchronousEvents: false });
  // `isProd` keeps error messages out of close reasons.
  const log = new SocketLog(options);
  const graph = useServer<Params, Seen>({ ...serverOptions(options, log), isProd: true }, server, options.keepAliveMs);
  return {
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      server.handleUpgrade(request, socket, head, (webSocket) => {
        log.upgraded(webSocket, request);
        withinMessageLimits(webSocket);
        inTurns(webSocket);
        server.emit('connection', webSocket, request);
        // An invalid frame closes its socket with a code; graphql-ws would also print it as an error.
        webSocket.removeAllListeners('error').on('error', () => {});
      }),
    /** The number of open sockets. */
    open: () => server.clients.size,
    /** Closes every socket with a reason. */
    async stop(): Promise<void> {
      const { size } = server.clients;
      for (const socket of server.clients)
        socket.close(GOING_AWAY, `Tierline is stopping; connect again in ${reconnectAfter(size)} ms and resume after your cursor`);
      const cut = setTimeout(() => server.clients.forEach((socket) => socket.terminate()), GRACE_MS);
      await graph.dispose();
      clearTimeout(cut);
    },
  };
}

function serverOptions(options: SocketOptions, log: SocketLog): ServerOptions<Params, Seen> {
  const { schema, authenticate, present } = options;
  const refused = (error: unknown) => present(new GraphQLError('', { originalError: error as Error }));
  return {
    schema,
    jsonMessageReviver: rejectServerMessages,
    async onConnect({ connectionParams, extra }) {
      const given = connectionParams?.authorization ?? connectionParams?.Authorization ?? extra.request!.headers.authorization;
      const socket = extra.socket as WebSocket;
      let viewer: Viewer;
      try {
        viewer = await authenticate(typeof given === 'string' ? given : null);
      } catch (error) {
        const { message, extensions } = refused(error);
        const code = CLOSE_CODES[extensions.code as string] ?? INTERNAL_ERROR;
        const reason = closeReason(`${extensions.code}: ${message}`);
        log.refused(socket, code, reason);
        socket.close(code, reason);
        return false;
      }
      // A web page cannot set headers of the upgrade, so the connection parameters take precedence.
      const accepted = connectionParams?.acceptLanguage ?? extra.request!.headers['accept-language'];
      extra.language = negotiateLanguage(typeof accepted === 'string' ? accepted : null, viewer.language);
      log.opened(socket, viewer);
      extra.session = new SocketSession(socket, viewer, options);
      speaksAs(socket, viewer);
      return true;
    },
    async onPing({ extra }, payload) {
      const { session } = extra;
      const given = (payload as Params | undefined)?.authorization;
      if (given === undefined || !session) return;
      try {
        session.renew(await authenticate(typeof given === 'string' ? given : null));
      } catch (error) {
        const { message, extensions } = refused(error);
        if (extensions.code === UNAVAILABLE) extra.socket!.close(TRY_AGAIN_LATER, closeReason(`${UNAVAILABLE}: ${message}`));
        else session.end(message);
      }
    },
    onSubscribe({ extra, subscriptions }, id, { query, variables, operationName }) {
      const { viewer, isOver } = extra.session!;
      if (isOver) return [new GraphQLError(isOver, { extensions: { code: 'UNAUTHENTICATED' } })];
      if (id.length > MAX_ID_LENGTH) {
        extra.socket!.close(CloseCode.BadRequest, `An id holds at most ${MAX_ID_LENGTH} characters`);
        return [new GraphQLError('', { extensions: { code: 'BAD_REQUEST' } })];
      }
      const language = extra.language!;
      const found = operationOf(options, { query, variables, operationName, viewer, language });
      if ('errors' in found) return found.errors;
      // The count includes the new subscription.
      if ('plan' in found && Object.keys(subscriptions).length > MAX_SUBSCRIPTIONS) return [tooMany()];
      const document = 'once' in found ? found.once.document : found.document;
      const asked: Asked = { id, extra, viewer, language, ...found };
      return { schema, document, operationName, contextValue: asked };
    },
    execute: (args: ExecutionArgs) => perform(options, log, askedBy(args)),
    subscribe: (args: ExecutionArgs) => follow(options, askedBy(args)),
    onError: ({ extra }, _id, _payload, errors) => errors.map((error) => present(error as GraphQLError, extra.language).toJSON()),
    onNext: ({ extra }, _id, _payload, _args, result) =>
      result.errors
        ? ({ ...result, errors: result.errors.map((error) => present(error as GraphQLError, extra.language).toJSON()) } as never)
        : result,
  };
}

/** Rejects messages that only a server may send; graphql-ws would treat them as its own errors. */
function rejectServerMessages(key: string, value: unknown): unknown {
  if (key === '' && SERVERS.has((value as { type?: unknown } | null)?.type)) throw new Error('only a server says that');
  return value;
}
const SERVERS = new Set<unknown>([MessageType.ConnectionAck, MessageType.Next, MessageType.Error]);

function tooMany(): GraphQLError {
  const message = `A socket carries at most ${MAX_SUBSCRIPTIONS} subscriptions: end one, or open another socket.`;
  return new GraphQLError(message, { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } });
}

/** An operation with its viewer, socket and id. */
interface Asked {
  readonly id: string;
  readonly extra: Seen;
  readonly viewer: Viewer;
  readonly language: Language;
  readonly once?: SingleOperation;
  readonly plan?: SubscriptionPlan;
}
const askedBy = (args: ExecutionArgs) => args.contextValue as Asked;

/** Executes a query or mutation in its own context. JSON from the database is sent as it is. */
function perform({ viewerScope, execute, present }: SocketOptions, log: SocketLog, asked: Asked): AsyncIterableIterator<ExecutionResult> {
  const { id, viewer, language, once, extra } = asked;
  const socket = extra.socket as WebSocket;
  const requestId = randomUUID();
  const run = new OperationRun('requests');
  const leave = () => run.stop(cancelled());
  let isDone = false;
  return results(async () => {
    if (isDone) return END;
    isDone = true;
    const work = async () => {
      const answer = await viewerScope.runAs(viewer, requestId, (context) => execute(once!, context), language, run);
      const errors = 'errors' in answer ? answer.errors?.map((error) => present(error, language)) : undefined;
      return errors ? { ...answer, errors } : answer;
    };
    const result = await log.request(socket, requestId, once!, work);
    if (!(result.data instanceof RawJson)) return { value: result as ExecutionResult, done: false };
    if (!run.signal.aborted) await sendText(socket, id, stringifyResult(result));
    return END;
  }, leave);
}

/** Follows a subscription. Updates bypass the iterator, which only signals the end. */
function follow({ hub }: SocketOptions, { id, extra, plan }: Asked): AsyncIterableIterator<ExecutionResult> {
  const session = extra.session!;
  const { promise: ended, resolve: over } = Promise.withResolvers<void>();
  const leave = () => {
    session.subscribers.delete(subscriber);
    hub.leave(subscriber);
  };
  const complete = () => {
    leave();
    over();
  };
  const subscriber = hub.join(plan!, new SocketSink(extra.socket as WebSocket, id, complete));
  session.subscribers.add(subscriber);
  return results(() => ended.then(() => END), leave);
}
