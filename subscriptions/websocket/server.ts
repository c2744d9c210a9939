/** The WebSocket transport: `graphql-transport-ws`, each operation and each delivery run as the viewer of that moment. */
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

/** What the transport needs of the rest. */
export interface SocketOptions extends TransportDeps, SocketLogOptions {
  readonly viewerScope: ViewerScope;
  readonly hub: Hub;
  /** The viewer of an authorization, or an error whose message may be shown. */
  readonly authenticate: (authorization: string | null) => Promise<Viewer>;
  readonly sessions: SessionRevocations;
  /** How long a socket may go on without a valid token, in milliseconds; nothing is delivered meanwhile. */
  readonly graceMs: number;
  /** How often a socket is pinged, in milliseconds; one that has not answered by the next time is cut. */
  readonly keepAliveMs: number;
}

const GOING_AWAY = 1001;
const INTERNAL_ERROR = 1011;
const TRY_AGAIN_LATER = 1013;
/** With which code a socket is closed that could not show who it is. */
const CLOSE_CODES: Record<string, number> = { UNAUTHENTICATED, FORBIDDEN, [UNAVAILABLE]: TRY_AGAIN_LATER };

/** How long a stop waits for the other side to close too. */
const GRACE_MS = 2_000;
/** How many subscriptions one socket carries. */
const MOST_SUBSCRIPTIONS = 100;
/** How long an id may be: it is written before each message. */
const MOST_ID = 1_000;

interface Params extends Record<string, unknown> {
  authorization?: unknown;
  Authorization?: unknown;
  acceptLanguage?: unknown;
}

type Seen = Partial<Extra> & { session?: SocketSession; language?: Language } & Record<PropertyKey, unknown>;

/** A WebSocket endpoint that takes over upgraded connections. */
export function sockets(options: SocketOptions) {
  // Each message is taken in before the next comes: graphql-ws confuses operations of one id of which one is ended while it begins.
  const server = new WebSocketServer({ noServer: true, maxPayload: 4 * 1024 * 1024, allowSynchronousEvents: false });
  // As in production always: no message of an error in the reason of a close.
  const log = new SocketLog(options);
  const graph = useServer<Params, Seen>({ ...serverOptions(options, log), isProd: true }, server, options.keepAliveMs);
  return {
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      server.handleUpgrade(request, socket, head, (webSocket) => {
        log.upgraded(webSocket, request);
        withinMessageLimits(webSocket);
        inTurns(webSocket);
        server.emit('connection', webSocket, request);
        // A frame that is none ends its socket with a code that says so; graphql-ws would print it as an error of ours.
        webSocket.removeAllListeners('error').on('error', () => {});
      }),
    /** How many sockets are open. */
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
    jsonMessageReviver: spokenByClients,
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
      // A page cannot say what its browser sends with the upgrade, so what it says in the first message counts more.
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
      if (id.length > MOST_ID) {
        extra.socket!.close(CloseCode.BadRequest, `An id holds at most ${MOST_ID} characters`);
        return [new GraphQLError('', { extensions: { code: 'BAD_REQUEST' } })];
      }
      const language = extra.language!;
      const found = operationOf(options, { query, variables, operationName, viewer, language });
      if ('errors' in found) return found.errors;
      // One that has just been asked for is among them already.
      if ('plan' in found && Object.keys(subscriptions).length > MOST_SUBSCRIPTIONS) return [tooMany()];
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

/** Lets through what a client may say. graphql-ws would take what only a server says for an error of ours. */
function spokenByClients(key: string, value: unknown): unknown {
  if (key === '' && SERVERS.has((value as { type?: unknown } | null)?.type)) throw new Error('only a server says that');
  return value;
}
const SERVERS = new Set<unknown>([MessageType.ConnectionAck, MessageType.Next, MessageType.Error]);

function tooMany(): GraphQLError {
  const message = `A socket carries at most ${MOST_SUBSCRIPTIONS} subscriptions: end one, or open another socket.`;
  return new GraphQLError(message, { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } });
}

/** Who asks for what, over which socket and under which id. */
interface Asked {
  readonly id: string;
  readonly extra: Seen;
  readonly viewer: Viewer;
  readonly language: Language;
  readonly once?: SingleOperation;
  readonly plan?: SubscriptionPlan;
}
const askedBy = (args: ExecutionArgs) => args.contextValue as Asked;

/** Executes once, with a context of its own. An answer that the database wrote goes out as it is. */
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

/** Follows. What is delivered goes past the protocol's own way; it only hears of the end. */
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
