/** The load generator, in a process of its own: closed loops over keep-alive connections on loopback. Any answer that is not a good one ends the round. */
import { Client } from 'undici';
import type { Request } from '../contenders/contender.ts';
import type { Job, Outcome } from './job.ts';
import type { Shot } from '../kinds/kind.ts';

const PATIENCE = 60_000;
const ERRORS = Buffer.from('"errors":');

async function fire({ origin, headers, connections, seconds, requests, once }: Job): Promise<Shot> {
  if (new URL(origin).hostname !== '127.0.0.1') throw new Error(`${origin} is not on this machine`);
  const clients = Array.from(
    { length: connections },
    () => new Client(origin, { pipelining: 1, headersTimeout: PATIENCE, bodyTimeout: PATIENCE }),
  );
  const fields = { ...headers, 'content-type': 'application/json' };
  const latencies: number[] = [];
  let bytes = 0;
  let next = 0;
  const started = performance.now();
  const end = started + seconds * 1000;
  const loop = async (client: Client) => {
    while (performance.now() < end && !(once && next >= requests.length)) {
      const request = requests[next++ % requests.length]!;
      const sent = performance.now();
      const received = await send(client, request, fields); // added afterwards: others add meanwhile
      bytes += received;
      latencies.push(performance.now() - sent);
    }
  };
  try {
    // What is on its way when the time is over still counts, and so does the time it takes.
    await Promise.all(clients.map(loop));
    return { done: latencies.length, seconds: (performance.now() - started) / 1000, latencies: Float64Array.from(latencies), bytes };
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

function send(client: Client, { path, body }: Request, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    client.dispatch(
      { path, method: 'POST', headers, body },
      {
        onRequestStart() {},
        onResponseStart(_controller, code) {
          status = code;
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          const answer = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
          if (status === 200 && answer.length > 2 && !answer.includes(ERRORS)) resolve(answer.length);
          else reject(new Error(`it answered ${status} to ${body.slice(0, 500)}: ${answer.toString().slice(0, 1000)}`));
        },
        onResponseError(_controller, error) {
          reject(error);
        },
      },
    );
  });
}

process.on('message', (job: Job) => {
  fire(job).then(
    (shot) => process.send!({ shot } satisfies Outcome),
    (error: Error) => process.send!({ error: error.stack ?? error.message } satisfies Outcome),
  );
});
process.on('disconnect', () => process.exit());
