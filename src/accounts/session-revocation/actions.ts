/** What can be done about sessions: end them. By the event every process learns of it. */
import { action } from '../../kernel/write/mutation-action.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { SessionRevocation } from './entity.ts';
import { SessionRevocationCreateInput } from './inputs.ts';
import { sessionMessages as say } from './messages.ts';
import { sessionPolicy } from './policy.ts';

/** How many revocations an hour sees, of an organization and of a person about itself: every process keeps them all. */
const [MOST, MOST_OWN] = [1_000, 10];
const HOUR_MS = 3_600_000;

export const sessionRevocationCreate = action(
  {
    description:
      'Revokes the sessions of a person in your organization: every token that it has is refused within two seconds, on every process; sockets are closed with 4401, event streams end, and webhooks that are read as this person are disabled. A token issued later is good again: see to it first that your identity provider issues none that it should not. For admin agents of partners and administrators of customers and of the vendor; for everybody about itself.',
    input: SessionRevocationCreateInput,
    returns: { revocation: () => SessionRevocation },
  },
  async ({ subject, role, reason }, act) => {
    const { viewer, now, em } = act;
    const isOwn = subject === viewer.subject;
    act.authorize(sessionPolicy, isOwn ? 'revokeOwn' : 'revoke');
    const { organization: organizationId, name: revokedBy } = viewer;
    const recent = { organizationId, createdAt: { $gt: new Date(now.getTime() - HOUR_MS) } };
    const most = isOwn ? MOST_OWN : MOST;
    if ((await em.count(SessionRevocation, isOwn ? { ...recent, subject } : recent)) >= most)
      throw new Problem('STATE', say.tooMany({ most }));
    const revocation = em.create(SessionRevocation, { organizationId, subject, role, reason, revokedBy, createdAt: now });
    em.persist(revocation);
    act.emitEvent('session.revoked', revocation);
    return { revocation };
  },
);
