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

/** What this program expects to be done to a database. It stands in the comment of a table, which every login can read, and none but the owner write. */
export const migrationNames = migrations.map(({ name }) => name).join(' ');

/** Refuses a database that lacks what this program expects, for a login that cannot bring it up to date. */
export const demandCurrent = (url: string): Promise<void> =>
  asked(url, async (client) => {
    const { rows } = await client.query<{ done: string | null }>(
      `select obj_description(to_regclass('public.mikro_orm_migrations'), 'pg_class') as done`,
    );
    const done = new Set(rows[0]!.done?.split(' '));
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
