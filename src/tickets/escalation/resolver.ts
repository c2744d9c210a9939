/** Root fields of escalations. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { connectionField, queries } from '../../kernel/schema/query-fields.ts';
import { escalationAccept, escalationAnswer, escalationHandOver, escalationReturn, ticketEscalate } from './actions.ts';
import { filingPolicyList } from './filing-policy.ts';

export const EscalationReads = queries({
  filingPolicies: connectionField(filingPolicyList, 'Which partners may file requests with the vendor, family by family of products.'),
});

export const EscalationMutations = mutations({
  ticketEscalate,
  escalationAccept,
  escalationReturn,
  escalationHandOver,
  escalationAnswer,
});
