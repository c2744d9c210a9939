/** Notices: what customers are told, by whom and about what (rules R14 to R17). */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { reference, connectionTo } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { enumOf, id, listOf } from '../../kernel/schema/input.ts';
import { inColumn, relatedTo, defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { CustomerSubscription, Partner, ServiceIncident } from '../stubs.ts';
import { deliveryList } from './delivery.ts';
import { noticePolicy } from './policy.ts';
import { NoticeSource, NoticeTopic } from './topic.ts';

const schema = defineEntity({
  name: 'CustomerNotice',
  tableName: 'customer_notice',
  policies: noticePolicy.rows,
  properties: {
    id: idColumn(),
    topic: field(p.enum(Object.values(NoticeTopic)), 'What it is about.', () => NoticeTopic),
    title: field(p.text(), 'What it is about, in a line.'),
    html: field(
      p.text(),
      'What it says, as HTML that is safe to show: only text, lists, tables, emphasis and links are left in it.',
      null,
      { characters: 50_000 },
    ),
    product: field(p.text().nullable(), 'The product outside CSP that it is about; null for other topics.'),
    source: field(p.enum(Object.values(NoticeSource)), 'Whether a partner sent it, or the vendor.', () => NoticeSource),
    senderId: p.uuid(),
    author: field(p.text(), 'The name of the person who sent it.'),
    incidentId: p.uuid().nullable().index(),
    subscriptionId: p.uuid().nullable().index(),
    sentAt: field(timestampColumn(), 'When it was sent.'),
  },
});

/** Something that customers were told. It is never changed. */
export class CustomerNotice extends schema.class {}

export const noticeList = defineList('CustomerNotice', () => CustomerNotice, {
  index: { table: 'customer_notice_access', row: 'notice_id', edges: true },
  order: {
    SENT_AT: { property: 'sentAt', column: 'sent_at', type: 'instant', direction: 'DESC', description: 'When it was sent.' },
  },
  filters: {
    topics: inColumn(listOf(enumOf(NoticeTopic, 'Only notices about these topics.')), 'topic'),
    sources: inColumn(listOf(enumOf(NoticeSource, 'Only notices of partners, or only those of the vendor.')), 'source'),
    customers: relatedTo(
      'customer',
      listOf(id('Only notices to one of these customers.')),
      (ids) => sql<boolean>`exists (select from notice_delivery d where d.notice_id = t.id and d.customer_id = any(${ids}))`,
    ),
  },
});

publishType(CustomerNotice, schema, {
  description: 'Something that one or more customers were told by a partner of theirs, or by the vendor where the rules allow it.',
  edges: {
    sender: reference(() => Partner, 'senderId', 'The partner who sent it; null for the vendor.'),
    incident: reference(() => ServiceIncident, 'incidentId', 'The incident that it refers to, if any.'),
    subscription: reference(() => CustomerSubscription, 'subscriptionId', 'The subscription that it refers to, if any.'),
    deliveries: connectionTo(() => deliveryList, 'notice_id', 'To whom it was sent; to a customer only that it got it itself.'),
  },
});
