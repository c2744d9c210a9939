/** A tap on the wire: it lies between the program and PostgreSQL and reads which statements the program sends. The program does not know of it. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** An open tap. */
export interface Tap {
  /** Where the program finds its database. */
  readonly url: string;
  /** What was executed since this was last asked, without what only prepares a session or a transaction. */
  taken(): string[];
  close(): Promise<void>;
}

/** What is sent to say who asks, and to begin and end: the same for every operation, whatever it asks. */
const SETTING = /^\s*(reset |set |select set_config\(|begin|start transaction|commit|rollback|savepoint |release )/i;

/** What the program asks by its own clock, or now and then of an organization, whoever else asks for something. */
const CLOCK = / from session_revocations\(\)| from viewer_organizations\(|^select import_release\(/;

/** Opens a tap before a database. */
export async function tap(databaseUrl: string): Promise<Tap> {
  const behind = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let executed: string[] = [];
  const server = createServer((program) => {
    const database = connect(Number(behind.port), behind.hostname);
    const read = reader((statement) => executed.push(statement));
    program.on('data', read).pipe(database).pipe(program);
    for (const [one, other] of [
      [program, database],
      [database, program],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => sockets.delete(one));
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    taken() {
      const all = executed.filter((statement) => !SETTING.test(statement) && !CLOCK.test(statement));
      executed = [];
      return all;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Reads what a client of PostgreSQL sends (protocol 3): tells each statement when it is executed, not when it is prepared. */
function reader(tell: (statement: string) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let isProgram: boolean | null = null;
  const prepared = new Map<string, string>();
  const bound = new Map<string, string>();
  const take = (type: string, body: Buffer) => {
    const [first = '', second = ''] = body.toString('utf8').split('\0', 2);
    if (type === 'Q') tell(first);
    else if (type === 'P') prepared.set(first, second);
    else if (type === 'B') bound.set(first, prepared.get(second) ?? '');
    else if (type === 'E') tell(bound.get(first) ?? '');
  };
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5) {
      const head = isProgram === null ? 0 : 1; // only the very first message has no type
      const length = rest.readUInt32BE(head) + head;
      if (rest.length < length) return;
      const body = rest.subarray(head + 4, length);
      // The reader of the event log works on a connection of its own, and by its own clock.
      if (isProgram === null) isProgram = !body.includes('tierline feed');
      else if (isProgram) take(String.fromCharCode(rest[0]!), body);
      rest = rest.subarray(length);
    }
  };
}
