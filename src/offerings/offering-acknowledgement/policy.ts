/** Who may see that terms were acknowledged: the customer and the partner. A customer acknowledges what is offered to it now, and in its own name. */
import { me, policy } from '../../kernel/access/policy.ts';

const offered = `(select true from support_offering o where o.id = offering_acknowledgement.offering_id and o.state = 'PUBLISHED'
  and o.partner_id = offering_acknowledgement.partner_id and o.version = offering_acknowledgement.number limit 1)`;

export const acknowledgementPolicy = policy('offering_acknowledgement', {
  see: `customer_id = ${me.organization} or partner_id = ${me.organization}`,
  insert: `customer_id = ${me.organization} and subject = ${me.subject} and ${me.kind} = 'CUSTOMER' and ${offered}`,
});
