/** Services that were made bare under a name, because an incident or a message named it before an overview told its key. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Service } from '../../health/service/entity.ts';
import { contextOf } from '../context.ts';

/** Where a service is named by its id alone; whoever made a bare service by an import named it nowhere else. */
const NAMED_IN = ['service_incident', 'customer_subscription', 'ticket'];

/** Takes over what a bare service of the same name was named for, and removes that. */
export async function mergeServices(em: SqlEntityManager, { id, name }: Service): Promise<void> {
  if (!contextOf(em).mark) return;
  const db = em.getKysely();
  const { rows } = await sql<{
    id: string;
  }>`select s.id from service s where lower(s.name) = lower(${name}) and s.key = s.name and s.id <> ${id}
    and not exists (select from support_resource r where r.service_id = s.id)
    and not exists (select from support_boundary b where b.service_id = s.id)
    and not exists (select from support_offering o where s.id = any(o.service_ids))
    and not exists (select from support_offering_version v where s.id = any(v.service_ids)) for update`.execute(db);
  for (const bare of rows) {
    for (const table of NAMED_IN) await sql`update ${sql.table(table)} set service_id = ${id} where service_id = ${bare.id}`.execute(db);
    await sql`insert into service_message_service (message_id, service_id) select message_id, ${id}::uuid from service_message_service
      where service_id = ${bare.id} on conflict do nothing`.execute(db);
    await sql`delete from service_message_service where service_id = ${bare.id}`.execute(db);
    await sql`update health_check set service_ids = array_replace(service_ids, ${bare.id}::uuid, ${id}::uuid) where ${bare.id}::uuid = any(service_ids)`.execute(
      db,
    );
    await sql`update event set stream_id = ${id}, subject_id = ${id} where subject_type = 'Service' and stream_id = ${bare.id}`.execute(db);
    await sql`delete from service where id = ${bare.id}`.execute(db);
  }
}
