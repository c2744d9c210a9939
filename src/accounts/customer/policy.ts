/** Who may see a customer: itself, its partners, their providers, and the vendor once a ticket of it was handed over. */
import { viewerSql, policy } from '../../kernel/access/policy.ts';

export const customerPolicy = policy('customer', {
  see: `customer.id = ${viewerSql.organization} or (select true from account_access a where a.organization_id = ${viewerSql.organization} and a.account_id = customer.id limit 1)`,
});
