/**
 * Who may see a request to buy or cancel: its customer, the partner that was asked, and the provider behind it. The customer asks, and only the partner acts (rules R30, R31):
 * the provider holds the row to be refused in words, and can write nothing.
 */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';

const partners = `(partner_id = ${viewerSql.organization} or provider_id = ${viewerSql.organization})`;

const sellsTo =
  '(select true from customer_partner c where c.customer_id = subscription_change.customer_id and c.partner_id = subscription_change.partner_id limit 1)';
/** Whoever sold the subscription, or, where none tells, a partner of the customer. */
const answers = `case when subscription_id is null then ${sellsTo} else (select coalesce(s.partner_of_record_id = subscription_change.partner_id, ${sellsTo}) as answers from customer_subscription s where s.id = subscription_change.subscription_id and s.customer_id = subscription_change.customer_id limit 1) end`;

/** In the partner center, too, a helpdesk agent places no orders. */
const orders = roles('PARTNER', 'ADMIN_AGENT', 'SALES_AGENT');

export const changePolicy = policy('subscription_change', {
  see: `customer_id = ${viewerSql.organization} or ${partners}`,
  insert: `${viewerSql.kind} = 'CUSTOMER' and customer_id = ${viewerSql.organization} and state = 'REQUESTED' and ${answers}`,
  update: `${viewerSql.kind} = 'PARTNER' and ${partners}`,
  becomes: `${viewerSql.kind} = 'PARTNER' and partner_id = ${viewerSql.organization}`,
  parties: ['customerId', 'partnerId', 'providerId'],
  permissions: {
    request: permission(roles('CUSTOMER'), { kind: 'R30' }),
    accept: permission(orders, { kind: 'R30' }),
    decline: permission(orders, { kind: 'R30' }),
    complete: permission(orders, { kind: 'R31' }),
  },
});
