/** Escalations of tickets, as they come in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { RESPONSE_HOURS } from '../../tickets/escalation/state.ts';
import type { IncomingWork } from './ticket-work.ts';

/** Writes how tickets were handed on. A regional problem gets the tickets of other customers of the same partners about the same service as evidence. */
export async function writeEscalations(em: SqlEntityManager, said: readonly IncomingWork[]): Promise<void> {
  const rows = said.flatMap(({ ticket: { row }, work, organization }) => {
    const { escalation } = work!;
    if (!escalation) return [];
    const { filed, handedOver, category, impact, evidence, contact, endedAt } = escalation;
    const hours = handedOver ? RESPONSE_HOURS[row.severity] : null;
    return [
      {
        ticket_id: row.id,
        filed_by_id: organization(filed.tenantId),
        provider_id: row.providerId ?? null,
        handed_over_by_id: handedOver ? organization(handedOver.tenantId) : null,
        state: endedAt ? 'ENDED' : handedOver ? 'WITH_VENDOR' : 'WITH_PROVIDER',
        ...{ category, severity: row.severity, impact, evidence, contact, author: filed.author, author_subject: filed.subject },
        filed_at: filed.at,
        vehicle: handedOver?.vehicle ?? null,
        handed_over_at: handedOver?.at ?? null,
        response_hours: hours,
        response_due_at: handedOver ? new Date(handedOver.at.getTime() + hours! * 3_600_000) : null,
        responded_at: handedOver?.respondedAt ?? null,
        ended_at: endedAt ?? null,
        delegation: handedOver?.delegationExternalId ?? null,
      },
    ];
  });
  if (rows.length === 0) return;
  const db = em.getKysely<any>();
  const columns = Object.keys(rows[0]!).filter((name) => name !== 'delegation');
  const { rows: written } = await sql<{ id: string }>`
    insert into escalation (${sql.join(columns.map((name) => sql.ref(name)))}, delegation_id)
    select ${sql.join(columns.map((name) => sql.ref(`r.${name}`)))}, d.id
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) j
    cross join lateral jsonb_populate_record(null::escalation, j) r
    left join delegation d on d.external_id = j ->> 'delegation' order by r.filed_at returning id`.execute(db);
  await sql`
    insert into escalation_ticket (escalation_id, ticket_id)
    select e.id, s.id from escalation e join ticket t on t.id = e.ticket_id, lateral (
      (select t.id)
      union all
      (select o.id from ticket o where o.partner_id = t.partner_id and o.service_id = t.service_id and o.customer_id <> t.customer_id
        order by abs(extract(epoch from o.created_at - t.created_at)), o.id limit 2)) s
    where e.category = 'REGIONAL_MULTITENANT' and e.id = any(${written.map(({ id }) => id)}::uuid[]) order by e.id`.execute(db);
}
