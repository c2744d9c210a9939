/** Freshness: whether service health has been looked at for a ticket, and nothing new was reported since. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { Problem } from '../../kernel/write/problem.ts';
import { ticketMessages } from '../ticket/messages.ts';
import type { HealthConclusion } from './entity.ts';

/** What the last health check of a ticket came to. */
export interface LastCheck {
  readonly conclusion: HealthConclusion;
  /** Whether an incident has been reported since on a service that was looked at, or planned maintenance of it has begun. */
  readonly isStale: boolean;
}

/** The {@link LastCheck} of the ticket `t` as JSON, or null. */
export const lastCheck: RawBuilder<LastCheck | null> = sql`(
  select jsonb_build_object('conclusion', c.conclusion, 'isStale', (
    select count(*) > 0 from service_incident i
    where i.service_id = any(c.service_ids) and i.id <> all(c.known_incident_ids) and (not i.is_resolved or i.ended_at > c.checked_at)
      and not i.is_cancelled and (i.kind <> 'PLANNED_MAINTENANCE' or i.started_at <= now())))
  from health_check c where c.ticket_id = t.id order by c.checked_at desc, c.id desc limit 1)`;

/** Refuses what must not be done to a ticket before service health was looked at (rule R07). Reads as the viewer. */
export async function demandHealthCheck(em: SqlEntityManager, ticketId: string): Promise<void> {
  const { rows } = await sql<{ last: LastCheck | null }>`select ${lastCheck} as last from ticket t where t.id = ${ticketId}`.execute(
    em.getKysely<any>(),
  );
  const last = rows[0]?.last;
  if (last && !last.isStale) return;
  throw new Problem('STATE', last ? ticketMessages.staleHealthCheck() : ticketMessages.noHealthCheck(), { field: 'ticketId', rule: 'R07' });
}
