/** The links between tickets and incidents, as they come in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { ServiceIncident } from '../../health/incident/entity.ts';
import type { Ticket } from '../../tickets/ticket/entity.ts';
import type { Upserted } from '../upsert.ts';

/** Links tickets to incidents. Answers the incidents of the links that are new, for each ticket. */
export async function linkIncidents(
  em: SqlEntityManager,
  said: readonly { ticket: Upserted<Ticket>; incidents: readonly ServiceIncident[] }[],
): Promise<ServiceIncident[][]> {
  const pairs = said.flatMap(({ ticket, incidents }) => incidents.map(({ id }) => ({ ticket: ticket.row.id, incident: id })));
  if (pairs.length === 0) return said.map(() => []);
  const { rows } = await sql<{ ticket: string; incident: string }>`insert into ticket_incident (ticket_id, incident_id)
    select ticket, incident from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as r(ticket uuid, incident uuid)
    on conflict do nothing returning ticket_id as ticket, incident_id as incident`.execute(em.getKysely());
  const fresh = new Set(rows.map(({ ticket, incident }) => `${ticket} ${incident}`));
  return said.map(({ ticket, incidents }) => [...new Set(incidents)].filter(({ id }) => fresh.has(`${ticket.row.id} ${id}`)));
}
