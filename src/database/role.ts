/** The role that the program acts as: which it is, and what it may touch. It owns nothing and cannot bypass row level security. */
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { entities } from './orm.ts';
import { DatabaseUnusable } from './unusable.ts';

/** The role of the program, unless it is told another one or this one belongs to somebody else. */
export const APP_ROLE = 'tierline_app';

/** Functions that only other functions call, as their owner, and the owner by hand. */
const OWNERS_ALONE = ['event_home', 'event_new_stamp', 'event_note_divergence'].join(',');

const INSUFFICIENT_PRIVILEGE = '42501';

interface Standing {
  readonly me: string;
  readonly database: string;
  readonly exists: boolean;
  /** Whether the owner may grant the role, or act as it. */
  readonly usable: boolean;
}

const STANDING = `select current_user as me, current_database() as database, r.oid is not null as exists,
    coalesce(pg_has_role(current_user, r.oid, 'SET') or pg_has_role(current_user, r.oid, 'MEMBER WITH ADMIN OPTION'), false) as usable
  from (select) as one left join pg_roles r on r.rolname = ?`;

/**
 * Finds the role, and makes it where it is missing. Roles belong to all databases of a server: where another owner has made the usual
 * one for a database of its own, this database gets one with its name in it.
 */
export async function roleIn(em: MikroORM['em'], wanted?: string | null): Promise<string> {
  const names = wanted ? [wanted] : [APP_ROLE, null];
  for (const each of names) {
    const name = each ?? `${APP_ROLE}_${(await standing(em, APP_ROLE)).database}`.slice(0, 63);
    const { me, exists, usable } = await standing(em, name);
    if (usable) return name;
    if (exists && each === APP_ROLE && !wanted) continue;
    if (exists)
      throw new DatabaseUnusable(
        `the role "${name}" is there, and "${me}" may not act as it: as its owner, grant ${pg.escapeIdentifier(name)} to ${pg.escapeIdentifier(me)}, or name another one in DATABASE_ROLE`,
      );
    await em
      .execute(`create role ${pg.escapeIdentifier(name)} nosuperuser nocreatedb nocreaterole nobypassrls`)
      .catch((error: Error & { code?: string }) => {
        if (error.code !== INSUFFICIENT_PRIVILEGE) throw error;
        throw new DatabaseUnusable(
          `"${me}" may not make the role "${name}" (${error.message}): give it CREATEROLE, or make the role and a login beforehand, as docs/operating.md says`,
        );
      });
    return name;
  }
  throw new Error('unreachable');
}

const standing = async (em: MikroORM['em'], role: string) => ((await em.execute(STANDING, [role])) as [Standing])[0];

/** Gives a role what the program touches, and takes from everybody else what PostgreSQL gives by itself. */
export async function grant(orm: MikroORM, em: MikroORM['em'], role: string): Promise<void> {
  const name = pg.escapeIdentifier(role);
  const tables = entities.map((cls) => `"${orm.getMetadata().get(cls as never).tableName}"`).join(', ');
  await em.execute(`grant usage on schema public to ${name}`);
  await em.execute(`grant select, insert, update on ${tables} to ${name}`);
  // What was done is written once: the policies allow no change of it, and neither does the role, nor a trigger to its owner.
  await em.execute(`revoke update on audit_entry, audit_listing from ${name}`);
  await em.execute(`revoke insert on audit_listing from ${name}`);
  await em.execute(`grant select on incident_reach, service_reach, event_head, offering_service, offering_version_service to ${name}`);
  // What a customer asked for stays as it asked; only the answer is written to it.
  await em.execute(`revoke update on subscription_change from ${name}`);
  await em.execute(`grant update (state, answer, answered_by, updated_at, settled_at) on subscription_change to ${name}`);
  // Numbers are drawn by a function: the sequence tells how many tickets there are.
  await em.execute(`revoke all on sequence ticket_number from ${name}`);
  // Some functions do as their owner what a viewer may not. What a later migration makes is nobody's from its beginning.
  await em.execute(`alter default privileges revoke execute on functions from public`);
  for (const signature of await functionsOf(em, `(f.proacl is null or exists (select from aclexplode(f.proacl) a where a.grantee = 0))`))
    await em.execute(`revoke execute on function ${signature} from public`);
  const lacking = `f.prorettype <> 'trigger'::regtype and f.proname <> all ('{${OWNERS_ALONE}}') and not has_function_privilege(${pg.escapeLiteral(role)}, f.oid, 'execute')`;
  for (const signature of await functionsOf(em, lacking)) await em.execute(`grant execute on function ${signature} to ${name}`);
}

/** The owner's functions for which a condition holds. Those of an extension are the extension's business. */
async function functionsOf(em: MikroORM['em'], condition: string): Promise<string[]> {
  const found = await em.execute<{ signature: string }[]>(
    `select f.oid::regprocedure::text as signature from pg_proc f
     where f.pronamespace = 'public'::regnamespace and f.prokind = 'f' and f.proowner = current_user::regrole
       and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e') and ${condition}`,
  );
  return found.map(({ signature }) => signature);
}
