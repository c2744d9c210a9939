/** Before all tests: one real PostgreSQL, and in it one database with the sample world that each test file gets a copy of. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { startEmbedded, type EmbeddedDatabase } from '../../src/database/embedded.ts';
import { migrateAndGrant } from '../../src/database/prepare.ts';
import { ensureSampleWorld } from '../../src/sample/first-start.ts';

/** The database that copies are made of. */
export const TEMPLATE = 'template_world';

declare global {
  var testDatabase: EmbeddedDatabase;
}

export default async function setup(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tierline-test-'));
  const database = await startEmbedded({ dataDir, log: () => {} });
  globalThis.testDatabase = database;
  const client = new pg.Client(database.url);
  await client.connect();
  // What is tested here ends with the tests, so nothing waits for the disk. Programs that are killed have databases of their own.
  for (const setting of ['fsync', 'full_page_writes']) await client.query(`alter system set ${setting} = off`);
  await client.query('select pg_reload_conf()');
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const template = new URL(database.url);
  template.pathname = `/${TEMPLATE}`;
  await migrateAndGrant(template.href);
  await ensureSampleWorld(template.href, new Date(), pino({ level: 'silent' }));
  process.env.TEST_DATABASE_URL = database.url;
  process.env.TEST_DATA_DIR = dataDir;
}
