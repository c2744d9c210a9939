/**
 * The limit: plain HTTP, one prepared statement that returns the response text, run as the viewer. What speaks GraphQL can come near
 * it and hardly be faster.
 */
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { workloads } from '../../workloads/index.ts';
import type { Question, Workload } from '../../workloads/workload.ts';
import { announce, databaseUrl, POOL } from '../serving.ts';
import { TextQuery } from './text-query.ts';

// A prepared statement is planned once, as Tierline has it too: planning takes longer than a page.
const pool = new pg.Pool({ connectionString: databaseUrl(), max: POOL, options: '-c plan_cache_mode=force_generic_plan' });
const byPath = new Map(workloads.map((workload) => [`/${workload.name}`, workload]));
const texts = new Map<string, string>();

async function answer(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { values, ...question } = JSON.parse(body) as Question & { values: string[] };
  const { name, text } = statement(byPath.get(request.url!)!, question);
  const client = await pool.connect();
  try {
    const viewer = request.headers['x-viewer'] as string;
    return await new Promise<string>((resolve, reject) => {
      client.query(new TextQuery({ viewer, name, text, values }, (error, found) => (error ? reject(error) : resolve(found))));
    });
  } finally {
    client.release();
  }
}

/** Prepared under a name, unless each is asked once only. */
function statement(workload: Workload, question: Question): { name: string; text: string } {
  if (workload.once) return { name: '', text: workload.sql(question) };
  const name = `${workload.name} ${question.document ?? ''}`;
  let text = texts.get(name);
  if (!text) texts.set(name, (text = workload.sql(question)));
  return { name, text };
}

const server = createServer((request, response) => {
  answer(request).then(
    (text) => response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text),
    (error: Error) => response.writeHead(500).end(error.message),
  );
});
server.listen(0, '127.0.0.1', () => announce(server, '/'));
