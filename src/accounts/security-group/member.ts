/** Members of security groups: the people who have the roles. The third of three layers. */
import { defineEntity, p } from '@mikro-orm/core';
import { reference } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { SecurityGroup } from './entity.ts';
import { groupMessages } from './messages.ts';
import { memberPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'SecurityGroupMember',
  tableName: 'security_group_member',
  policies: memberPolicy.rows,
  indexes: [{ properties: ['groupId', 'name', 'id'] }],
  properties: {
    id: idColumn(),
    groupId: () => p.manyToOne(SecurityGroup).name('group_id').mapToPk().deleteRule('cascade'),
    subject: field(p.text(), 'Who, as the identity provider of the partner says: the `sub` of the token.'),
    /** The person's object id in the partner's directory, for tokens whose `sub` is that. */
    externalId: p.text().nullable(),
    name: field(p.text(), 'The name.'),
    isGuest: field(p.boolean(), "Whether it is a guest in the partner's tenant: a guest has no role in a customer's."),
    addedAt: field(timestampColumn(), 'When it became a member, as far as Tierline knows.'),
    removedAt: field(timestampColumn().nullable(), 'When it left; null for one who is a member.'),
    /** Whose group it is. */
    partnerId: p
      .uuid()
      .nullable()
      .formula((of: Record<string, string>) => `(select g.partner_id from security_group g where g.id = ${of.groupId})`),
  },
});

/** A person in a security group, for a time: whoever comes back is a member anew. */
export class SecurityGroupMember extends schema.class {
  /** A member of the partner's own. */
  static of(group: SecurityGroup, { subject, name }: { subject: string; name: string }, addedAt: Date): SecurityGroupMember {
    return Object.assign(new SecurityGroupMember(), { groupId: group.id, subject, name, isGuest: false, addedAt });
  }

  /** Leaves the group. */
  remove(now: Date): void {
    if (this.removedAt) throw new Problem('STATE', groupMessages.notAMember(), { field: 'memberId' });
    this.removedAt = now;
  }
}

export const memberList = defineList('SecurityGroupMember', () => SecurityGroupMember, {
  order: { NAME: { property: 'name', column: 'name', type: 'text', direction: 'ASC', description: 'The name.' } },
});

publishType(SecurityGroupMember, schema, {
  description: 'A person of a partner who is in one of its security groups, and so has the roles that are assigned to it.',
  edges: { group: reference(() => SecurityGroup, 'groupId', 'The group.') },
});
