/** The WebSocket transport: `graphql-transport-ws`, each operation and each delivery run as the viewer of that moment. */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  createSourceEventStream,
  execute,
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

/** What the transport needs of the rest. */
export interface SocketOptions {
  readonly schema: GraphQLSchema;
  /** Executes queries and changes, as they are executed over HTTP. */
  readonly execute: (operation: Operation, context: Context) => Promise<ExecutionResult>;
  readonly door: Door;
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

/** The close code of a socket whose token is missing, bad, or has expired. */
export const UNAUTHENTICATED = 4401;
const GOING_AWAY = 1001;
const INTERNAL_ERROR = 1011;

/** How long a stop waits for the other side to close too. */
const GRACE_MS = 2_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface Params extends Record<string, unknown> {
  authorization?: unknown;
  Authorization?: unknown;
  acceptLanguage?: unknown;
}

type Seen = Partial<Extra> & { viewer?: Viewer; language?: Language } & Record<PropertyKey, unknown>;

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

function serverOptions({ schema, execute: run, door, authenticate, read, execution, present }: SocketOptions): ServerOptions<Params, Seen> {
  return {
    schema,
    async onConnect({ connectionParams, extra }) {
      const given = connectionParams?.authorization ?? connectionParams?.Authorization ?? extra.request!.headers.authorization;
      const socket = extra.socket as WebSocket;
      try {
        extra.viewer = await authenticate(typeof given === 'string' ? given : null);
      } catch (error) {
        const { message, extensions } = present(new GraphQLError('', { originalError: error as Error }));
        socket.close(
          extensions.code === 'UNAUTHENTICATED' ? UNAUTHENTICATED : INTERNAL_ERROR,
          closeReason(`${extensions.code}: ${message}`),
        );
        return false;
      }
      // A page cannot say what its browser sends with the upgrade, so what it says in the first message counts more.
      const accepted = connectionParams?.acceptLanguage ?? extra.request!.headers['accept-language'];
      extra.language = languageOf(typeof accepted === 'string' ? accepted : null, extra.viewer.language);
      closeAt(socket, extra.viewer.expiresAt);
      return true;
    },
    onSubscribe({ extra }, _id, { query, variables, operationName }) {
      const document = read(query);
      if (!('kind' in document)) return document;
      if (!getOperationAST(document, operationName)) return [unnamed(document, operationName)];
      const hash = createHash('sha256').update(query).digest('hex');
      const asked: Asked = { viewer: extra.viewer!, language: extra.language!, requestId: randomUUID(), hash };
      return {
        schema,
        document,
        variableValues: variables,
        operationName,
        options: execution,
        contextValue: asked,
      };
    },
    execute: (args: ExecutionArgs) => perform(door, run, args),
    subscribe: (args: ExecutionArgs) => follow(door, args),
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

/** Who asks, in which language and under which number, and the hash of the document's text, by which its plan is known here as it is for HTTP. */
interface Asked extends Pick<Context, 'viewer' | 'language' | 'requestId'> {
  readonly hash: string;
}
const askedBy = (args: ExecutionArgs) => args.contextValue as Asked;

/** Executes once, with a context of its own. */
function perform(
  door: Door,
  run: SocketOptions['execute'],
  { document, operationName, variableValues, ...rest }: ExecutionArgs,
): Promise<ExecutionResult> {
  const { viewer, language, requestId, hash } = askedBy({ document, ...rest });
  const operation = getOperationAST(document, operationName) ?? undefined;
  const name = operationName ?? undefined;
  const key = `${hash} ${operation?.name?.value ?? ''}`;
  const asked = { key, document, operation, name, variables: variableValues ?? {} };
  return door.as(viewer, requestId, (context) => run(asked, context), language);
}

/** Executes again for each event of the source: what graphql-js does, but with a fresh context each time. */
async function follow(door: Door, args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const { viewer, language, requestId } = askedBy(args);
  const source = await door.as(viewer, requestId, (contextValue) => createSourceEventStream({ ...args, contextValue }), language);
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]();
  const results: AsyncIterableIterator<ExecutionResult> = {
    [Symbol.asyncIterator]: () => results,
    async next() {
      const { value, done } = await events.next();
      return done ? { value: undefined, done } : { value: await deliver(door, args, value), done: false };
    },
    async return() {
      await events.return?.();
      return { value: undefined, done: true };
    },
  };
  return results;
}

/** Executes a subscription for one event. */
function deliver(door: Door, args: ExecutionArgs, rootValue: unknown): Promise<ExecutionResult> {
  const { viewer, language, requestId } = askedBy(args);
  return door.as(viewer, requestId, async (contextValue) => execute({ ...args, contextValue, rootValue }), language);
}

/** Closes the socket when its token ends. */
function closeAt(socket: WebSocket, expiresAt: Date | null): void {
  if (!expiresAt || socket.readyState !== socket.OPEN) return;
  const left = expiresAt.getTime() - Date.now();
  const end = () =>
    left > LONGEST_TIMER_MS ? closeAt(socket, expiresAt) : socket.close(UNAUTHENTICATED, 'UNAUTHENTICATED: The token has expired.');
  const timer = setTimeout(end, Math.min(left, LONGEST_TIMER_MS)).unref();
  socket.once('close', () => clearTimeout(timer));
}

/** A close frame holds at most 123 bytes of reason. */
const closeReason = (text: string) =>
  Buffer.from(text)
    .subarray(0, 123)
    .toString('utf8')
    .replace(/\uFFFD$/, '');
