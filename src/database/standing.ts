/** How a login stands to a database: whether it is the owner's, and whether the database is up to date where it is not. */
import pg from 'pg';
import { connecting } from './connection.ts';
import { migrations } from './migrations/index.ts';
import { DatabaseUnusable } from './unusable.ts';

/** Whether a login may do what the owner of the tables may. A database without tables belongs to whoever comes. */
export const isOwner = (url: string): Promise<boolean> =>
  asked(url, async (client) => {
    const { rows } = await client.query<{ owns: boolean | null }>(
      `select bool_and(pg_has_role(relowner, 'USAGE')) as owns from pg_class where oid = to_regclass('public.mikro_orm_migrations')`,
    );
    return rows[0]!.owns ?? true;
  });

/** Refuses what a newer version did to a database: what this one writes may lack what the newer one relies on. */
export function requireKnownMigrations(done: readonly string[]): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = done.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new DatabaseUnusable(
    `a newer Tierline brought the database up to date (${unknown.join(', ')}): run that version or a later one, ` +
      'or set ALLOW_NEWER_DATABASE=yes to run this one on it, as for a rolled back release',
  );
}

/**
 * Refuses a database that lacks what this program expects, for a login that cannot bring it up to date, or that a newer version brought up
 * to date. What was done stands in the comment of a table, which every login can read, and none but the owner write.
 */
export const requireCurrentMigrations = (url: string, allowNewer: boolean): Promise<void> =>
  asked(url, async (client) => {
    const { rows } = await client.query<{ done: string | null }>(
      `select obj_description(to_regclass('public.mikro_orm_migrations'), 'pg_class') as done`,
    );
    const names = rows[0]!.done?.split(' ') ?? [];
    if (!allowNewer) requireKnownMigrations(names);
    const done = new Set(names);
    const lacking = migrations.filter(({ name }) => !done.has(name)).length;
    if (lacking > 0)
      throw new DatabaseUnusable(
        `the database lacks ${lacking} migrations, and DATABASE_URL is not its owner's: run npm run migrate with the owner's URL in MIGRATE_DATABASE_URL`,
      );
  });

async function asked<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connecting({ url }, 'changes'));
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw DatabaseUnusable.by(error);
  } finally {
    await client.end().catch(() => {});
  }
}
