/**
 * `npm run migrate` brings the configured database up to date. `npm run migrate -- --new NAME` writes a migration for what
 * the entities say and no migration does yet, measured against a throw-away database.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, storeConfig } from '../config.ts';
import { lineOf } from '../config/error.ts';
import { startEmbedded } from './embedded.ts';
import { connect } from './orm.ts';
import { migrateAndGrant, usersOf } from './prepare.ts';

/** The statements that would make a database what the entities say; empty when it is. */
export async function pendingSchemaSql(ownerUrl: string): Promise<string[]> {
  const orm = await connect({ url: ownerUrl });
  try {
    const lines = (await orm.schema.getUpdateSchemaSQL({ safe: false })).split('\n');
    // Functions, triggers, views, and tables that only migrations know, are not the entities' business.
    return lines.filter(
      (line) =>
        line !== '' &&
        !/^(set |drop (function|trigger|view) |drop table if exists "(sample_world|event_(head|pending|log\w*))")/.test(line),
    );
  } finally {
    await orm.close();
  }
}

async function create(name: string): Promise<string> {
  if (!/^[a-z][a-z_]*$/.test(name)) throw new ConfigError('--new needs a name of small letters and underscores');
  const dataDir = await mkdtemp(join(tmpdir(), 'tierline-migrate-'));
  const database = await startEmbedded({ dataDir, log: () => {} });
  try {
    await migrated(database.url);
    const statements = await pendingSchemaSql(database.url);
    if (statements.length === 0) return 'the migrations already say what the entities say';
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const cls = `Migration${stamp}_${name}`;
    const lines = statements.map((statement) => `    this.addSql(${JSON.stringify(statement)});`);
    const text = [
      "import { Migration } from '@mikro-orm/migrations';",
      '',
      `export class ${cls} extends Migration {`,
      '  override up(): void {',
      ...lines,
      '  }',
      '}',
      '',
    ];
    await writeFile(fileURLToPath(new URL(`./migrations/${cls}.ts`, import.meta.url)), text.join('\n'));
    return `src/database/migrations/${cls}.ts is written: read it, say why in a docstring, and add it to migrations/index.ts`;
  } finally {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Brings a database up to what the migrations say; no rights are given, for the tables of the entities may not be there yet. */
async function migrated(ownerUrl: string): Promise<void> {
  const orm = await connect({ url: ownerUrl });
  await orm.migrator.up().finally(() => orm.close());
}

async function update(): Promise<string> {
  const store = storeConfig();
  const { dataDir } = store;
  const outside = store.migrateUrl ?? store.databaseUrl;
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const embedded = outside ? null : await startEmbedded({ dataDir, log: tell, onExit: tell });
  try {
    const { applied } = await migrateAndGrant(outside ?? embedded!.url, usersOf(store));
    return applied.length > 0 ? `applied ${applied.join(', ')}` : 'the database is up to date';
  } finally {
    await embedded?.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf('--new');
  try {
    process.stdout.write(`${await (at < 0 ? update() : create(process.argv[at + 1] ?? ''))}\n`);
  } catch (error) {
    process.stderr.write(`migrate: ${lineOf(error)}\n`);
    process.exitCode = 1;
  }
}
