/** Logs sockets: opened, refused, closed and why, and each query or mutation over one. */
import type { IncomingMessage } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { WebSocket } from 'ws';
import type { Viewer } from '../../src/kernel/access/viewer.ts';
import { loggedOf, noteOperation, publishOperation, requests, type RequestInfo } from '../../src/request-context.ts';
import { channels } from '../../src/telemetry/channels.ts';
import { outcomeOf } from '../../src/kernel/load/outcome.ts';
import { requestSpan } from '../../src/telemetry/tracing.ts';
import type { SingleOperation } from '../fan-out/incoming-operation.ts';
import type { Log } from '../../src/telemetry/log-events.ts';

/** The dependencies of the log. */
export interface SocketLogOptions {
  readonly log: Log<'info'>;
  /** The address of a caller. */
  readonly clientAddress: (request: IncomingMessage) => string;
}

/** The log data of one socket. */
interface Connection {
  readonly client: string;
  readonly openedAt: number;
  organization?: string;
}

/** Logs the sockets of a process. */
export class SocketLog {
  readonly #options: SocketLogOptions;
  readonly #connections = new WeakMap<object, Connection>();

  constructor(options: SocketLogOptions) {
    this.#options = options;
  }

  /** A connection was upgraded; its viewer is not known yet. */
  upgraded(socket: WebSocket, request: IncomingMessage): void {
    const connection: Connection = { client: this.#options.clientAddress(request), openedAt: performance.now() };
    this.#connections.set(socket, connection);
    socket.once('close', (code) => {
      const ms = Math.round(performance.now() - connection.openedAt);
      const { client, organization } = connection;
      this.#options.log.info({ event: 'socket.closed', client, organization, code, ms }, 'a socket closed');
    });
  }

  /** The client has authenticated. */
  opened(socket: WebSocket, { organization, kind }: Viewer): void {
    const connection = this.#connections.get(socket)!;
    connection.organization = organization;
    this.#options.log.info({ event: 'socket.opened', client: connection.client, organization, kind }, 'a caller opened a socket');
  }

  /** The client has not authenticated, or the issuer cannot be reached. */
  refused(socket: WebSocket, code: number, reason: string): void {
    const { client } = this.#connections.get(socket)!;
    this.#options.log.info({ event: 'socket.refused', client, code, reason }, 'the server refused a socket');
  }

  /** Runs a query or mutation, and logs it like an HTTP request. Its errors may be shown. */
  async request<T extends object>(socket: WebSocket, requestId: string, { operation }: SingleOperation, run: () => Promise<T>): Promise<T> {
    const { client, organization } = this.#connections.get(socket)!;
    const info: RequestInfo = { requestId, client, organization };
    const began = performance.now();
    try {
      return await requests.run(info, () => {
        noteOperation(operation);
        return requestSpan('websocket operation', {}, { 'tierline.request_id': requestId }, async () => {
          const result = await run();
          info.outcome = outcomeOf((result as ExecutionResult).errors);
          return result;
        });
      });
    } finally {
      const ms = performance.now() - began;
      const fields = { ...loggedOf(info), transport: 'websocket', ms: Math.round(ms) };
      this.#options.log.info({ event: 'socket.request', ...fields }, 'a request over a socket ended');
      if (channels.operation.hasSubscribers) publishOperation(info, 'websocket', ms, info.outcome ?? 'failed');
    }
  }
}
