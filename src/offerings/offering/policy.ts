/** Who may see an offering: its partner, and once it is published every organization that does business with that partner. */
import { me, policy } from '../../kernel/policy.ts';

export const offeringPolicy = policy('support_offering', {
  see: `partner_id = ${me.organization} or (state = 'PUBLISHED' and (select true from account_access a where a.organization_id = ${me.organization} and a.account_id = support_offering.partner_id limit 1))`,
});
