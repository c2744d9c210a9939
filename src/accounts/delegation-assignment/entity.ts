/** Assignments: which security group of the partner has which roles of a delegation. The second of three layers. */
import { defineEntity, p } from '@mikro-orm/core';
import { ID } from 'type-graphql';
import { computedField, reference } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { enumOf, listOf } from '../../kernel/schema/input.ts';
import { inColumn, defineList } from '../../kernel/schema/list.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { Delegation } from '../delegation/entity.ts';
import { DelegatedRole, rolesOf } from '../delegation/roles.ts';
import { SecurityGroup } from '../security-group/entity.ts';
import { assignmentMessages } from './messages.ts';
import { assignmentPolicy } from './policy.ts';
import { AssignmentStatus, assignmentTransition } from './state.ts';

const ofDelegation = (party: string) => (of: Record<string, string>) =>
  `(select d.${party} from delegation d where d.id = ${of.delegationId})`;

const schema = defineEntity({
  name: 'DelegationAssignment',
  tableName: 'delegation_assignment',
  policies: assignmentPolicy.rows,
  indexes: [{ properties: ['delegationId', 'createdAt', 'id'] }, { properties: ['groupId', 'createdAt', 'id'] }],
  properties: {
    id: idColumn(),
    externalId: field(p.text().nullable().unique(), "The vendor's id of the assignment; null until an import has told it.", () => ID),
    delegationId: () => p.manyToOne(Delegation).name('delegation_id').mapToPk().deleteRule('cascade'),
    groupId: () => p.manyToOne(SecurityGroup).name('group_id').mapToPk().deleteRule('cascade'),
    status: field(p.enum(Object.values(AssignmentStatus)), 'Where it stands.', () => AssignmentStatus),
    roleIds: p.array(),
    createdAt: field(timestampColumn(), 'When it was made.'),
    endedAt: field(timestampColumn().nullable(), 'When it was taken back; null before.'),
    /** When the vendor had changed it, by the last account of it that was imported. */
    toldAt: timestampColumn().nullable(),
    /** The parties of its delegation, whom it concerns as well. */
    customerId: p.uuid().nullable().formula(ofDelegation('customer_id')),
    partnerId: p.uuid().nullable().formula(ofDelegation('partner_id')),
    providerId: p.uuid().nullable().formula(ofDelegation('provider_id')),
  },
});

/** That the members of a security group have some roles of a delegation. */
export class DelegationAssignment extends schema.class {
  /** An assignment, if the delegation gives these roles. */
  static of(delegation: Delegation, group: SecurityGroup, roleIds: string[], createdAt: Date): DelegationAssignment {
    if (!roleIds.every((id) => delegation.roleIds.includes(id)))
      throw new Problem('INVALID', assignmentMessages.rolesBeyond(), { field: 'roleIds' });
    const fields = { delegationId: delegation.id, groupId: group.id, status: 'ACTIVE', roleIds, createdAt };
    return Object.assign(new DelegationAssignment(), fields);
  }

  /** Takes it back: its roles are gone at once. */
  remove(now: Date): void {
    this.status = assignmentTransition('remove', this.status);
    this.endedAt = now;
  }
}

export const assignmentList = defineList('DelegationAssignment', () => DelegationAssignment, {
  order: {
    CREATED_AT: { property: 'createdAt', column: 'created_at', type: 'instant', direction: 'DESC', description: 'When it was made.' },
  },
  filters: { statuses: inColumn(listOf(enumOf(AssignmentStatus, 'Only assignments with these statuses.')), 'status') },
});

publishType(DelegationAssignment, schema, {
  description: 'That the members of a security group of the partner have some of the roles of a delegation, while both are active.',
  edges: {
    delegation: reference(() => Delegation, 'delegationId', 'The delegation whose roles it hands on.'),
    group: reference(() => SecurityGroup, 'groupId', 'The security group whose members have the roles.'),
    roles: computedField(
      () => [DelegatedRole],
      ['roleIds'],
      'The roles that it hands on: they count only as far as the delegation gives them.',
      rolesOf,
      false,
      {},
      { items: 40 },
    ),
  },
});
