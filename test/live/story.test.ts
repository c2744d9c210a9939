/**
 * The promise of the live layer, as a story: eight writers, of whom some take their time and some think better of it; a socket that is cut
 * in the middle of a frame; servers that are killed; a database that is restarted. Whoever comes back with its last cursor has, in the end,
 * what the log has for it: everything, once, in order, and nothing of the tickets of others.
 */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import pg from 'pg';
import WebSocket from 'ws';
import { startEmbedded, type EmbeddedDatabase } from '../../src/database/embedded.ts';
import { EventCursors } from '../../src/kernel/live/event-cursor.ts';
import { VENDOR } from '../../src/kernel/access/viewer.ts';
import { organizationOf } from '../kit/cursors.ts';
import { programs, type Program } from '../program/program.ts';
import { isThere, natsServer, type NatsServer } from './nats-server.ts';
import { proxy, type Proxy } from './proxy.ts';

const EVENTS = 1_000;
const WRITERS = 8;
const KILLS = 3;

const { serve, folder } = await programs();
const undo: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const each of undo.reverse()) await each();
});

/** The same every time: a story that fails can be told again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * sides);
  };
}

/** The servers of one database, which comes and goes at one address. */
class Stage {
  readonly #database: Proxy;
  readonly #dataDir: string;
  readonly #nats: NatsServer | null;
  #embedded: EmbeddedDatabase;
  readonly #running: (Program & { url: string; wire: Proxy })[] = [];

  private constructor(embedded: EmbeddedDatabase, database: Proxy, dataDir: string, nats: NatsServer | null) {
    this.#embedded = embedded;
    this.#database = database;
    this.#dataDir = dataDir;
    this.#nats = nats;
  }

  static async set(name: string, processes: number, nats: NatsServer | null): Promise<Stage> {
    const dataDir = folder(name);
    const embedded = await startEmbedded({ dataDir, log: () => {} });
    const database = await proxy(Number(new URL(embedded.url).port));
    const stage = new Stage(embedded, database, dataDir, nats);
    undo.push(async () => {
      stage.#running.forEach(({ process }) => process.kill('SIGKILL'));
      await Promise.all(stage.#running.map(({ wire }) => wire.close()));
      await stage.#embedded.stop();
      await database.close();
    });
    for (let n = 0; n < processes; n++) {
      const program = await stage.#start();
      const wire = await proxy(Number(new URL(program.url).port));
      stage.#running.push({ ...program, wire });
    }
    return stage;
  }

  get databaseUrl(): string {
    const url = new URL(this.#embedded.url);
    url.port = String(this.#database.port);
    return url.href;
  }

  /** The wires to the servers. */
  get wires(): Proxy[] {
    return this.#running.map(({ wire }) => wire);
  }

  async kill(index: number): Promise<void> {
    const program = this.#running[index]!;
    program.process.kill('SIGKILL');
    await once(program.process, 'exit').catch(() => {});
    const next = await this.#start();
    program.wire.to(Number(new URL(next.url).port));
    this.#running[index] = { ...next, wire: program.wire };
  }

  async restartDatabase(): Promise<void> {
    await this.#nats?.kill();
    await this.#embedded.stop();
    this.#embedded = await startEmbedded({ dataDir: this.#dataDir, log: () => {} });
    this.#database.to(Number(new URL(this.#embedded.url).port));
    await this.#nats?.start();
  }

  async token(): Promise<string> {
    const url = new URL('/sample/token/customer', `http://127.0.0.1:${this.wires[0]!.port}`);
    // A connection that is kept open would be used again for events, and was made before any is cut.
    return ((await (await fetch(url, { headers: { connection: 'close' } })).json()) as { token: string }).token;
  }

  #start() {
    return serve({
      DATABASE_URL: this.databaseUrl,
      DATA_DIR: `${this.#dataDir} of the programs`,
      SAMPLE: 'yes',
      ...(this.#nats && { NATS_URL: this.#nats.url }),
    });
  }
}

const INSERT = `insert into event (at, kind, stream_type, stream_id, subject_type, subject_id, actor_subject, actor_organization, actor, data)
  values (now(), 'ticket.assigned', 'Ticket', $1, 'Ticket', $1, 'story', '${VENDOR}', 'Story', '{}')`;
/** The tickets that the customer sees. */
const ITS = `select ticket_id from ticket_access where organization_id = '${organizationOf('customer')}'`;

/**
 * Eight writers at once, each about a ticket of the customer and now and then about one of somebody else. What they wrote is what the log
 * says: a commit that was cut off may have happened or not.
 */
async function write(url: string, roll: (sides: number) => number, its: string, foreign: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: WRITERS });
  pool.on('error', () => {});
  // Once for each connection, however often it is taken.
  pool.on('connect', (client) => client.on('error', () => {}));
  let left = EVENTS;
  const writer = async () => {
    while (left > 0) {
      left -= 1;
      let client: pg.PoolClient | undefined;
      try {
        client = await pool.connect();
        await client.query('begin');
        if (roll(4) === 0) await client.query(INSERT, [foreign]);
        await client.query(INSERT, [its]);
        const fate = roll(10);
        if (fate === 0) await delay(roll(60)); // holds its transaction open while others overtake it
        await client.query(fate === 1 ? 'rollback' : 'commit');
        if (fate === 1) left += 1;
        client.release();
      } catch {
        client?.release(true);
        left += 1;
        await delay(20); // the database is away
      }
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  await pool.end();
}

type Receive = (port: number, token: string, after: string, heard: (cursor: string) => void) => Promise<void>;
const QUERY = `subscription ($after: String) { ticketsUpdated(after: $after) { __typename ... on TicketUpdate { cursor } } }`;

/** Listens over a WebSocket until the connection ends. */
const overSocket: Receive = (port, token, after, heard) =>
  new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })));
    socket.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data));
      if (type === 'connection_ack')
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUERY, variables: { after } } }));
      if (type === 'complete' || type === 'error') socket.close();
      const message = payload?.data?.ticketsUpdated;
      if (message?.cursor) heard(message.cursor);
    });
  });

/** Listens to an event stream until it ends. An event counts when it is there to its end. */
const overEvents: Receive = async (port, token, after, heard) => {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
        'last-event-id': after,
      },
      body: JSON.stringify({ query: QUERY }),
    });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const data = text
          .slice(0, end)
          .split('\n')
          .find((line) => line.startsWith('data: {'));
        text = text.slice(end + 2);
        const message = data && JSON.parse(data.slice(6)).data?.ticketsUpdated;
        if (message?.cursor) heard(message.cursor);
      }
    }
  } catch {
    // It was cut.
  }
};

/** Tells the story with so many processes, and looks whether the promise was kept. */
async function story(name: string, processes: number, receive: Receive, nats: NatsServer | null = null): Promise<void> {
  const roll = dice(20_261_120 + processes);
  const stage = await Stage.set(name, processes, nats);
  const [token, sql] = [await stage.token(), asOwner(stage)];
  const [{ key }] = (await sql<{ key: Buffer }>('select key from event_head')) as [{ key: Buffer }];
  const [head] = (await sql<Record<'position' | 'stamp', string>>('select * from event_place()')) as [Record<'position' | 'stamp', string>];
  const begin = { position: Number(head.position), stamp: Number(head.stamp) };
  const [[its], [foreign]] = await Promise.all([
    sql<{ id: string }>(`select id from ticket where id in (${ITS}) order by id limit 1`),
    sql<{ id: string }>(`select id from ticket where id not in (${ITS}) order by id limit 1`),
  ]);
  const [cursors, customer] = [new EventCursors(key), organizationOf('customer')];

  const heard: string[] = [];
  let [connections, most] = [0, Infinity];
  const listen = async () => {
    while (heard.length < most) {
      connections += 1;
      const wire = stage.wires[roll(stage.wires.length)]!;
      await receive(wire.port, token, heard.at(-1) ?? cursors.encode(begin, customer), (cursor) => {
        if (heard.push(cursor) >= most) wire.cut();
      });
      await delay(5);
    }
  };
  const makeTrouble = async () => {
    for (let n = 0; n < KILLS; n++) {
      while (heard.length < (EVENTS * (n + 1)) / (KILLS + 2)) await delay(5);
      await stage.kill(n % processes);
      if (n === 1) await stage.restartDatabase();
    }
  };
  for (const wire of stage.wires) wire.cutAfter(() => 300 + roll(6_000));
  const listening = listen();
  await Promise.all([write(stage.databaseUrl, roll, its!.id, foreign!.id), makeTrouble()]);
  await sql('select event_sequence()');
  const written = await sql<{ position: string }>(
    `select position from event_log where position > $1 and stream_id in (${ITS}) order by position`,
    [begin.position],
  );
  const others = await sql('select position from event_log where position > $1 and stream_id = $2', [begin.position, foreign!.id]);
  most = written.length;
  for (const wire of stage.wires) wire.cutAfter(null);
  if (heard.length >= most) stage.wires.forEach((wire) => wire.cut());
  await listening;

  expect(most).toBeGreaterThanOrEqual(EVENTS);
  expect(others.length).toBeGreaterThan(EVENTS / 10);
  expect(connections).toBeGreaterThan(20);
  expect(heard.map((cursor) => cursors.decode(cursor, customer).position)).toEqual(written.map(({ position }) => Number(position)));
}

const LONG = 180_000;

test.each([
  ['a WebSocket', 1, overSocket],
  ['Server-Sent Events', 3, overEvents],
] as const)(
  'over %s from %i process(es) nothing is lost and nothing comes twice',
  (what, processes, receive) => story(what, processes, receive),
  LONG,
);

(isThere ? test : test.skip)(
  'nor over a WebSocket from 3 where the log goes over NATS, which is killed too',
  async () => {
    const nats = await natsServer();
    undo.push(() => nats.stop());
    await story('NATS', 3, overSocket, nats);
  },
  LONG,
);

/** Asks the database itself. */
const asOwner =
  (stage: Stage) =>
  async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> => {
    const client = new pg.Client(stage.databaseUrl);
    await client.connect();
    return client
      .query<T>(text, values)
      .then(({ rows }) => rows)
      .finally(() => client.end());
  };
