/** Delegations: granular delegated admin privileges (GDAP), under which a partner works in a customer's tenant. */
import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { computed, edge } from '../../kernel/edge.ts';
import { enumeration } from '../../kernel/enumeration.ts';
import { field, identity, instant } from '../../kernel/field.ts';
import { choice, several } from '../../kernel/input.ts';
import { among, list } from '../../kernel/list.ts';
import { me, policy } from '../../kernel/policy.ts';
import { type } from '../../kernel/type.ts';
import { Customer } from '../customer/entity.ts';
import { Partner } from '../partner/entity.ts';
import { roleName } from './roles.ts';

/** Where a delegation stands (Graph `delegatedAdminRelationshipStatus`). Only ACTIVE gives access. */
export const DelegationStatus = enumeration('DelegationStatus', 'Where a delegation stands (Microsoft Graph). Only ACTIVE gives access.', {
  CREATED: 'Drafted by the partner; may still be edited.',
  APPROVAL_PENDING: 'Waits for the customer; lapses after 90 days.',
  APPROVED: 'The customer said yes.',
  ACTIVATING: 'Being switched on.',
  ACTIVE: 'Gives access.',
  EXPIRING: 'Being switched off at its end.',
  EXPIRED: 'Its time is over.',
  TERMINATION_REQUESTED: 'Somebody asked to end it.',
  TERMINATING: 'Being switched off.',
  TERMINATED: 'Ended before its time.',
  UNKNOWN: 'A status that Tierline does not know yet.',
});

@ObjectType({ description: 'An admin role that a delegation gives.' })
export class DelegatedRole {
  @Field(() => ID, { description: "The role's template id with the vendor (`roleDefinitionId`)." })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Its name; null for a role that is in no list that Tierline knows.' })
  name!: string | null;
}

const schema = defineEntity({
  name: 'Delegation',
  tableName: 'delegation',
  policies: policy('delegation', {
    see: `customer_id = ${me.organization} or partner_id = ${me.organization} or provider_id = ${me.organization}`,
  }).rows,
  properties: {
    id: identity(),
    externalId: field(p.text().unique(), "The vendor's id of the relationship."),
    displayName: field(p.text(), 'The name that partner and customer know it by; one of a kind for a partner.'),
    customerId: p.uuid().nullable().index(),
    partnerId: p.uuid().nullable().index(),
    providerId: p.uuid().nullable().index(),
    status: field(p.enum(Object.values(DelegationStatus)), 'Where it stands.', () => DelegationStatus),
    roleIds: p.array(),
    duration: field(p.text(), 'How long it lasts from its activation, ISO 8601: `P1D` to `P2Y`.'),
    autoExtend: field(p.boolean(), 'Whether it is extended by 180 days at each end.'),
    createdAt: field(instant(), 'When it was drafted.'),
    startedAt: field(instant().nullable(), 'When it was activated; null before.'),
    endsAt: field(instant().nullable(), 'When it ends or ended.'),
  },
});

/** Admin rights that a customer has given to a partner. */
export class Delegation extends schema.class {}

export const delegationList = list('Delegation', () => Delegation, {
  order: {
    CREATED_AT: { property: 'createdAt', column: 'created_at', type: 'instant', direction: 'DESC', description: 'When it was drafted.' },
  },
  filters: { statuses: among(several(choice(DelegationStatus, 'Only delegations with these statuses.')), 'status') },
});

type(Delegation, schema, {
  description: 'Granular delegated admin privileges (GDAP): the rights that a customer has given to a partner for a time.',
  edges: {
    customer: edge(() => Customer, 'customerId', 'Who gave the rights; null while any customer may still accept.'),
    partner: edge(() => Partner, 'partnerId', 'Who has the rights.'),
    roles: computed(
      () => [DelegatedRole],
      ['roleIds'],
      'The admin roles it gives, by id and name.',
      ({ roleIds }: Delegation) => roleIds.map((id) => ({ id, name: roleName(id) })),
      false,
    ),
  },
});
