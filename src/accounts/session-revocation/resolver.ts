/** Root fields of revoked sessions. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { many, one, reads } from '../../kernel/schema/query-fields.ts';
import { sessionRevocationCreate } from './actions.ts';
import { revocationList, SessionRevocation } from './entity.ts';

export const SessionReads = reads({
  sessionRevocation: one(() => SessionRevocation, 'A revocation of sessions in your organization by its id.'),
  sessionRevocations: many(
    revocationList,
    'Whose sessions were revoked in your organization, newest first: for whoever administers there; for others, about themselves.',
  ),
});

export const SessionMutations = mutations({ sessionRevocationCreate });
