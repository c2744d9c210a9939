/** Who sees how a customer buys: whoever sees the customer. Who says so: the customer, for otherwise the vendor could permit itself to write to it. */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';

const own = `${viewerSql.kind} = 'CUSTOMER' and customer_id = ${viewerSql.organization}`;
const byCustomer = permission(roles('CUSTOMER'), { kind: 'R17' });

export const relationshipPolicy = policy('commercial_relationship', {
  see: '(select true from customer c where c.id = commercial_relationship.customer_id)',
  insert: own,
  update: own,
  permissions: { record: byCustomer, end: byCustomer },
});
