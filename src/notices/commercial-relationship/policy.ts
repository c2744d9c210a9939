/** Who sees how a customer buys: whoever sees the customer. Who says so: the customer, for otherwise the vendor could permit itself to write to it. */
import { by, deed, me, policy } from '../../kernel/access/policy.ts';

const own = `${me.kind} = 'CUSTOMER' and customer_id = ${me.organization}`;
const byCustomer = deed(by('CUSTOMER'), { kind: 'R17' });

export const relationshipPolicy = policy('commercial_relationship', {
  see: '(select true from customer c where c.id = commercial_relationship.customer_id)',
  insert: own,
  update: own,
  deeds: { record: byCustomer, end: byCustomer },
});
