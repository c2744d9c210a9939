/** The WebSocket transport: `graphql-transport-ws`, each operation and each delivery run as the viewer of that moment. */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  getOperationAST,
  GraphQLError,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { ServerOptions } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Context, Door } from '../src/kernel/context.ts';
import { languageOf, type Language } from '../src/kernel/language.ts';
import type { Viewer } from '../src/kernel/viewer.ts';
import type { Asked as FollowingAsked, Following, Followings } from './following.ts';
import type { Hub } from './hub.ts';
import { SocketSink } from './socket-sink.ts';
import { Tenure, UNAUTHENTICATED } from './tenure.ts';

/** What the transport needs of the rest. */
export interface SocketOptions {
  readonly schema: GraphQLSchema;
  /** Executes queries and changes, as they are executed over HTTP. */
  readonly execute: (operation: Operation, context: Context) => Promise<ExecutionResult>;
  readonly door: Door;
  readonly followings: Followings;
  readonly hub: Hub;
  /** How long a socket may go on without a valid token, in milliseconds; nothing is delivered meanwhile. */
  readonly graceMs: number;
  /** The viewer of an authorization, or an error whose message may be shown. */
  readonly authenticate: (authorization: string | null) => Promise<Viewer>;
  /** The document, if it can be executed, or what is wrong with it. */
  readonly read: (query: string) => DocumentNode | readonly GraphQLError[];
  /** How far an execution goes on telling what is wrong with its variables. */
  readonly execution: ExecutionArgs['options'];
  /** An error as it may be shown to somebody who reads that language. */
  readonly present: (error: GraphQLError, language?: Language) => GraphQLError;
}

/** An operation that can be executed. */
interface Operation {
  /** The same for the same document and operation name as over HTTP, so that its plan is known. */
  readonly key: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode | undefined;
  readonly name: string | undefined;
  readonly variables: Record<string, unknown>;
}

const GOING_AWAY = 1001;
const INTERNAL_ERROR = 1011;

/** How long a stop waits for the other side to close too. */
const GRACE_MS = 2_000;
/** How many subscriptions one socket carries. */
const MOST_SUBSCRIPTIONS = 100;

interface Params extends Record<string, unknown> {
  authorization?: unknown;
  Authorization?: unknown;
  acceptLanguage?: unknown;
}

type Seen = Partial<Extra> & { tenure?: Tenure; language?: Language } & Record<PropertyKey, unknown>;

/** A WebSocket endpoint that takes over upgraded connections. */
export function sockets(options: SocketOptions) {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4 * 1024 * 1024 });
  // As in production always: no message of an error in the reason of a close.
  const graph = useServer<Params, Seen>({ ...serverOptions(options), isProd: true }, server, 12_000);
  return {
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      server.handleUpgrade(request, socket, head, (webSocket) => {
        server.emit('connection', webSocket, request);
        // A frame that is none ends its socket with a code that says so; graphql-ws would print it as an error of ours.
        webSocket.removeAllListeners('error').on('error', () => {});
      }),
    /** Closes every socket with a reason. */
    async stop(): Promise<void> {
      for (const socket of server.clients) socket.close(GOING_AWAY, 'Tierline is stopping; connect again and resume after your cursor');
      const cut = setTimeout(() => server.clients.forEach((socket) => socket.terminate()), GRACE_MS);
      await graph.dispose();
      clearTimeout(cut);
    },
  };
}

function serverOptions(options: SocketOptions): ServerOptions<Params, Seen> {
  const { schema, execute: run, door, authenticate, read, execution, present, graceMs } = options;
  const refused = (error: unknown) => present(new GraphQLError('', { originalError: error as Error }));
  return {
    schema,
    async onConnect({ connectionParams, extra }) {
      const given = connectionParams?.authorization ?? connectionParams?.Authorization ?? extra.request!.headers.authorization;
      const socket = extra.socket as WebSocket;
      let viewer: Viewer;
      try {
        viewer = await authenticate(typeof given === 'string' ? given : null);
      } catch (error) {
        const { message, extensions } = refused(error);
        socket.close(
          extensions.code === 'UNAUTHENTICATED' ? UNAUTHENTICATED : INTERNAL_ERROR,
          closeReason(`${extensions.code}: ${message}`),
        );
        return false;
      }
      // A page cannot say what its browser sends with the upgrade, so what it says in the first message counts more.
      const accepted = connectionParams?.acceptLanguage ?? extra.request!.headers['accept-language'];
      extra.language = languageOf(typeof accepted === 'string' ? accepted : null, viewer.language);
      extra.tenure = new Tenure(socket, viewer, graceMs);
      return true;
    },
    async onPing({ extra: { tenure } }, payload) {
      const given = (payload as Params | undefined)?.authorization;
      if (given === undefined || !tenure) return;
      try {
        tenure.renew(await authenticate(typeof given === 'string' ? given : null));
      } catch (error) {
        tenure.end(refused(error).message);
      }
    },
    onSubscribe({ extra, subscriptions }, id, { query, variables, operationName }) {
      if (extra.tenure!.hasExpired) return [new GraphQLError('The token has expired.', { extensions: { code: 'UNAUTHENTICATED' } })];
      const document = read(query);
      if (!('kind' in document)) return document;
      const operation = getOperationAST(document, operationName);
      if (!operation) return [unnamed(document, operationName)];
      // One that has just been asked for is among them already.
      if (operation.operation === 'subscription' && Object.keys(subscriptions).length > MOST_SUBSCRIPTIONS) return [tooMany(operation)];
      const hash = createHash('sha256').update(query).digest('hex');
      const { viewer } = extra.tenure!;
      const language = extra.language!;
      const name = operationName ?? undefined;
      const key = keyOf(hash, operation);
      let following: Following | undefined;
      if (operation.operation === 'subscription') {
        const found = followingOf(options, { key, document, name, variables: variables ?? {}, viewer, language });
        if (!('live' in found)) return found;
        following = found;
      }
      const asked: Asked = { id, extra, viewer, language, requestId: randomUUID(), key, following };
      return { schema, document, variableValues: variables, operationName, options: execution, contextValue: asked };
    },
    execute: (args: ExecutionArgs) => perform(door, run, args),
    subscribe: (args: ExecutionArgs) => follow(options, args),
    onError: ({ extra }, _id, _payload, errors) => errors.map((error) => present(error as GraphQLError, extra.language).toJSON()),
    onNext: ({ extra }, _id, _payload, _args, result) =>
      result.errors
        ? ({ ...result, errors: result.errors.map((error) => present(error as GraphQLError, extra.language).toJSON()) } as never)
        : result,
  };
}

/** Says what is wrong where no operation was chosen, or one that is not there. */
function unnamed(document: DocumentNode, name: string | null | undefined): GraphQLError {
  const message = name ? `Unknown operation named "${name}".` : 'Must provide operation name if query contains multiple operations.';
  return new GraphQLError(message, { nodes: document.definitions, extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}

function tooMany(operation: OperationDefinitionNode): GraphQLError {
  const message = `A socket carries at most ${MOST_SUBSCRIPTIONS} subscriptions: end one, or open another socket.`;
  return new GraphQLError(message, { nodes: operation, extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } });
}

/** Who asks, in which language and under which number, and what was found out already. */
interface Asked extends Pick<Context, 'viewer' | 'language' | 'requestId'> {
  readonly id: string;
  readonly extra: Seen;
  /** The hash of the document's text, with the operation's name: by it its plan is known here as it is for HTTP. */
  readonly key: string;
  readonly following: Following | undefined;
}
const askedBy = (args: ExecutionArgs) => args.contextValue as Asked;

const keyOf = (hash: string, operation: OperationDefinitionNode | undefined) => `${hash} ${operation?.name?.value ?? ''}`;

/** Executes once, with a context of its own. */
function perform(
  door: Door,
  run: SocketOptions['execute'],
  { document, operationName, variableValues, ...rest }: ExecutionArgs,
): Promise<ExecutionResult> {
  const { viewer, language, requestId, key } = askedBy({ document, ...rest });
  const operation = getOperationAST(document, operationName) ?? undefined;
  const name = operationName ?? undefined;
  const asked = { key, document, operation, name, variables: variableValues ?? {} };
  return door.as(viewer, requestId, (context) => run(asked, context), language);
}

/** What a subscription follows, or what is wrong with it. */
function followingOf({ followings }: SocketOptions, asked: FollowingAsked): Following | readonly GraphQLError[] {
  try {
    return followings.of(asked);
  } catch (error) {
    return [new GraphQLError('', { originalError: error as Error })];
  }
}

/** Follows. What is delivered goes past the protocol's own way; it only hears of the end. */
function follow({ hub }: SocketOptions, args: ExecutionArgs): AsyncIterableIterator<ExecutionResult> {
  const { id, extra, following } = askedBy(args);
  const tenure = extra.tenure!;
  let over = () => {};
  const ended = new Promise<{ value: undefined; done: true }>((resolve) => {
    over = () => resolve({ value: undefined, done: true });
  });
  const subscriber = hub.join(following!, new SocketSink(extra.socket as WebSocket, id, () => leave()));
  tenure.subscribers.add(subscriber);
  const leave = () => {
    tenure.subscribers.delete(subscriber);
    hub.leave(subscriber);
    over();
  };
  const results: AsyncIterableIterator<ExecutionResult> = {
    [Symbol.asyncIterator]: () => results,
    next: () => ended,
    async return() {
      leave();
      return ended;
    },
  };
  return results;
}

/** A close frame holds at most 123 bytes of reason. */
const closeReason = (text: string) =>
  Buffer.from(text)
    .subarray(0, 123)
    .toString('utf8')
    .replace(/\uFFFD$/, '');
