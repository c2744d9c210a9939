/** Load: a database with everything in it, made by PostgreSQL itself and the same for every run. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import pg from 'pg';
import { migrations } from '../../src/database/migrations/index.ts';
import { migrateAndGrant } from '../../src/database/prepare.ts';
import { accounts, listing } from './accounts.ts';
import { agreeWithTriggers } from './agree.ts';
import { health } from './health.ts';
import { type Scale, scaleOf } from './scale.ts';
import { tickets } from './tickets.ts';
import { words } from './words.ts';
import { work } from './work.ts';

/** Makes the database of so many tickets on the owner's server, unless it is there already as this code would make it; answers its owner's URL. */
export async function load(ownerUrl: string, count: number, say: (line: string) => void): Promise<string> {
  const name = `bench_${count}`;
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  const scale = scaleOf(count);
  const stamp = version(scale);
  const found = await on(ownerUrl, (sql) =>
    sql(`select shobj_description(oid, 'pg_database') as stamp from pg_database where datname = '${name}'`),
  );
  if (found[0]?.stamp !== stamp) {
    const started = performance.now();
    await on(ownerUrl, (sql) => sql(`drop database if exists ${name} with (force)`).then(() => sql(`create database ${name}`)));
    await migrateAndGrant(url.href);
    await on(url.href, (sql) => fill(sql, statements(scale)));
    await on(url.href, settle);
    await on(ownerUrl, (sql) => sql(`comment on database ${name} is '${stamp}'`));
    say(`loaded ${count.toLocaleString('en')} tickets in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  // Where the data was kept, the rights of the role are those of an earlier run.
  await migrateAndGrant(url.href);
  return url.href;
}

/** Runs a statement. */
export type Sql = (statement: string) => Promise<Record<string, any>[]>;

/** Fills a database that has its tables. */
export async function fill(sql: Sql, statements: readonly string[]): Promise<void> {
  // Triggers would make access rows one by one; here they are made by the set.
  await sql(
    "set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '256MB'",
  );
  const indexes = await sql(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index i
     where indrelid in ('ticket'::regclass, 'note'::regclass, 'event'::regclass, 'ticket_access'::regclass)
       and not indisprimary and not exists (select from pg_constraint where conindid = i.indexrelid)`,
  );
  for (const { name } of indexes) await sql(`drop index ${name}`);
  for (const statement of statements) await sql(statement);
  for (const { definition } of indexes) await sql(definition);
  await sql('drop schema bench cascade');
}

/** Leaves nothing that the server would do later, while something is measured. */
async function settle(sql: Sql): Promise<void> {
  await agreeWithTriggers(sql);
  await sql('vacuum (analyze)');
  await sql('alter system set autovacuum = off');
  await sql('select pg_reload_conf()');
  await sql('checkpoint');
  // What the system still has to write to the disk of what was loaded, it writes now.
  await promisify(execFile)('sync').catch(() => {});
}

/** Everything but the notes and the events of tickets. */
export const withoutWork = (scale: Scale): string[] => [...words, ...health(scale), ...accounts(scale), ...tickets(scale), ...listing];
const statements = (scale: Scale): string[] => [...withoutWork(scale), ...work];

/** Changes when what would be loaded changes: the statements here, or the tables they go into. */
function version(scale: Scale): string {
  return createHash('sha256')
    .update(JSON.stringify([statements(scale), migrations.map((each) => each.class.toString())]))
    .digest('hex')
    .slice(0, 16);
}

/** Works on one connection. */
export async function on<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(async (statement) => {
      const result = await client.query(statement);
      return Array.isArray(result) ? [] : result.rows;
    });
  } finally {
    await client.end();
  }
}
