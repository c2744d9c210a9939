/** Security groups: groups in a partner's tenant to which roles in customers' tenants are assigned. */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { ID } from 'type-graphql';
import { reference, connectionTo } from '../../kernel/schema/edge.ts';
import { timelineList } from '../../kernel/write/event.ts';
import { field, idColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { publishType } from '../../kernel/schema/type.ts';
import type { Viewer } from '../../kernel/access/viewer.ts';
import { assignmentList } from '../delegation-assignment/entity.ts';
import { Partner } from '../partner/entity.ts';
import { memberList } from './member.ts';
import { groupMessages } from './messages.ts';
import { groupPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'SecurityGroup',
  tableName: 'security_group',
  policies: groupPolicy.rows,
  uniques: [{ properties: ['partnerId', 'externalId'] }],
  indexes: [{ properties: ['partnerId', 'name', 'id'] }],
  properties: {
    id: idColumn(),
    partnerId: p.uuid(),
    externalId: field(p.text(), "The group's object id in the partner's directory (`accessContainerId`).", () => ID),
    name: field(p.text(), 'What it is called.'),
  },
});

/** A group of people at a partner. */
export class SecurityGroup extends schema.class {
  /** Refuses whoever sees it and belongs to another organization. */
  demandOwner({ organization }: Viewer): void {
    if (this.partnerId !== organization) throw new Problem('FORBIDDEN', groupMessages.otherPartner());
  }
}

export const groupList = defineList('SecurityGroup', () => SecurityGroup, {
  order: { NAME: { property: 'name', column: 'name', type: 'text', direction: 'ASC', description: 'What it is called.' } },
});

publishType(SecurityGroup, schema, {
  description: "A security group in a partner's tenant, whose members have the roles that are assigned to it.",
  edges: {
    partner: reference(() => Partner, 'partnerId', 'The partner whose group it is.'),
    members: connectionTo(() => memberList, sql<boolean>`t.group_id = p.key and t.removed_at is null`, 'Who is in it now.'),
    assignments: connectionTo(() => assignmentList, 'group_id', 'Which roles it has under which delegations; only those you may see.'),
    timeline: connectionTo(
      () => timelineList,
      sql<boolean>`t.stream_type = 'SecurityGroup' and t.stream_id = p.key`,
      'Who came and went, and who saw to it.',
    ),
  },
});
