/** Who may see and revoke sessions: whoever administers for the organization, and everybody their own. */
import { by, deed, me, policy } from '../../kernel/policy.ts';

const own = `organization_id = ${me.organization} and (subject = ${me.subject} or ${me.kind} <> 'PARTNER' or ${me.role} = 'ADMIN_AGENT')`;

export const sessionPolicy = policy('session_revocation', {
  see: own,
  insert: own,
  parties: ['organizationId'],
  deeds: {
    revoke: deed([by('PARTNER', 'ADMIN_AGENT'), by('CUSTOMER'), by('VENDOR')]),
    revokeOwn: deed([by('PARTNER'), by('CUSTOMER'), by('VENDOR')]),
  },
});
