/** Root fields of delegations. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { one, reads } from '../../kernel/schema/query-fields.ts';
import {
  delegationApprove,
  delegationAutoExtendSet,
  delegationDraft,
  delegationReject,
  delegationRequest,
  delegationTerminate,
} from './actions.ts';
import { Delegation } from './entity.ts';

export const DelegationReads = reads({
  delegation: one(() => Delegation, 'A delegation by its id.'),
});

export const DelegationMutations = mutations({
  delegationDraft,
  delegationRequest,
  delegationApprove,
  delegationReject,
  delegationTerminate,
  delegationAutoExtendSet,
});
