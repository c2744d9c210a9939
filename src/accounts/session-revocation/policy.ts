/** Who may see and revoke sessions: whoever administers for the organization, and everybody their own. */
import { by, deed, me, policy } from '../../kernel/access/policy.ts';

const own = `organization_id = ${me.organization} and (subject = ${me.subject} or ${me.role} in ('ADMIN_AGENT', 'ADMINISTRATOR'))`;

export const sessionPolicy = policy('session_revocation', {
  see: own,
  insert: own,
  parties: ['organizationId'],
  deeds: {
    revoke: deed([by('PARTNER', 'ADMIN_AGENT'), by('CUSTOMER', 'ADMINISTRATOR'), by('VENDOR', 'ADMINISTRATOR')]),
    revokeOwn: deed([by('PARTNER'), by('CUSTOMER'), by('VENDOR')]),
  },
});
