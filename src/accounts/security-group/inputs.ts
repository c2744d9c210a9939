/** What the mutations of security groups take. */
import { externalId, id, isId, shortText, type InputField } from '../../kernel/schema/input.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { groupMessages } from './messages.ts';
import { SecurityGroupMember } from './member.ts';
import { SecurityGroup } from './entity.ts';

/** An id that the vendor's directory gave. */
const directoryId = (description: string): InputField<string> => ({
  ...externalId(description, 36),
  check(value, field) {
    if (!isId(value)) throw new Problem('INVALID', groupMessages.notADirectoryId({ field }), { field });
    return value.toLowerCase();
  },
});

export const SecurityGroupCreateInput = {
  name: 'SecurityGroupCreateInput',
  description: 'A security group of your own tenant.',
  fields: {
    externalId: directoryId("The group's object id in your directory, a GUID: it is by this that imports know the group."),
    name: shortText('What the group is called.', 256),
  },
};

export const SecurityGroupMemberAddInput = {
  name: 'SecurityGroupMemberAddInput',
  description: 'A person of your own organization who is to be a member of a security group.',
  fields: {
    groupId: id('Which security group of yours.', () => SecurityGroup),
    subject: shortText('Who, as your identity provider says (the `sub` of the token).'),
    name: shortText('The name.'),
  },
};

export const SecurityGroupMemberRemoveInput = {
  name: 'SecurityGroupMemberRemoveInput',
  description: 'A member who is to leave a security group.',
  fields: { memberId: id('Which member.', () => SecurityGroupMember) },
};
