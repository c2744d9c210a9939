/** Root fields of revoked sessions. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import { sessionRevocationCreate } from './actions.ts';
import { revocationList, SessionRevocation } from './entity.ts';

export const SessionReads = queries({
  sessionRevocation: byId(() => SessionRevocation, 'A revocation of sessions in your organization by its id.'),
  sessionRevocations: connectionField(
    revocationList,
    'Whose sessions were revoked in your organization, newest first: for whoever administers there; for others, about themselves.',
  ),
});

export const SessionMutations = mutations({ sessionRevocationCreate });
