/** What one would write first: `graphql-ws` as it comes, which executes the document for every subscriber and every event. Nothing is read from a database. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, type ExecutionArgs, execute } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const schema = buildSchema(`
  type Query { x: Int }
  type Incident { id: ID! trackingId: String! title: String! status: String! impact: String }
  type Update { cursor: String! change: String! at: String! incident: Incident! }
  type Subscription { serviceIncidentUpdated: Update! }
`);

type Update = Record<string, unknown>;
const waiting = new Set<{ queue: Update[]; wake: () => void }>();
async function* updates(): AsyncGenerator<{ serviceIncidentUpdated: Update }> {
  const own = { queue: [] as Update[], wake: () => {} };
  waiting.add(own);
  try {
    yield { serviceIncidentUpdated: { cursor: '', change: '', at: '', incident: { id: '', trackingId: '', title: '', status: '' } } };
    for (;;) {
      while (own.queue.length > 0) yield { serviceIncidentUpdated: own.queue.shift()! };
      await new Promise<void>((resolve) => (own.wake = resolve));
    }
  } finally {
    waiting.delete(own);
  }
}

const http = createServer();
const subscribe = (args: ExecutionArgs) => {
  const source = updates();
  return (async function* () {
    for await (const rootValue of source) yield await execute({ ...args, rootValue });
  })();
};
useServer({ schema, subscribe: subscribe as never }, new WebSocketServer({ server: http, perMessageDeflate: false }));
process.on('message', ({ events, text }: { events: number; text: string }) => {
  const update = (JSON.parse(text) as any).payload.data.serviceIncidentUpdated as Update;
  for (let event = 0; event < events; event++) {
    for (const each of waiting) {
      each.queue.push(update);
      each.wake();
    }
  }
});
http.listen(0, '127.0.0.1', 4096, () => process.stdout.write(`at http://127.0.0.1:${(http.address() as AddressInfo).port}\n`));
process.on('disconnect', () => process.exit());
