/**
 * Who may see a security group and its members: the partner itself, and whoever it works for: those who see a delegation that is
 * active now, and under which the group has an active assignment. Who may change them: admin agents of the partner (rule R01).
 */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';

const inUse = `(select true from delegation_assignment a join delegation d on d.id = a.delegation_id
  where a.group_id = security_group.id and a.status = 'ACTIVE' and d.status = 'ACTIVE' limit 1)`;
const own = `partner_id = ${viewerSql.organization} and ${viewerSql.kind} = 'PARTNER' and ${viewerSql.role} = 'ADMIN_AGENT'`;
const byAdmin = permission(roles('PARTNER', 'ADMIN_AGENT'), { role: 'R01' });

export const groupPolicy = policy('security_group', {
  see: `security_group.partner_id = ${viewerSql.organization} or ${inUse}`,
  insert: own,
  update: own,
  parties: ['partnerId'],
  permissions: { create: byAdmin, addMember: byAdmin },
});

const group = `(select true from security_group g where g.id = security_group_member.group_id
  and (security_group_member.removed_at is null or g.partner_id = ${viewerSql.organization}))`;
const ownGroup = `${viewerSql.role} = 'ADMIN_AGENT' and (select true from security_group g
  where g.id = security_group_member.group_id and g.partner_id = ${viewerSql.organization})`;

export const memberPolicy = policy('security_group_member', {
  see: group,
  insert: ownGroup,
  update: ownGroup,
  parties: ['partnerId'],
  permissions: { remove: byAdmin },
});
