/** A database of its own for each test file: a copy of the sample world, or an empty one. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { TEMPLATE } from './setup.ts';

/** A database that lives as long as its tests. */
export interface TestDatabase {
  /** The URL of its owner, whom no policy holds. */
  readonly url: string;
  /** Runs a statement as the owner. */
  sql<T extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

/** Makes a database: with the sample world, or with nothing at all in it. */
export async function testDatabase(kind: 'world' | 'empty' = 'world'): Promise<TestDatabase> {
  return made(kind === 'world' ? `template ${TEMPLATE} strategy file_copy` : '');
}

/** Copies a database as it is now. Whoever is connected to it is disconnected. */
export const copyOf = (database: TestDatabase): Promise<TestDatabase> =>
  alone([nameOf(database)], () => made(`template ${nameOf(database)} strategy file_copy`));

/** Puts each of two databases in the other's place, as a restore or a fail-over does. Whoever is connected to one is disconnected. */
export async function exchange(one: TestDatabase, other: TestDatabase): Promise<void> {
  const [first, second] = [nameOf(one), nameOf(other)];
  await alone([first, second], async () => {
    await asServer(`alter database ${first} rename to ${first}_moving`);
    await asServer(`alter database ${second} rename to ${first}`);
    await asServer(`alter database ${first}_moving rename to ${second}`);
  });
}

const nameOf = ({ url }: TestDatabase): string => new URL(url).pathname.slice(1);

/** Does something while nobody is connected to these databases. */
async function alone<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
  for (const name of names) {
    await asServer(`alter database ${name} allow_connections false`);
    await asServer(`select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '${name}'`);
  }
  try {
    return await work();
  } finally {
    for (const name of names) await asServer(`alter database ${name} allow_connections true`);
  }
}

async function made(how: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asServer(`create database ${name} ${how}`);
  const url = new URL(process.env.TEST_DATABASE_URL!);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 3 });
  pool.on('error', () => {}); // dropping the database ends idle connections
  return {
    url: url.href,
    sql: async (text, values) => (await pool.query(text, values)).rows,
    async drop() {
      await pool.end();
      await asServer(`drop database ${name} with (force)`);
    },
  };
}

async function asServer(statement: string): Promise<void> {
  const client = new pg.Client(process.env.TEST_DATABASE_URL!);
  await client.connect();
  await client.query(statement);
  await client.end();
}
