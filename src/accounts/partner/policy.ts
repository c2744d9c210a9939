/** Who may see a partner: itself, and every organization it does business with. */
import { viewerSql, policy } from '../../kernel/access/policy.ts';

export const partnerPolicy = policy('partner', {
  see: `partner.id = ${viewerSql.organization} or (select true from account_access a where a.organization_id = ${viewerSql.organization} and a.account_id = partner.id limit 1)`,
});
