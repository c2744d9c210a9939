/**
 * Who sells to whom, and through whom, is told piece by piece by exports of the provider, of the reseller, and by the list of their
 * relationships. Here the pieces are put together, so that it makes no difference which of them comes first.
 */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { contextOf } from '../context.ts';

/** Puts together what is known of the sales to these customers. */
export async function connectSales(em: SqlEntityManager, customerIds: readonly string[]): Promise<void> {
  if (!contextOf(em).mark || customerIds.length === 0) return;
  const db = em.getKysely();
  const ids = [...new Set(customerIds)];
  // A reseller whose provider serves the customer as well sells through that provider.
  await sql`update customer_partner x set provider_id = found.provider_id from (
      select distinct on (c.id) c.id, r.provider_id from customer_partner c
      join partner_relationship r on r.reseller_id = c.partner_id and r.state = 'ACTIVE'
      join partner v on v.id = r.provider_id
      join customer_partner o on o.customer_id = c.customer_id and r.provider_id in (o.partner_id, o.provider_id)
      where c.customer_id = any(${ids}::uuid[]) and c.provider_id is null order by c.id, v.tenant_id) found
    where x.id = found.id`.execute(db);
  // A provider that stood as the partner itself, because no reseller was told, stands behind that reseller now.
  await sql`delete from customer_partner x where x.customer_id = any(${ids}::uuid[]) and x.provider_id is null
    and exists (select from customer_partner o where o.customer_id = x.customer_id and o.provider_id = x.partner_id)`.execute(db);
  // A provider sells no subscription by itself; before it was known to be one, its own export said so.
  await sql`update customer_subscription s set provider_id = s.partner_of_record_id, partner_of_record_id = (
      select case when count(distinct x.partner_id) = 1 then (array_agg(x.partner_id))[1] end from customer_partner x
      where x.customer_id = s.customer_id and x.provider_id = s.partner_of_record_id)
    from partner v where v.id = s.partner_of_record_id and v.kind = 'INDIRECT_PROVIDER'
      and s.provider_id is null and s.customer_id = any(${ids}::uuid[])`.execute(db);
  await sql`update customer_subscription s set provider_id = x.provider_id from customer_partner x
    where x.customer_id = s.customer_id and x.partner_id = s.partner_of_record_id and x.provider_id is not null
      and s.provider_id is null and s.customer_id = any(${ids}::uuid[])`.execute(db);
}

/** The same for all customers of some partners. */
export async function connectSalesOf(em: SqlEntityManager, partnerIds: readonly string[]): Promise<void> {
  if (!contextOf(em).mark || partnerIds.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from customer_partner where partner_id = any(${partnerIds}::uuid[]) or provider_id = any(${partnerIds}::uuid[])
    union select customer_id from customer_subscription where partner_of_record_id = any(${partnerIds}::uuid[])`.execute(em.getKysely());
  await connectSales(
    em,
    rows.map(({ id }) => id),
  );
}
