/** Who may see an assignment: whoever sees its delegation. Who may make one and take it back: admin agents of the partner (rule R01). */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';

const delegation = '(select true from delegation d where d.id = delegation_assignment.delegation_id)';
const own = `(select true from delegation d where d.id = delegation_assignment.delegation_id and d.partner_id = ${viewerSql.organization})`;
const byAdmin = permission(roles('PARTNER', 'ADMIN_AGENT'), { role: 'R01' });

export const assignmentPolicy = policy('delegation_assignment', {
  see: delegation,
  insert: `${viewerSql.role} = 'ADMIN_AGENT' and ${own}`,
  update: `${viewerSql.role} = 'ADMIN_AGENT' and ${own}`,
  parties: ['customerId', 'partnerId', 'providerId'],
  permissions: { remove: byAdmin },
});
