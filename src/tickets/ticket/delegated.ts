/** Delegated rights: what the viewer may do in a customer's tenant. The one place where tickets asks that of accounts. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import type { Viewer } from '../../kernel/viewer.ts';

/** A delegation that a partner has from a customer, with what decides whether it gives access. */
export interface Delegated {
  readonly id: string;
  /** The admin roles it gives, by template id. Ids that nobody knows are kept, and give nothing. */
  readonly roleIds: readonly string[];
  /** When it ends, ISO 8601; null where the vendor has not said. */
  readonly endsAt: string | null;
}

/** The active delegations of the viewer's organization for a customer as JSON: those that end last come first. */
export const delegations = (customer: RawBuilder<unknown>): RawBuilder<Delegated[]> => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'roleIds', d.role_ids, 'endsAt', d.ends_at) order by d.ends_at desc nulls first, d.id), '[]')
  from delegation d where d.customer_id = ${customer} and d.partner_id = (select viewer_organization()) and d.status = 'ACTIVE')`;

/** Those that still give access at a time: the vendor may say ACTIVE of one whose end has come. */
export const inForce = (all: readonly Delegated[], now: Date): Delegated[] =>
  all.filter(({ endsAt }) => endsAt === null || new Date(endsAt) > now);

/** The delegations under which the viewer may work in a customer's tenant now. Reads as the viewer. */
export async function delegatedRoles(em: SqlEntityManager, viewer: Viewer, customerId: string, now: Date): Promise<Delegated[]> {
  if (viewer.kind !== 'PARTNER') return [];
  const { rows } = await sql<{ all: Delegated[] }>`select ${delegations(sql`${customerId}::uuid`)} as all`.execute(em.getKysely<any>());
  return inForce(rows[0]!.all, now);
}
