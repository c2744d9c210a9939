/** Customer subscriptions: what a customer has bought, where, and who answers for it. */
import { defineEntity, p } from '@mikro-orm/core';
import { ID } from 'type-graphql';
import { reference, connectionTo } from '../../kernel/schema/edge.ts';
import { defineEnum } from '../../kernel/schema/enum.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { enumOf, id, listOf } from '../../kernel/schema/input.ts';
import { inColumn, defineList } from '../../kernel/schema/list.ts';
import { viewerSql, policy } from '../../kernel/access/policy.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { changeList } from '../subscription-change/entity.ts';
import { Customer } from '../customer/entity.ts';
import { Partner } from '../partner/entity.ts';
import { Service } from '../stubs.ts';

/** Where a subscription stands with the vendor (Partner Center). */
export const SubscriptionStatus = defineEnum('SubscriptionStatus', 'Where a subscription stands with the vendor (Partner Center).', {
  NONE: 'Not said.',
  ACTIVE: 'In use.',
  PENDING: 'Ordered, not yet in use.',
  SUSPENDED: 'Switched off for now, by the partner or the vendor.',
  EXPIRED: 'Its term is over.',
  DISABLED: 'Switched off after its term or suspension; data is kept for a while.',
  DELETED: 'Gone.',
  UNKNOWN: 'A status that Tierline does not know yet.',
});

const mine = `customer_id = ${viewerSql.organization} or partner_of_record_id = ${viewerSql.organization} or provider_id = ${viewerSql.organization} or support_contact_id = ${viewerSql.organization}`;

const schema = defineEntity({
  name: 'CustomerSubscription',
  tableName: 'customer_subscription',
  policies: policy('customer_subscription', { see: mine }).rows,
  indexes: [{ properties: ['customerId', 'offerName', 'id'] }],
  properties: {
    id: idColumn(),
    externalId: field(p.text().unique(), "The vendor's id of the subscription.", () => ID),
    customerId: p.uuid(),
    serviceId: p.uuid().nullable().index(),
    offerName: field(p.text(), 'The name of the offer that was bought.'),
    quantity: field(p.integer(), 'How many units (seats, mostly) were bought.'),
    status: field(p.enum(Object.values(SubscriptionStatus)), 'Where it stands with the vendor.', () => SubscriptionStatus),
    region: field(p.text().nullable(), "Where the service runs for it: one of the vendor's regions, such as `EUR` or `westeurope`."),
    partnerOfRecordId: p.uuid().nullable().index(),
    providerId: p.uuid().nullable().index(),
    supportContactId: p.uuid().nullable().index(),
    startedAt: field(timestampColumn().nullable(), 'When it was first in effect.'),
    friendlyName: field(p.text().nullable(), 'The name that the partner gave it.'),
    termDuration: field(p.text().nullable(), 'How long a term is, as an ISO 8601 duration such as `P1Y`.'),
    commitmentEndsAt: field(timestampColumn().nullable(), 'When the term that runs ends.'),
    autoRenews: field(p.boolean().nullable(), 'Whether it renews itself at the end of a term.'),
    publisher: field(p.text().nullable(), 'Who publishes the product; another than the vendor for products of the marketplace.'),
    isMicrosoftProduct: field(p.boolean().nullable(), 'Whether the product is the vendor’s own (rule R28).'),
  },
});

/** A product subscription of a customer. */
export class CustomerSubscription extends schema.class {}

export const subscriptionList = defineList('CustomerSubscription', () => CustomerSubscription, {
  order: {
    OFFER_NAME: { property: 'offerName', column: 'offer_name', type: 'text', direction: 'ASC', description: 'The name of the offer.' },
  },
  filters: {
    statuses: inColumn(listOf(enumOf(SubscriptionStatus, 'Only subscriptions with these statuses.')), 'status'),
    services: inColumn(listOf(id('Only subscriptions of these services.')), 'service_id'),
  },
});

publishType(CustomerSubscription, schema, {
  description: 'What a customer has bought from a partner. (The type `Subscription` is GraphQL’s own.)',
  edges: {
    customer: reference(() => Customer, 'customerId', 'Whose it is.'),
    service: reference(() => Service, 'serviceId', 'The service it gives; null where Tierline does not know the service of the offer.'),
    partnerOfRecord: reference(() => Partner, 'partnerOfRecordId', 'The partner that sold it and answers for it (rule R34).'),
    provider: reference(() => Partner, 'providerId', 'The indirect provider through whom it was sold, if any.'),
    changes: connectionTo(() => changeList, 'subscription_id', 'What the customer has asked to buy more of it, or to cancel of it.'),
    supportContact: reference(
      () => Partner,
      ['supportContactId', 'providerId', 'partnerOfRecordId'],
      'Who supports it: the contact that was named, otherwise the indirect provider, otherwise the partner of record.',
    ),
  },
});
