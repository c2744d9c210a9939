/** What the mutations of delegations take. */
import { id, shortText, optional, boolean } from '../../kernel/schema/input.ts';
import { duration } from './duration.ts';
import { roleIds } from './role-ids.ts';
import { Delegation } from './entity.ts';
import { Customer } from '../customer/entity.ts';

const delegationId = id('Which delegation.', () => Delegation);

export const DelegationDraftInput = {
  name: 'DelegationDraftInput',
  description: 'Admin rights that a partner wants of a customer.',
  fields: {
    customerId: id('The customer whose tenant it is about: one of yours.', () => Customer),
    displayName: shortText('The name by which you and the customer know it; no other of your delegations may have it.', 50),
    roleIds: roleIds('The admin roles to ask for, by template id. None can be added later.'),
    duration: optional(duration('How long it is to last from its approval, ISO 8601: `P1D` to `P2Y`; two years when left out.')),
    autoExtend: optional(boolean('Whether it extends itself by 180 days at each end; no when left out. Not with Global Administrator.')),
  },
};

export const DelegationRequestInput = {
  name: 'DelegationRequestInput',
  description: 'A drafted delegation that the customer is to approve.',
  fields: { delegationId },
};

export const DelegationApproveInput = {
  name: 'DelegationApproveInput',
  description: 'A delegation that the customer agrees to.',
  fields: { delegationId },
};

export const DelegationRejectInput = {
  name: 'DelegationRejectInput',
  description: 'A delegation that the customer does not agree to.',
  fields: { delegationId },
};

export const DelegationTerminateInput = {
  name: 'DelegationTerminateInput',
  description: 'A delegation that is to end now.',
  fields: { delegationId },
};

export const DelegationAutoExtendSetInput = {
  name: 'DelegationAutoExtendSetInput',
  description: 'Whether a delegation extends itself.',
  fields: {
    delegationId,
    autoExtend: boolean('Whether it extends itself by 180 days at each end.'),
  },
};
