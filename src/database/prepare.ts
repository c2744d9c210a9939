/** Prepares a database as its owner: migrations, the role the program runs as, and what that role may touch. */
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { LOCK } from '../kernel/write/advisory-locks.ts';
import { addressAt } from './connection.ts';
import { connect } from './orm.ts';
import { grant, roleIn } from './role.ts';
import { requireKnownMigrations } from './standing.ts';
import { DatabaseUnusable } from './unusable.ts';

export { APP_ROLE } from './role.ts';

/** What was done to a database, and which role it is made ready for. */
export interface Prepared {
  readonly applied: string[];
  readonly role: string;
}

/** Who will use the database: a login that is there, or a role by name. Without either it is the usual role. */
export interface Users {
  /** The user of the program's own URL. */
  readonly user?: string | undefined;
  /** The role that DATABASE_ROLE names. */
  readonly role?: string | null;
}

/** What is known beside the address and the users. */
export interface Preparing {
  /** Whether migrations that this version does not know are let pass. */
  readonly allowNewer?: boolean;
  /** Tells the folder of the data from a copy of it. */
  readonly folder?: string;
}

/** The users that a configuration names: with two URLs the program's own, otherwise a role. */
export const usersOf = (where: { databaseUrl: string | null; migrateUrl: string | null; databaseRole: string | null }): Users =>
  where.migrateUrl && where.databaseUrl ? { user: addressAt(where.databaseUrl).user } : { role: where.databaseRole };

/** Brings the database of the owner's URL up to date. Several processes may do this at once: they wait for each other. */
export async function migrateAndGrant(ownerUrl: string, users: Users = {}, preparing: Preparing = {}): Promise<Prepared> {
  // Roles belong to the whole server: two databases that are made ready at once can make the same one.
  return prepareOnce(ownerUrl, users, preparing).catch((error: Error & { code?: string }) => {
    if (error.code === INSUFFICIENT_PRIVILEGE)
      throw new DatabaseUnusable(`this login may not make the tables ready (${error.message}): it must be the owner of the database`);
    if (!AGAIN.includes(error.code ?? '') && !error.message.includes('tuple concurrently updated')) throw error;
    return prepareOnce(ownerUrl, users, preparing);
  });
}

/** duplicate_object and unique_violation: the other one was first. */
const AGAIN = ['42710', '23505'];

const INSUFFICIENT_PRIVILEGE = '42501';

async function prepareOnce(ownerUrl: string, { user, role: wanted }: Users, { allowNewer = false, folder }: Preparing): Promise<Prepared> {
  const orm = await connect({ url: ownerUrl }, { pool: { max: 2 } });
  try {
    await demandVersion(orm);
    return await orm.em.transactional(async (em) => {
      await em.execute(`select pg_advisory_xact_lock(${LOCK.PREPARE})`);
      if (!allowNewer) requireKnownMigrations(await namesIn(em as never));
      const done = await orm.migrator.up({ transaction: em.getTransactionContext() });
      const names = await namesIn(em as never);
      await em.execute(`comment on table mikro_orm_migrations is ${pg.escapeLiteral(names.join(' '))}`);
      const role = user ?? (await roleIn(em as never, wanted));
      await grant(orm, em as never, role);
      if (folder !== undefined) await em.execute('select event_arrive(?)', [folder]);
      return { applied: done.map(({ name }) => name), role };
    });
  } finally {
    await orm.close();
  }
}

/** What was done to a database, by whichever version of the program. */
async function namesIn(em: MikroORM['em']): Promise<string[]> {
  const [{ table }] = await em.execute<[{ table: string | null }]>(`select to_regclass('mikro_orm_migrations')::text as table`);
  if (table === null) return [];
  const done = await em.execute<{ name: string }[]>('select name from mikro_orm_migrations order by id');
  return done.map(({ name }) => name);
}

async function demandVersion(orm: MikroORM): Promise<void> {
  const answer = await orm.em.execute<{ server_version_num: string }[]>('show server_version_num').catch((error: unknown) => {
    throw DatabaseUnusable.by(error);
  });
  const version = Number(answer[0]!.server_version_num);
  if (version < 160000) throw new DatabaseUnusable(`PostgreSQL ${Math.floor(version / 10000)} is too old: Tierline needs 16 or later`);
}

/** Refuses to run on a connection that could see past the policies, by itself or (where it is to be so for good) as a role that it may take on. */
export async function requireOrdinaryRole(orm: MikroORM, { forGood = false } = {}): Promise<void> {
  const [row] = (await orm.em.fork().execute(
    `select current_user as name, (select r.rolname from pg_roles r
       where (r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace))
         and (r.rolname = current_user or (? and pg_has_role(session_user, r.oid, 'MEMBER')))
       order by r.rolname = current_user desc limit 1) as above,
       has_table_privilege(current_user, 'ticket', 'select') as reads`,
    [forGood],
  )) as [{ name: string; above: string | null; reads: boolean }];
  if (row.above === row.name) throw new DatabaseUnusable(`the program connects as "${row.name}", which row level security does not hold`);
  if (row.above)
    throw new DatabaseUnusable(
      `the program connects as "${row.name}", which can become "${row.above}", which row level security does not hold: take that membership from it`,
    );
  if (!row.reads)
    throw new DatabaseUnusable(
      `the program connects as "${row.name}", which may not read the tables: run npm run migrate with MIGRATE_DATABASE_URL and this DATABASE_URL`,
    );
}
