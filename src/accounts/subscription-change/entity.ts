/** Subscription changes: what customers ask their partner to buy or cancel. Nothing here changes a subscription: the partner does, with the vendor (rules R30, R31). */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { reference } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { enumOf, id, listOf } from '../../kernel/schema/input.ts';
import { inColumn, relatedTo, defineList } from '../../kernel/schema/list.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { publishType } from '../../kernel/schema/type.ts';
import type { Viewer } from '../../kernel/access/viewer.ts';
import { Customer } from '../customer/entity.ts';
import { Partner } from '../partner/entity.ts';
import { CustomerSubscription } from '../customer-subscription/entity.ts';
import { changeMessages } from './messages.ts';
import { changePolicy } from './policy.ts';
import { ChangeKind, ChangeState, changeStep, type CHANGE_TRANSITIONS } from './state.ts';

const schema = defineEntity({
  name: 'SubscriptionChange',
  tableName: 'subscription_change',
  policies: changePolicy.rows,
  indexes: [
    { properties: ['customerId', 'createdAt', 'id'] },
    { properties: ['partnerId', 'createdAt', 'id'] },
    { properties: ['providerId', 'createdAt', 'id'] },
    { properties: ['subscriptionId', 'createdAt', 'id'] },
  ],
  properties: {
    id: idColumn(),
    kind: field(p.enum(Object.values(ChangeKind)), 'What is asked for.', () => ChangeKind),
    state: field(p.enum(Object.values(ChangeState)), 'Where it stands.', () => ChangeState),
    customerId: p.uuid(),
    partnerId: p.uuid(),
    providerId: p.uuid().nullable(),
    subscriptionId: p.uuid().nullable(),
    offerName: field(p.text(), 'The offer to buy or to cancel, as it was called when the customer asked.'),
    quantity: field(p.integer().nullable(), 'How many units to buy or to cancel; null to cancel them all.'),
    reason: field(p.text().nullable(), 'What the customer says about it.', null, { characters: 2_000 }),
    answer: field(p.text().nullable(), 'What the partner says about it: why it declined, or what it did.', null, { characters: 2_000 }),
    requestedBy: field(p.text(), 'The name of the person at the customer who asked.'),
    answeredBy: field(p.text().nullable(), 'The name of the person at the partner who answered last; null until somebody does.'),
    createdAt: field(timestampColumn(), 'When the customer asked.'),
    updatedAt: field(timestampColumn(), 'When it last changed.'),
    settledAt: field(timestampColumn().nullable(), 'When it was carried out or declined; null until it is.'),
  },
});

/** A request of a customer to its partner to buy or cancel. */
export class SubscriptionChange extends schema.class {
  /** The partner answers. Only the one whom the customer asked can: the provider behind it sees the request, and does not act in its place. */
  answerBy({ organization, name }: Viewer, deed: keyof typeof CHANGE_TRANSITIONS, answer: string | null, now: Date): void {
    if (organization !== this.partnerId) throw new Problem('FORBIDDEN', changeMessages.notResponsible(), { rule: 'R30' });
    this.state = changeStep(deed, this.state);
    this.answer = answer ?? this.answer;
    this.answeredBy = name;
    this.updatedAt = now;
    if (this.state !== 'ACCEPTED') this.settledAt = now;
  }
}

export const changeList = defineList('SubscriptionChange', () => SubscriptionChange, {
  index: { table: 'change_listing', row: 'change_id' },
  order: {
    CREATED_AT: {
      property: 'createdAt',
      column: 'created_at',
      type: 'instant',
      direction: 'DESC',
      description: 'When the customer asked.',
    },
  },
  filters: {
    states: inColumn(listOf(enumOf(ChangeState, 'Only requests in these states.')), 'state'),
    kinds: inColumn(listOf(enumOf(ChangeKind, 'Only requests of these kinds.')), 'kind'),
    customers: relatedTo(
      'customer',
      listOf(id('Only requests of these customers.')),
      (ids) => sql<boolean>`t.customer_id = any(${ids})`,
      () => [sql<boolean>`t.customer_id = k.key`],
    ),
  },
});

publishType(SubscriptionChange, schema, {
  description:
    'A request of a customer to its partner, to buy or to cancel (rule R30). It changes no subscription: the partner carries it out with the vendor.',
  edges: {
    customer: reference(() => Customer, 'customerId', 'Who asks.'),
    partner: reference(() => Partner, 'partnerId', 'Who was asked, and alone carries it out.'),
    provider: reference(() => Partner, 'providerId', 'The indirect provider through whom that partner buys, if any.'),
    subscription: reference(
      () => CustomerSubscription,
      'subscriptionId',
      'The subscription that is to be extended or cancelled; null for something new.',
    ),
  },
});
