import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, programs } from '../program/program.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';

const { serve, folder } = await programs();

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: { stringValue?: string } }[];
}

const spans: Span[] = [];
let collector: Server;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  collector = createServer((request, response) => {
    const body =
      request.headers['content-encoding'] === 'gzip'
        ? bufferOf(request).then((bytes) => JSON.parse(String(gunzipSync(bytes))))
        : json(request);
    void body.then((sent: any) => {
      for (const { scopeSpans } of sent.resourceSpans) for (const { spans: some } of scopeSpans) spans.push(...some);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  collector.close();
  collector.closeAllConnections();
  await database.drop();
});

async function bufferOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('a request goes on with the trace of its caller, and its read in the database is a span below it; nothing that was asked is in a span', async () => {
  const program = await serve({
    DATABASE_URL: database.url,
    DATA_DIR: folder('traced'),
    SAMPLE: 'no',
    SHUTDOWN_DELAY_SECONDS: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  });
  const { token } = (await (await fetch(new URL('/sample/token/reseller', program.url))).json()) as { token: string };
  const [trace, parent] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  await fetch(program.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', traceparent: `00-${trace}-${parent}-01` },
    body: JSON.stringify({
      query: 'query Queue($text: String) { tickets(first: 1, filter: { search: $text }) { nodes { id } } }',
      variables: { text: 'secret words' },
    }),
  });
  await ask(program.url, 'reseller', '{ viewer { name } }');

  program.process.kill('SIGTERM');
  expect(await program.ended).toMatchObject({ code: 0 });

  const request = spans.find(({ traceId, name }) => traceId === trace && name === 'POST /graphql')!;
  expect(request.parentSpanId).toBe(parent);
  expect(request.attributes).toEqual(expect.arrayContaining([{ key: 'graphql.operation.name', value: { stringValue: 'Queue' } }]));
  expect(spans.find(({ name, parentSpanId }) => name === 'database read' && parentSpanId === request.spanId)).toBeDefined();
  expect(JSON.stringify(spans)).not.toMatch(/secret words|eyJ/);
});
