/** What the mutations of assignments take. */
import { id } from '../../kernel/schema/input.ts';
import { roleIds } from '../delegation/role-ids.ts';
import { DelegationAssignment } from './entity.ts';
import { SecurityGroup } from '../security-group/entity.ts';
import { Delegation } from '../delegation/entity.ts';

export const DelegationAssignmentCreateInput = {
  name: 'DelegationAssignmentCreateInput',
  description: 'Which roles of a delegation the members of a security group are to have.',
  fields: {
    delegationId: id('Which delegation.', () => Delegation),
    groupId: id('Which security group of yours.', () => SecurityGroup),
    roleIds: roleIds('The roles, by template id: some of those that the delegation gives.'),
  },
};

export const DelegationAssignmentRemoveInput = {
  name: 'DelegationAssignmentRemoveInput',
  description: 'An assignment that is to be taken back.',
  fields: { assignmentId: id('Which assignment.', () => DelegationAssignment) },
};
