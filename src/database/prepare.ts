/** Prepares a database as its owner: migrations, the role the program runs as, and what that role may touch. */
import type { MikroORM } from '@mikro-orm/postgresql';
import { LOCK } from '../kernel/lock.ts';
import { demandKnown } from './newer.ts';
import { connect, entities } from './orm.ts';
import { DatabaseUnusable } from './unusable.ts';

/** The role the program runs as: it owns nothing and cannot bypass row level security. */
export const APP_ROLE = 'tierline_app';

/** What is known beside the address. */
export interface Preparing {
  /** With it the role can log in by itself; without it the owner's connections take the role on. */
  readonly password?: string;
  /** Whether migrations that this version does not know are let pass. */
  readonly allowNewer?: boolean;
  /** Tells the folder of the data from a copy of it. */
  readonly folder?: string;
}

/** Brings the database of the owner's URL up to date. Several processes may do this at once: they wait for each other. */
export async function prepare(ownerUrl: string, { password, allowNewer = false, folder }: Preparing = {}): Promise<{ applied: string[] }> {
  const orm = await connect({ url: ownerUrl }, { pool: { max: 2 } });
  try {
    const answer = await orm.em.execute<{ server_version_num: string }[]>('show server_version_num').catch((cause: Error) => {
      throw new DatabaseUnusable(`the database cannot be used: ${cause.message}`, { cause });
    });
    const version = Number(answer[0]!.server_version_num);
    if (version < 160000) throw new DatabaseUnusable(`PostgreSQL ${Math.floor(version / 10000)} is too old: Tierline needs 16 or later`);
    const applied = await orm.em.transactional(async (em) => {
      await em.execute(`select pg_advisory_xact_lock(${LOCK.PREPARE})`);
      if (!allowNewer) await demandKnown(em as never);
      const done = await orm.migrator.up({ transaction: em.getTransactionContext() });
      await grant(orm, em as never, password);
      if (folder !== undefined) await em.execute('select event_arrive(?)', [folder]);
      return done;
    });
    return { applied: applied.map(({ name }) => name) };
  } finally {
    await orm.close();
  }
}

async function grant(orm: MikroORM, em: MikroORM['em'], password?: string): Promise<void> {
  const [{ exists, me }] = (await em.execute('select exists (select from pg_roles where rolname = ?) as exists, current_user as me', [
    APP_ROLE,
  ])) as [{ exists: boolean; me: string }];
  if (!exists) await em.execute(`create role ${APP_ROLE} nosuperuser nocreatedb nocreaterole nobypassrls`);
  if (password) await em.execute(`alter role ${APP_ROLE} login password '${password.replaceAll("'", "''")}'`);
  else await em.execute(`grant ${APP_ROLE} to "${me}"`);
  const tables = entities.map((cls) => `"${orm.getMetadata().get(cls as never).tableName}"`).join(', ');
  await em.execute(`grant usage on schema public to ${APP_ROLE}`);
  await em.execute(`grant select, insert, update on ${tables} to ${APP_ROLE}`);
  // What was done is written once: the policies allow no change of it, and neither does the role, nor a trigger to its owner.
  await em.execute(`revoke update on audit_entry, audit_listing from ${APP_ROLE}`);
  await em.execute(`revoke insert on audit_listing from ${APP_ROLE}`);
  await em.execute(`grant select on incident_reach, event_head, offering_service, offering_version_service to ${APP_ROLE}`);
  // What a customer asked for stays as it asked; only the answer is written to it.
  await em.execute(`revoke update on subscription_change from ${APP_ROLE}`);
  await em.execute(`grant update (state, answer, answered_by, updated_at, settled_at) on subscription_change to ${APP_ROLE}`);
  await em.execute(`grant usage on sequence ticket_number to ${APP_ROLE}`);
}

/** Refuses to run on a connection that could see past the policies. */
export async function demandOrdinaryRole(orm: MikroORM): Promise<void> {
  const [row] = (await orm.em.fork().execute(
    `select current_user as name, rolsuper or rolbypassrls as above,
       exists (select from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace) as owns
     from pg_roles r where rolname = current_user`,
  )) as [{ name: string; above: boolean; owns: boolean }];
  if (row.above || row.owns) throw new Error(`the program connects as "${row.name}", which row level security does not hold`);
}
