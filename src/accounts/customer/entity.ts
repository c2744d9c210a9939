/** Customers: those who use the vendor's services and turn to their partner for support (rule R18). */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { connectionTo, referenceByArgument } from '../../kernel/schema/edge.ts';
import { field, idColumn } from '../../kernel/schema/field.ts';
import { id, shortText } from '../../kernel/schema/input.ts';
import { filter, defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { changeList } from '../subscription-change/entity.ts';
import { delegationList } from '../delegation/entity.ts';
import { delegationNoticeList } from '../delegation/notice.ts';
import { Partner, partnerList } from '../partner/entity.ts';
import { subscriptionList } from '../customer-subscription/entity.ts';
import { supportContactOf } from './contact.ts';
import { customerPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'Customer',
  tableName: 'customer',
  policies: customerPolicy.rows,
  indexes: [
    { properties: ['name', 'id'] },
    { name: 'customer_domain', expression: 'create index customer_domain on customer (lower(domain))' },
  ],
  properties: {
    id: idColumn(),
    name: field(p.text(), 'The company name.'),
    tenantId: field(p.uuid().unique(), "The customer's tenant with the vendor."),
    domain: field(p.text().nullable(), "The tenant's primary domain."),
    country: field(p.text().nullable(), 'Country of the company, ISO 3166-1 alpha-2.'),
  },
});

/** A customer of one or more partners. */
export class Customer extends schema.class {}

export const customerList = defineList('Customer', () => Customer, {
  index: { table: 'account_listing', row: 'account_id', kind: 'CUSTOMER', edges: true },
  order: {
    NAME: { property: 'name', column: 'name', type: 'text', direction: 'ASC', description: 'The company name.' },
  },
  filters: {
    search: filter(
      shortText('Only customers whose name or domain holds this text, in any case.', 100),
      (text) => sql<boolean>`(position(lower(${text}) in lower(t.name)) > 0 or position(lower(${text}) in lower(t.domain)) > 0)`,
    ),
  },
});

publishType(Customer, schema, {
  keys: ['tenantId'],
  description: 'A customer. It may not open requests with the vendor itself and turns to its partner (rule R18).',
  edges: {
    partners: connectionTo(
      () => partnerList,
      sql<boolean>`t.id = any(array(select unnest(array[c.partner_id, c.provider_id]) from customer_partner c where c.customer_id = p.key))`,
      'The partners that sell to it and support it.',
    ),
    supportContact: referenceByArgument(
      () => Partner,
      { name: 'serviceId', item: id('The service for which it needs help.') },
      supportContactOf,
      'The partner to whom the portals of the vendor send it for help with a service (rule R34): the partner of record of what it has of that service, else its only partner. What they show of that partner is its `supportProfile` (rule R35). As far as you see what it has bought.',
    ),
    subscriptions: connectionTo(() => subscriptionList, 'customer_id', 'What it has bought.'),
    subscriptionChanges: connectionTo(() => changeList, 'customer_id', 'What it has asked its partners to buy or to cancel.'),
    delegations: connectionTo(() => delegationList, 'customer_id', 'The admin rights it has delegated to partners (GDAP).'),
    delegationNotices: connectionTo(
      () => delegationNoticeList,
      'customer_id',
      'The notices of the ends of these delegations, newest first.',
    ),
  },
});
