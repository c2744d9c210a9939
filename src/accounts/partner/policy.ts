/** Who may see a partner: itself, and every organization it does business with. */
import { me, policy } from '../../kernel/access/policy.ts';

export const partnerPolicy = policy('partner', {
  see: `partner.id = ${me.organization} or (select true from account_access a where a.organization_id = ${me.organization} and a.account_id = partner.id limit 1)`,
});
