/** The limit: `ws` alone. Each socket is sent one prepared text for each event; the protocol is spoken just far enough to be subscribed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as pause } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { type } = JSON.parse(String(data)) as { type: string };
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (type === 'subscribe') socket.send('{"id":"1","type":"next","payload":{}}');
  });
});
process.on('message', async ({ events, text }: { events: number; text: string }) => {
  for (let event = 0; event < events; event++) {
    let left = 1_000;
    for (const socket of server.clients) {
      socket.send(text);
      if (--left > 0) continue;
      left = 1_000;
      await pause();
    }
    await pause();
  }
});
http.listen(0, '127.0.0.1', 4096, () => process.stdout.write(`at http://127.0.0.1:${(http.address() as AddressInfo).port}\n`));
process.on('disconnect', () => process.exit());
