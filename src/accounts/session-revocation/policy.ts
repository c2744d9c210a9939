/** Who may see and revoke sessions: whoever administers for the organization, and everybody their own. */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';

const own = `organization_id = ${viewerSql.organization} and (subject = ${viewerSql.subject} or ${viewerSql.role} in ('ADMIN_AGENT', 'ADMINISTRATOR'))`;

export const sessionPolicy = policy('session_revocation', {
  see: own,
  insert: own,
  parties: ['organizationId'],
  permissions: {
    revoke: permission([roles('PARTNER', 'ADMIN_AGENT'), roles('CUSTOMER', 'ADMINISTRATOR'), roles('VENDOR', 'ADMINISTRATOR')]),
    revokeOwn: permission([roles('PARTNER'), roles('CUSTOMER'), roles('VENDOR')]),
  },
});
