/** The database goes away while the program runs, and comes back. */
import pg from 'pg';
import type { TestDatabase } from '../kit/database.ts';

/** Ends every connection to the database and lets nobody in until the returned function is called. */
export async function takeAway({ url }: TestDatabase): Promise<() => Promise<void>> {
  const name = new URL(url).pathname.slice(1);
  await asServer(
    `alter database ${name} with allow_connections false`,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
  );
  return () => asServer(`alter database ${name} with allow_connections true`);
}

async function asServer(...statements: string[]): Promise<void> {
  const client = new pg.Client(process.env.TEST_DATABASE_URL!);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
