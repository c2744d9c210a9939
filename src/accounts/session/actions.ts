/** What can be done about sessions: end them. By the event every process learns of it. */
import { action } from '../../kernel/action.ts';
import { SessionRevocation } from './entity.ts';
import { SessionRevocationCreateInput } from './inputs.ts';
import { sessionPolicy } from './policy.ts';

export const sessionRevocationCreate = action(
  {
    description:
      'Revokes the sessions of a person in your organization: every token that it has is refused within two seconds, on every process; sockets are closed with 4401, event streams end, and webhooks that are read as this person are disabled. A token issued later is good again: see to it first that your identity provider issues none that it should not. For admin agents of partners, members of customers and the vendor; for everybody about itself.',
    input: SessionRevocationCreateInput,
    answers: { revocation: () => SessionRevocation },
  },
  async ({ subject, role, reason }, act) => {
    const { viewer, now, em } = act;
    act.demand(sessionPolicy, subject === viewer.subject ? 'revokeOwn' : 'revoke');
    const { organization: organizationId, name: revokedBy } = viewer;
    const revocation = em.create(SessionRevocation, { organizationId, subject, role, reason, revokedBy, createdAt: now });
    em.persist(revocation);
    act.raise('session.revoked', revocation);
    return { revocation };
  },
);
