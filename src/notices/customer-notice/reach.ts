/** Reach: to which customers a sender may write about what. Said once, for the policy of the database and for whoever is refused. */
import { viewerSql } from '../../kernel/access/policy.ts';

/** The partner that answers for a subscription is its partner of record; the provider does where there is none. */
const responsible = (notice: string, customer: string) =>
  `(select true from customer_subscription s where s.customer_id = ${customer} and coalesce(s.partner_of_record_id, s.provider_id) = ${viewerSql.organization} and (${notice}.subscription_id is null or s.id = ${notice}.subscription_id) limit 1)`;

const buysElsewhere = (notice: string, customer: string) =>
  `(select true from commercial_relationship r where r.customer_id = ${customer} and r.channel <> 'CSP' and r.ended_at is null and lower(r.product) = lower(${notice}.product) limit 1)`;

/**
 * Whether the viewer may send the notice of the alias `notice` (its `topic`, `product` and `subscription_id`) to a customer that it
 * sees: about subscriptions, and whatever names one, as the partner that answers for it (rule R15), as the vendor about other
 * products where the customer buys them outside CSP (rule R17), and about the rest as anybody who may send at all. An SQL
 * condition on one line.
 */
export const mayReach = (notice: string, customer: string): string =>
  `case when ${notice}.topic = 'SUBSCRIPTION' or ${notice}.subscription_id is not null then ${responsible(notice, customer)} when ${notice}.topic = 'OTHER_PRODUCT' then ${viewerSql.kind} = 'PARTNER' or ${buysElsewhere(notice, customer)} else true end`;
