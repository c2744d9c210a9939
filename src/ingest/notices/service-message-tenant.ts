/** The tenants that have messages, and the services these are about, as they come in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

/** Adds what is missing of some links, and answers the message of each that was. */
export async function linkMessages(
  em: SqlEntityManager,
  table: 'service_message_tenant' | 'service_message_service',
  far: 'organization_id' | 'service_id',
  pairs: readonly { message: string; far: string }[],
): Promise<string[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<{ id: string }>`insert into ${sql.table(table)} (message_id, ${sql.ref(far)})
    select distinct message, far from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as r(message uuid, far uuid)
    on conflict do nothing returning message_id as id`.execute(em.getKysely());
  return rows.map(({ id }) => id);
}

/** The organizations that have messages, by message. */
export async function tenantsOf(em: SqlEntityManager, messageIds: readonly string[]): Promise<Map<string, Set<string>>> {
  if (messageIds.length === 0) return new Map();
  const { rows } = await sql<{ message: string; tenant: string }>`select message_id as message, organization_id as tenant
    from service_message_tenant where message_id = any(${messageIds}::uuid[])`.execute(em.getKysely());
  const all = new Map<string, Set<string>>();
  for (const { message, tenant } of rows) all.set(message, (all.get(message) ?? new Set()).add(tenant));
  return all;
}

/** Takes a tenant from one text of a message to another, with what its people marked. A text that no tenant has any more goes. */
export async function moveTenant(em: SqlEntityManager, tenant: string, from: string, to: string): Promise<void> {
  const db = em.getKysely();
  await sql`delete from service_message_tenant where message_id = ${from} and organization_id = ${tenant}`.execute(db);
  const { rows } = await sql`select from service_message_tenant where message_id = ${from} limit 1`.execute(db);
  // Partners who read it for the tenant marked it too: these marks go with the last tenant, and are copied until then.
  await sql`insert into message_mark (message_id, organization_id, subject, is_read, is_archived, is_favorite, marked_at)
    select ${to}, organization_id, subject, is_read, is_archived, is_favorite, marked_at from message_mark
    where message_id = ${from} and (organization_id = ${tenant} or organization_id in (select id from partner))
    on conflict do nothing`.execute(db);
  if (rows.length === 0) await sql`delete from service_message where id = ${from}`.execute(db);
}
