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
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asServer(`create database ${name} ${kind === 'world' ? `template ${TEMPLATE} strategy file_copy` : ''}`);
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
