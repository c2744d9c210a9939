/** What can be done about security groups. */
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { action } from '../../kernel/write/mutation-action.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { SecurityGroup } from './entity.ts';
import { SecurityGroupCreateInput, SecurityGroupMemberAddInput, SecurityGroupMemberRemoveInput } from './inputs.ts';
import { SecurityGroupMember } from './member.ts';
import { groupMessages } from './messages.ts';
import { groupPolicy, memberPolicy } from './policy.ts';

export const securityGroupCreate = action(
  {
    description: 'Makes a security group of your tenant known, so that roles can be assigned to it.',
    input: SecurityGroupCreateInput,
    returns: { group: () => SecurityGroup },
  },
  async ({ externalId, name }, act) => {
    act.authorize(groupPolicy, 'create');
    const partnerId = act.viewer.organization;
    const taken = () => new Problem('INVALID', groupMessages.taken(), { field: 'externalId' });
    if (await act.em.findOne(SecurityGroup, { partnerId, externalId })) throw taken();
    const group = act.em.create(SecurityGroup, { partnerId, externalId, name });
    // Two may make the same known at once: then the first look has seen neither.
    await act.em.flush().catch((error: unknown) => {
      throw error instanceof UniqueConstraintViolationException ? taken() : error;
    });
    act.emitEvent('security_group.created', group);
    return { group };
  },
);

const member = { member: () => SecurityGroupMember };

export const securityGroupMemberAdd = action(
  {
    description: 'Takes a person into a security group, who has its roles from then on. Who is a member already stays the same member.',
    input: SecurityGroupMemberAddInput,
    returns: member,
  },
  async ({ groupId, subject, name }, act) => {
    const group = await act.findForUpdate(SecurityGroup, groupPolicy, 'addMember', groupId, 'groupId');
    group.demandOwner(act.viewer);
    const already = await act.em.findOne(SecurityGroupMember, { groupId, subject, removedAt: null });
    if (already) return { member: already };
    const added = SecurityGroupMember.of(group, { subject, name }, act.now);
    act.em.persist(added);
    act.emitEvent('security_group.member_added', added, { stream: group, data: { name } });
    return { member: added };
  },
);

export const securityGroupMemberRemove = action(
  {
    description: 'Takes a person out of a security group: its roles are gone at once.',
    input: SecurityGroupMemberRemoveInput,
    returns: member,
  },
  async ({ memberId }, act) => {
    const leaving = await act.findForUpdate(SecurityGroupMember, memberPolicy, 'remove', memberId, 'memberId');
    const group = await act.em.findOneOrFail(SecurityGroup, { id: leaving.groupId });
    group.demandOwner(act.viewer);
    leaving.remove(act.now);
    act.emitEvent('security_group.member_removed', leaving, { stream: group, data: { name: leaving.name } });
    return { member: leaving };
  },
);
