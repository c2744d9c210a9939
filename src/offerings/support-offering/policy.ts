/**
 * Who may see an offering: its partner, and once it is published every organization that does business with that partner. What a partner
 * offers binds the company, so its admin agents write it; its helpdesk and sales agents read it; customers acknowledge it.
 */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';

const own = `partner_id = ${viewerSql.organization} and ${viewerSql.kind} = 'PARTNER' and ${viewerSql.role} = 'ADMIN_AGENT'`;
const admin = permission(roles('PARTNER', 'ADMIN_AGENT'), { kind: 'R26' });

export const offeringPolicy = policy('support_offering', {
  see: `partner_id = ${viewerSql.organization} or (state = 'PUBLISHED' and (select true from account_access a where a.organization_id = ${viewerSql.organization} and a.account_id = support_offering.partner_id limit 1))`,
  insert: own,
  update: own,
  parties: ['partnerId'],
  permissions: { draft: admin, change: admin, publish: admin, retire: admin, acknowledge: permission(roles('CUSTOMER'), { kind: 'R26' }) },
});
