/** Delegated rights: what the viewer may do in a customer's tenant. The one place where tickets asks that of accounts. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import type { Viewer } from '../../kernel/access/viewer.ts';

/** A delegation under which the viewer has roles in a customer's tenant, and for how long it has them. */
export interface Delegated {
  readonly id: string;
  /** The admin roles that it, an assignment of it and a membership of the viewer give together, by template id. */
  readonly roleIds: readonly string[];
  /** From when to when all three hold, ISO 8601. */
  readonly beginsAt: string;
  readonly endsAt: string;
}

/** What the viewer has in the tenant of a customer as JSON (`effective_spans`): what ends last comes first. */
export const ticketDelegations = (customer: RawBuilder<unknown>): RawBuilder<Delegated[]> => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'roleIds', s.roles, 'beginsAt', s.begins, 'endsAt', s.ends) order by s.ends desc, s.id), '[]')
  from (select e.delegation_id as id, e.begins, e.ends, array_agg(e.role_id order by e.role_id) as roles
    from effective_spans(${customer}, (select viewer_organization()), (select viewer_subject())) e group by 1, 2, 3) s)`;

/** Those that give access at a time. */
export const inForce = (all: readonly Delegated[], now: Date): Delegated[] =>
  all.filter(({ beginsAt, endsAt }) => new Date(beginsAt) <= now && new Date(endsAt) > now);

/** The delegations under which the viewer may work in a customer's tenant now. Reads as the viewer. */
export async function delegatedRoles(em: SqlEntityManager, viewer: Viewer, customerId: string, now: Date): Promise<Delegated[]> {
  if (viewer.kind !== 'PARTNER') return [];
  const { rows } = await sql<{ all: Delegated[] }>`select ${ticketDelegations(sql`${customerId}::uuid`)} as all`.execute(
    em.getKysely<any>(),
  );
  return inForce(rows[0]!.all, now);
}
