/** Root fields of delegations. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { byId, queries } from '../../kernel/schema/query-fields.ts';
import {
  delegationApprove,
  delegationAutoExtendSet,
  delegationDraft,
  delegationReject,
  delegationRequest,
  delegationTerminate,
} from './actions.ts';
import { Delegation } from './entity.ts';

export const DelegationReads = queries({
  delegation: byId(() => Delegation, 'A delegation by its id.'),
});

export const DelegationMutations = mutations({
  delegationDraft,
  delegationRequest,
  delegationApprove,
  delegationReject,
  delegationTerminate,
  delegationAutoExtendSet,
});
