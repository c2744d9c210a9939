/** Webhooks: how many messages a second one process sends to so many endpoints at once, each of them to a receiver on this machine that takes all. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbedded } from '../../src/database/embedded.ts';
import { serving } from '../fan-out/fan-out.ts';

const RESULTS = fileURLToPath(new URL('../results/webhooks.json', import.meta.url));
const DOCUMENT = `subscription { serviceIncidentUpdated { __typename
  ... on ServiceIncidentUpdate { cursor change at incident { id trackingId title status impact } } } }`;
/** Of different organizations, as endpoints are. */
const PERSONAS = ['reseller', 'provider', 'customer', 'vendor', 'direct'];
/** What is sent to each endpoint in a round. */
const EVENTS = 200;

/** What was measured in one round. */
interface Round {
  readonly endpoints: number;
  readonly round: number;
  /** Messages a second, of all endpoints together. */
  readonly rate: number;
  /** Whether each endpoint had its messages in the order of the log. */
  readonly inOrder: boolean;
}

/** Runs everything, says it and writes it down. */
export async function webhooks(
  { rounds, counts }: { rounds: number; counts: readonly number[] },
  say: (line: string) => void,
  undo: (step: () => unknown) => void,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tierline-webhooks-'));
  undo(() => rm(folder, { recursive: true, force: true }));
  const database = await startEmbedded({ dataDir: join(folder, 'data'), log: () => {} });
  undo(() => database.stop());
  const env = { DATABASE_URL: database.url, DATA_DIR: join(folder, 'program'), SAMPLE: 'yes', PORT: '0', LOG_LEVEL: 'warn' };
  const { child, port } = await serving(['src/main.ts'], { ...env, WEBHOOKS_ALLOW: '127.0.0.0/8' });
  undo(() => child.kill());
  const owner = new pg.Client(database.url);
  await owner.connect();
  undo(() => owner.end());

  const came = new Map<string, string[]>();
  let look = () => {};
  const receiver = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      response.writeHead(204).end();
      const { timestamp, type } = JSON.parse(text) as { timestamp: string; type: string };
      if (type !== 'incident.changed') return;
      came.set(request.url!, [...(came.get(request.url!) ?? []), timestamp]);
      look();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  undo(() => receiver.close());
  const taker = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;

  const ask = async (persona: string, query: string, variables: object): Promise<any> => {
    const { token } = (await (await fetch(`http://127.0.0.1:${port}/sample/token/${persona}`)).json()) as { token: string };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    const { data, errors } = (await answer.json()) as { data: any; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const { id } = (await owner.query('select id from service_incident order by id limit 1')).rows[0] as { id: string };
  let made = 0;
  const results: Round[] = [];
  for (const endpoints of counts) {
    for (; made < endpoints; made++) {
      const input = { url: `${taker}/${made}`, document: DOCUMENT };
      const create = 'mutation ($input: WebhookEndpointCreateInput!) { webhookEndpointCreate(input: $input) { problems { message } } }';
      const { problems } = (await ask(PERSONAS[made % PERSONAS.length]!, create, { input })).webhookEndpointCreate;
      if (problems.length > 0) throw new Error(problems[0].message);
    }
    for (let round = 0; round <= rounds; round++) {
      came.clear();
      const all = new Promise<void>((resolve) => {
        look = () => {
          if ([...came.values()].reduce((sum, each) => sum + each.length, 0) >= EVENTS * endpoints) resolve();
        };
      });
      await owner.query(
        `insert into event (at, kind, stream_type, stream_id, subject_type, subject_id, actor_subject, actor_organization, actor, data)
         select now() + n * interval '1 ms', 'incident.changed', 'ServiceIncident', $1, 'ServiceIncident', $1, 'bench', uuidv7(), 'bench', '{}'
         from generate_series(1, $2::int) n`,
        [id, EVENTS],
      );
      const begun = performance.now();
      await all;
      const rate = (EVENTS * endpoints) / ((performance.now() - begun) / 1000);
      const inOrder = [...came.values()].every((each) => each.every((at, index) => index === 0 || each[index - 1]! < at));
      results.push({ endpoints, round, rate, inOrder });
    }
    const measured = results.filter((each) => each.endpoints === endpoints && each.round > 0);
    const rates = measured.map(({ rate }) => rate).sort((one, other) => one - other);
    say(
      `${endpoints} endpoint${endpoints === 1 ? '' : 's'}: ${Math.round(rates[Math.floor(rates.length / 2)]!)} messages/s in all, ` +
        `bursts of ${EVENTS} events${measured.every((each) => each.inOrder) ? ', each in order' : ', NOT in order'}`,
    );
  }
  await writeFile(RESULTS, `${JSON.stringify({ at: new Date().toISOString(), rounds, events: EVENTS, results }, null, 1)}\n`);
}
