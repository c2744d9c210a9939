/** The WebSocket transport: `graphql-transport-ws`, each operation and each delivery run as the viewer of that moment. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createSourceEventStream, execute, GraphQLError, type DocumentNode, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { ServerOptions } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Context, Door } from '../src/kernel/context.ts';
import type { Viewer } from '../src/kernel/viewer.ts';

/** What the transport needs of the rest. */
export interface SocketOptions {
  readonly schema: GraphQLSchema;
  readonly door: Door;
  /** The viewer of an authorization, or an error whose message may be shown. */
  readonly authenticate: (authorization: string | null) => Promise<Viewer>;
  /** The document, if it can be executed, or what is wrong with it. */
  readonly read: (query: string) => DocumentNode | readonly GraphQLError[];
  /** An error as it may be shown. */
  readonly present: (error: GraphQLError) => GraphQLError;
}

/** The close code of a socket whose token is missing, bad, or has expired. */
export const UNAUTHENTICATED = 4401;

type Seen = Partial<Extra> & { viewer?: Viewer; expiry?: NodeJS.Timeout } & Record<PropertyKey, unknown>;

/** A WebSocket endpoint that takes over upgraded connections. */
export function sockets(options: SocketOptions) {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4 * 1024 * 1024 });
  const graph = useServer<{ authorization?: unknown }, Seen>(serverOptions(options), server, 12_000);
  return {
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      server.handleUpgrade(request, socket, head, (webSocket) => server.emit('connection', webSocket, request)),
    /** Closes every socket with a reason. */
    async stop(): Promise<void> {
      for (const socket of server.clients) socket.close(1001, 'Tierline is stopping; connect again and resume after your cursor');
      await graph.dispose();
    },
  };
}

function serverOptions({ schema, door, authenticate, read, present }: SocketOptions): ServerOptions<{ authorization?: unknown }, Seen> {
  return {
    schema,
    async onConnect({ connectionParams, extra }) {
      const given = connectionParams?.authorization ?? extra.request!.headers.authorization;
      try {
        extra.viewer = await authenticate(typeof given === 'string' ? given : null);
      } catch (error) {
        extra.socket!.close(UNAUTHENTICATED, closeReason(`UNAUTHENTICATED: ${(error as Error).message}`));
        return false;
      }
      extra.expiry = closeAt(extra.socket as WebSocket, extra.viewer.expiresAt);
      return true;
    },
    onDisconnect: ({ extra }) => clearTimeout(extra.expiry),
    onSubscribe({ extra }, _id, { query, variables, operationName }) {
      const document = read(query);
      if (!('kind' in document)) return document;
      const requestId = randomUUID();
      return { schema, document, variableValues: variables, operationName, contextValue: { viewer: extra.viewer!, requestId } };
    },
    execute: (args: ExecutionArgs) => perform(door, args),
    subscribe: (args: ExecutionArgs) => follow(door, args),
    onError: (_context, _id, _payload, errors) => errors.map((error) => present(error as GraphQLError).toJSON()),
    onNext: (_context, _id, _payload, _args, result) =>
      result.errors ? ({ ...result, errors: result.errors.map((error) => present(error as GraphQLError).toJSON()) } as never) : result,
  };
}

const asked = (args: ExecutionArgs) => args.contextValue as Pick<Context, 'viewer' | 'requestId'>;

/** Executes once, with a context of its own. */
function perform(door: Door, args: ExecutionArgs, rootValue?: unknown): Promise<ExecutionResult> {
  const { viewer, requestId } = asked(args);
  return door.as(viewer, requestId, async (contextValue) => execute({ ...args, contextValue, rootValue }));
}

/** Executes again for each event of the source: what graphql-js does, but with a fresh context each time. */
async function follow(door: Door, args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const { viewer, requestId } = asked(args);
  const source = await door.as(viewer, requestId, (contextValue) => createSourceEventStream({ ...args, contextValue }));
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]();
  const results: AsyncIterableIterator<ExecutionResult> = {
    [Symbol.asyncIterator]: () => results,
    async next() {
      const { value, done } = await events.next();
      return done ? { value: undefined, done } : { value: await perform(door, args, value), done: false };
    },
    async return() {
      await events.return?.();
      return { value: undefined, done: true };
    },
  };
  return results;
}

/** Closes the socket when its token ends. */
function closeAt(socket: WebSocket, expiresAt: Date | null): NodeJS.Timeout | undefined {
  if (!expiresAt) return undefined;
  const left = Math.min(expiresAt.getTime() - Date.now(), 2 ** 31 - 1);
  return setTimeout(() => socket.close(UNAUTHENTICATED, 'UNAUTHENTICATED: The token has expired.'), left).unref();
}

/** A close frame holds at most 123 bytes of reason. */
const closeReason = (text: string) => Buffer.from(text).subarray(0, 123).toString('utf8').replace(/\uFFFD$/, '');

