/**
 * The fan-out: one event to very many subscribers, beside `ws` writing one prepared text and beside `graphql-ws` executing for each of
 * them. `npm run bench -- --fan-out`; everything on this machine, contenders in turns, ratios within one run.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { WebSocket } from 'ws';
import { startEmbedded } from '../../src/database/embedded.ts';
import { resident } from '../measure/memory.ts';
import type { Subscription } from './listener.ts';
import { Listeners } from './listeners.ts';
import { stalled } from './stalled.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const QUERY = `subscription ($filter: ServiceIncidentUpdateFilter) { serviceIncidentUpdated(filter: $filter) {
  __typename ... on ServiceIncidentUpdate { cursor change at incident { id trackingId title status impact } } } }`;
const EXECUTED = 'subscription { serviceIncidentUpdated { cursor change at incident { id trackingId title status impact } } }';

/** Readers who stop, of how many, and how much each is sent meanwhile: more than the system's own buffers hold. */
const STALLED = { some: 4, of: 400, events: 30, bursts: 50, rounds: 9 };
const LARGE = 8_000;

interface Server {
  readonly name: string;
  readonly child: ChildProcess;
  readonly port: number;
  /** Raises so many events; resolves with the time right before they are there for all. */
  raise(events: number): Promise<number>;
  subscriptions(count: number): Subscription[];
}

/** A process that says where it is. */
export async function serving(args: string[], env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', './src/run.mjs', ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...(process.env.CONTENDER_NODE_OPTIONS && { NODE_OPTIONS: process.env.CONTENDER_NODE_OPTIONS }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  for await (const chunk of child.stdout!) {
    const found = /at http:\/\/[\w.]+:(\d+)/.exec(String(chunk));
    if (found) return { child, port: Number(found[1]) };
  }
  throw new Error(`${args[0]} has ended`);
}

const sorted = (values: number[]) => [...values].sort((one, other) => one - other);
const quantile = (values: number[], q: number) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))]!;
const median = (values: number[]) => quantile(values, 0.5);
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Deliveries a second: a burst, from before it is there until the last of it has come. */
async function burst(server: Server, listeners: Listeners, subscribers: number, events: number): Promise<number> {
  const { reached } = await listeners.expect(subscribers * events);
  const begun = await server.raise(events);
  return (subscribers * events) / (((await reached).at - begun) / 1000);
}

/** Runs everything, says it and writes it down. */
export async function fanOut({
  rounds,
  deliveries,
  counts,
}: {
  rounds: number;
  deliveries: number;
  counts: readonly number[];
}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tierline-fan-out-'));
  const undo: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const database = await startEmbedded({ dataDir: join(folder, 'data'), log: () => {} });
    undo.push(() => database.stop());
    const tierline = await serving(['src/main.ts'], {
      DATABASE_URL: database.url,
      DATA_DIR: join(folder, 'program'),
      SAMPLE: 'yes',
      PORT: '0',
      LOG_LEVEL: 'warn',
    });
    undo.push(() => tierline.child.kill());
    const plain = await serving(['bench/fan-out/plain.ts'], {});
    undo.push(() => plain.child.kill());
    const executing = await serving(['bench/fan-out/executing.ts'], {});
    undo.push(() => executing.child.kill());
    const listeners = new Listeners();
    undo.push(() => listeners.stop());
    const owner = new pg.Client(database.url);
    await owner.connect();
    undo.push(() => owner.end());

    const token = async (persona: string) =>
      ((await (await fetch(`http://127.0.0.1:${tierline.port}/sample/token/${persona}`)).json()) as { token: string }).token;
    const personas = await Promise.all(['customer', 'provider', 'vendor'].map(token));
    const incident = (await owner.query('select id, service_id from service_incident order by id limit 1')).rows[0];
    const services = (await owner.query('select id from service where id <> $1 order by id', [incident.service_id])).rows.map(
      ({ id }) => id as string,
    );
    const raise = async (events: number) => {
      await owner.query('begin');
      await owner.query(
        `insert into event (at, kind, stream_type, stream_id, subject_type, subject_id, actor_subject, actor_organization, actor, data)
         select now(), 'incident.changed', 'ServiceIncident', $1, 'ServiceIncident', $1, 'bench', uuidv7(), 'bench', '{}' from generate_series(1, $2::int)`,
        [incident.id, events],
      );
      const begun = Date.now();
      await owner.query('commit');
      return begun;
    };
    const one = (count: number) => Array.from({ length: count }, () => ({ token: personas[0]!, query: QUERY, variables: {} }));
    // 500 filters that all let the incident through: its service, and others in all sorts of combinations.
    const filters = Array.from({ length: 500 }, (_, n) => ({
      services: [incident.service_id as string, ...services.filter((__, at) => (n >> (at % 9)) & 1).slice(0, 20)],
      regions: [`region${n}`, 'EUR'],
    }));
    const regions = (await owner.query('select regions from service_incident where id = $1', [incident.id])).rows[0].regions as string[];
    for (const filter of filters) if (regions.length > 0) filter.regions.push(regions[0]!);
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        token: personas[n % 3]!,
        query: QUERY,
        variables: { filter: filters[n % filters.length] },
      }));
    let text = '';
    const told = (child: ChildProcess) => async (events: number) => {
      const begun = Date.now();
      child.send({ events, text });
      return begun;
    };
    const servers: Server[] = [
      { name: 'ws alone', ...plain, raise: told(plain.child), subscriptions: one },
      { name: 'tierline', ...tierline, raise, subscriptions: one },
      {
        name: 'graphql-ws executing',
        ...executing,
        raise: told(executing.child),
        subscriptions: (count) => one(count).map((each) => ({ ...each, query: EXECUTED, variables: {} })),
      },
      { name: 'tierline, 500 filters, 3 classes', ...tierline, raise, subscriptions: many },
    ];

    // What everybody sends is what Tierline sends of such an event.
    text = await sampleOf(tierline.port, personas[0]!, raise);
    say(`a message has ${Buffer.byteLength(text)} bytes`);

    const results: Record<string, unknown>[] = [];
    for (const count of counts) {
      const events = Math.max(1, Math.round(deliveries / count));
      const rates = new Map<string, number[]>();
      for (let round = 0; round <= rounds; round++) {
        for (const server of servers) {
          const before = resident(server.child.pid!)!;
          const { seconds, refused } = await listeners.open(server.port, server.subscriptions(count));
          if (refused > 0) throw new Error(`${server.name} refused ${refused} of ${count}`);
          const idle = resident(server.child.pid!)!;
          await burst(server, listeners, count, 1);
          const rate = await burst(server, listeners, count, events);
          const single: number[] = [];
          for (let n = 0; n < 10; n++) {
            const { reached } = await listeners.expect(count);
            const begun = await server.raise(1);
            single.push((await reached).at - begun);
          }
          if (round > 0) rates.set(server.name, [...(rates.get(server.name) ?? []), rate]);
          results.push({
            round,
            server: server.name,
            subscribers: count,
            rate,
            connects: count / seconds,
            idleKB: ((idle - before) * 1024) / count,
            last: single,
          });
          await listeners.close();
        }
      }
      say(`\n${count} subscribers, bursts of ${events} events`);
      for (const { name } of servers) {
        const own = results.filter((each) => each.server === name && each.subscribers === count && each.round !== 0);
        const ratio = (to: string) => median(rates.get(name)!.map((rate, round) => rate / rates.get(to)![round]!)).toFixed(2);
        const last = own.flatMap((each) => each.last as number[]);
        say(
          `${name.padEnd(34)} ${Math.round(median(rates.get(name)!))
            .toLocaleString('en')
            .padStart(9)} deliveries/s   ` +
            `${ratio('ws alone')} × ws   ${ratio('graphql-ws executing')} × executing   ` +
            `last of one event p50 ${median(last)} ms, p99 ${quantile(last, 0.99)} ms   ` +
            `${Math.round(median(own.map((each) => each.connects as number)))} connections/s   ` +
            `${(results.find((each) => each.server === name && each.subscribers === count && each.round === 0)!.idleKB as number).toFixed(1)} KB each when idle (first round)`,
        );
      }
    }
    // Large updates, so that what the system itself holds back for a reader is soon full.
    await owner.query(`update service_incident set title = repeat('x', ${LARGE}) where id = $1`, [incident.id]);
    const rest = {
      pid: tierline.child.pid!,
      port: tierline.port,
      raise,
      subscriptions: one(STALLED.of),
      rounds: Math.max(rounds, STALLED.rounds),
    };
    const bursts = await stalled(listeners, { ...rest, stalled: STALLED.some, events: STALLED.events, bursts: STALLED.bursts });
    const measured = bursts.filter(({ round }) => round > 0);
    const [without, among] = [0, STALLED.some].map((count) => measured.filter((each) => each.stalled === count)) as [
      typeof bursts,
      typeof bursts,
    ];
    const share = median(among.map(({ rate }, at) => rate / without[at]!.rate));
    const grown = median(among.map(({ grownMB }, at) => grownMB - without[at]!.grownMB));
    say(
      `\n${STALLED.some} of ${STALLED.of} stop reading while each is sent ${STALLED.events * STALLED.bursts} updates of ${LARGE} bytes; ${Math.min(...among.map(({ leftOut }) => leftOut))} or more were told so. ` +
        `The others get ${share.toFixed(2)} of what they get without them; the server grows by ${grown.toFixed(1)} MB more`,
    );
    if (counts.length === 0) return;
    const path = join(ROOT, 'bench/results/fan-out.json');
    await writeFile(path, `${JSON.stringify({ at: new Date().toISOString(), rounds, results, stalled: bursts }, null, 1)}\n`);
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

/** One message as Tierline writes it. */
async function sampleOf(port: number, token: string, raise: (events: number) => Promise<number>): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  for await (const [data] of on(socket, 'message')) {
    const { type, payload } = JSON.parse(String(data));
    if (type === 'connection_ack') socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUERY, variables: {} } }));
    if (type !== 'next') continue;
    if (payload.data.serviceIncidentUpdated.incident) {
      socket.terminate();
      return String(data);
    }
    void raise(1);
  }
  throw new Error('no message came');
}
