/** What can be done about assignments. */
import { action } from '../../kernel/write/mutation-action.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { statusAt } from '../delegation/jobs.ts';
import { Delegation } from '../delegation/entity.ts';
import { delegationPolicy } from '../delegation/policy.ts';
import { delegationTransition } from '../delegation/state.ts';
import { SecurityGroup } from '../security-group/entity.ts';
import { DelegationAssignment } from './entity.ts';
import { DelegationAssignmentCreateInput, DelegationAssignmentRemoveInput } from './inputs.ts';
import { assignmentMessages } from './messages.ts';
import { assignmentPolicy } from './policy.ts';
import { STANDING } from './state.ts';

const answers = { assignment: () => DelegationAssignment };

export const delegationAssignmentCreate = action(
  {
    description: 'Gives the members of a security group roles of an active delegation, at once.',
    input: DelegationAssignmentCreateInput,
    returns: answers,
  },
  async ({ delegationId, groupId, roleIds }, act) => {
    // The delegation is held, so that of two who assign the same group the second finds it assigned.
    const delegation = await act.findForUpdate(Delegation, delegationPolicy, 'assign', delegationId, 'delegationId');
    delegation.demandSide(act.viewer);
    delegationTransition('assign', statusAt(delegation, act.now));
    const group = await act.em.findOne(SecurityGroup, { id: groupId, partnerId: act.viewer.organization });
    if (!group) throw notFound('groupId');
    if (await act.em.findOne(DelegationAssignment, { delegationId, groupId, status: { $in: [...STANDING] } }))
      throw new Problem('STATE', assignmentMessages.assignedAlready(), { field: 'groupId' });
    const assignment = DelegationAssignment.of(delegation, group, roleIds, act.now);
    act.em.persist(assignment);
    act.emitEvent('delegation.assignment_created', assignment, { stream: delegation, data: { groupId } });
    return { assignment };
  },
);

export const delegationAssignmentRemove = action(
  { description: 'Takes an assignment back: its roles are gone at once.', input: DelegationAssignmentRemoveInput, returns: answers },
  async ({ assignmentId }, act) => {
    const assignment = await act.findForUpdate(DelegationAssignment, assignmentPolicy, 'remove', assignmentId, 'assignmentId');
    const delegation = await act.em.findOneOrFail(Delegation, { id: assignment.delegationId });
    delegation.demandSide(act.viewer);
    assignment.remove(act.now);
    act.emitEvent('delegation.assignment_removed', assignment, { stream: delegation });
    return { assignment };
  },
);
