/** Who may see the boundaries of a partner's support: itself and whoever does business with it. Who states them: its admin agents. */
import { by, deed, me, policy } from '../../kernel/access/policy.ts';

const near = `(select true from account_access a where a.organization_id = ${me.organization} and a.account_id = support_boundary.partner_id limit 1)`;
const admin = `${me.kind} = 'PARTNER' and ${me.role} = 'ADMIN_AGENT' and partner_id = ${me.organization}`;

export const boundaryPolicy = policy('support_boundary', {
  see: `partner_id = ${me.organization} or (withdrawn_at is null and ${near})`,
  insert: admin,
  update: admin,
  parties: ['partnerId'],
  deeds: {
    define: deed(by('PARTNER', 'ADMIN_AGENT'), { role: 'R21', kind: 'R21' }),
    withdraw: deed(by('PARTNER', 'ADMIN_AGENT'), { role: 'R21', kind: 'R21' }),
  },
});
