/** Which of the evidence that a category asks for is missing. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { notFound } from '../../kernel/write/problem.ts';
import { CUSTOMERS_OF_A_REGION, HANDOFFS, type HandoffCategory } from './category.ts';
import type { EscalationEvidence } from './evidence.ts';

/**
 * The fields of the evidence that are missing. A regional problem needs tickets of several customers, none of whom is known
 * to be elsewhere only, about no other service; a ticket that the viewer does not see is not there.
 */
export async function missingIn(
  em: SqlEntityManager,
  category: HandoffCategory,
  evidence: EscalationEvidence,
  ticketIds: readonly string[],
  serviceId: string | null,
): Promise<string[]> {
  const missing: string[] = [];
  for (const kind of HANDOFFS[category].evidence) {
    if (kind !== 'tickets') {
      if (evidence[kind] === null) missing.push(`evidence.${kind}`);
    } else if ((await customersOf(em, ticketIds, evidence.region, serviceId)) < CUSTOMERS_OF_A_REGION) missing.push('evidence.ticketIds');
  }
  return missing;
}

async function customersOf(
  em: SqlEntityManager,
  ticketIds: readonly string[],
  region: string | null,
  serviceId: string | null,
): Promise<number> {
  const { rows } = await sql<{ id: string; customer: string; isThere: boolean }>`
    select t.id, t.customer_id as customer, coalesce(t.service_id = ${serviceId}::uuid, true) and coalesce((
      select bool_or(s.region is null or s.region = ${region}) from customer_subscription s
      where s.customer_id = t.customer_id and (t.service_id is null or s.service_id = t.service_id)
        and s.status not in ('EXPIRED', 'DISABLED', 'DELETED')), true) as "isThere"
    from ticket t where t.id = any(${ticketIds}::uuid[])`.execute(em.getKysely<any>());
  const hidden = ticketIds.findIndex((id) => !rows.some((row) => row.id === id));
  if (hidden >= 0) throw notFound('evidence.ticketIds');
  return new Set(rows.flatMap(({ isThere, customer }) => (isThere ? [customer] : []))).size;
}
