/** A gateway between a client and the graph, over WebSocket: it passes everything on, can be away, and can lose its subgraph. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from 'graphql-ws';
import WebSocket, { WebSocketServer } from 'ws';

/** A gateway under a test's control. */
export interface Gateway {
  readonly url: string;
  /** Cuts every connection, as a proxy or a network does. */
  cut(): void;
  /** Ends every subscription as a gateway does that has lost its subgraph: an error without data, and `complete`. */
  complete(): void;
  stop(): Promise<void>;
}

/** Starts a gateway before the graph. */
export async function gateway(graph: string): Promise<Gateway> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });
  const following = new Set<() => void>();
  sockets.on('connection', (socket) => {
    let upstream: ReturnType<typeof createClient> | undefined;
    const operations = new Map<string, () => void>();
    const send = (message: object) => socket.send(JSON.stringify(message));
    socket.on('message', (data: Buffer) => {
      const { type, id, payload } = JSON.parse(data.toString('utf8')) as { type: string; id: string; payload: any };
      if (type === 'connection_init') {
        upstream = createClient({
          url: graph.replace('http', 'ws'),
          webSocketImpl: WebSocket,
          connectionParams: payload,
          retryAttempts: 0,
        });
        send({ type: 'connection_ack' });
      }
      if (type === 'complete') operations.get(id)?.();
      if (type !== 'subscribe') return;
      const leave = upstream!.subscribe(payload, {
        next: (result) => send({ type: 'next', id, payload: result }),
        error: (errors) => Array.isArray(errors) && send({ type: 'error', id, payload: errors }),
        complete: () => operations.delete(id) && send({ type: 'complete', id }),
      });
      const lose = () => {
        operations.delete(id);
        leave();
        send({ type: 'next', id, payload: { errors: [{ message: '' }] } });
        send({ type: 'complete', id });
      };
      operations.set(id, () => (operations.delete(id), following.delete(lose), leave()));
      following.add(lose);
    });
    socket.on('close', () => {
      following.clear();
      void upstream?.dispose();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    cut: () => sockets.clients.forEach((socket) => socket.terminate()),
    complete: () => [...following].forEach((lose) => (following.delete(lose), lose())),
    async stop() {
      sockets.clients.forEach((socket) => socket.terminate());
      await new Promise((done) => server.close(done));
    },
  };
}
