/** Who may see the boundaries of a partner's support: itself and whoever does business with it. Who states them: its admin agents. */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';

const near = `(select true from account_access a where a.organization_id = ${viewerSql.organization} and a.account_id = support_boundary.partner_id limit 1)`;
const admin = `${viewerSql.kind} = 'PARTNER' and ${viewerSql.role} = 'ADMIN_AGENT' and partner_id = ${viewerSql.organization}`;

export const boundaryPolicy = policy('support_boundary', {
  see: `partner_id = ${viewerSql.organization} or (withdrawn_at is null and ${near})`,
  insert: admin,
  update: admin,
  parties: ['partnerId'],
  permissions: {
    define: permission(roles('PARTNER', 'ADMIN_AGENT'), { role: 'R21', kind: 'R21' }),
    withdraw: permission(roles('PARTNER', 'ADMIN_AGENT'), { role: 'R21', kind: 'R21' }),
  },
});
