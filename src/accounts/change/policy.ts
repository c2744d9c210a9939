/** Who may see a request to buy or cancel: its customer, the partner that was asked, and the provider behind it. The customer asks, and only the partner acts (rules R30, R31). */
import { by, deed, me, policy } from '../../kernel/policy.ts';

const partners = `(partner_id = ${me.organization} or provider_id = ${me.organization})`;

/** In the partner center, too, a helpdesk agent places no orders. */
const orders = by('PARTNER', 'ADMIN_AGENT', 'SALES_AGENT');

export const changePolicy = policy('subscription_change', {
  see: `customer_id = ${me.organization} or ${partners}`,
  insert: `${me.kind} = 'CUSTOMER' and customer_id = ${me.organization}`,
  update: `${me.kind} = 'PARTNER' and ${partners}`,
  parties: ['customerId', 'partnerId', 'providerId'],
  deeds: {
    request: deed(by('CUSTOMER'), { kind: 'R30' }),
    accept: deed(orders, { kind: 'R30' }),
    decline: deed(orders, { kind: 'R30' }),
    complete: deed(orders, { kind: 'R31' }),
  },
});
