/** Who may see that terms were acknowledged: the customer and the partner. A customer acknowledges what is offered to it now, and in its own name. */
import { viewerSql, policy } from '../../kernel/access/policy.ts';

const offered = `(select true from support_offering o where o.id = offering_acknowledgement.offering_id and o.state = 'PUBLISHED'
  and o.partner_id = offering_acknowledgement.partner_id and o.version = offering_acknowledgement.number limit 1)`;

export const acknowledgementPolicy = policy('offering_acknowledgement', {
  see: `customer_id = ${viewerSql.organization} or partner_id = ${viewerSql.organization}`,
  insert: `customer_id = ${viewerSql.organization} and subject = ${viewerSql.subject} and ${viewerSql.kind} = 'CUSTOMER' and ${offered}`,
});
