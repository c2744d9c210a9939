/** Deliveries: that a customer got a notice. */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { reference } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { enumOf, id, listOf } from '../../kernel/schema/input.ts';
import { relatedTo, filter, defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { Customer } from '../stubs.ts';
import { CustomerNotice } from './entity.ts';
import { deliveryPolicy } from './policy.ts';
import { NoticeSource, NoticeTopic } from './topic.ts';

const schema = defineEntity({
  name: 'NoticeDelivery',
  tableName: 'notice_delivery',
  policies: deliveryPolicy.rows,
  uniques: [{ properties: ['noticeId', 'customerId'] }],
  indexes: [{ properties: ['customerId', 'noticeId'] }, { properties: ['noticeId', 'sentAt', 'id'] }],
  properties: {
    id: idColumn(),
    noticeId: () => p.manyToOne(CustomerNotice).name('notice_id').mapToPk().deleteRule('cascade'),
    customerId: p.uuid(),
    sentAt: field(timestampColumn(), 'When it was sent.'),
  },
});

/** That a customer got a notice. The history of a notice is told of each of its deliveries, so that no customer hears of another. */
export class NoticeDelivery extends schema.class {}

export const deliveryList = defineList('NoticeDelivery', () => NoticeDelivery, {
  order: {
    SENT_AT: { property: 'sentAt', column: 'sent_at', type: 'instant', direction: 'ASC', description: 'When it was sent.' },
  },
  filters: {
    topics: filter(
      listOf(enumOf(NoticeTopic, 'Only of notices about these topics.')),
      (topics) => sql<boolean>`exists (select from customer_notice n where n.id = t.notice_id and n.topic = any(${topics}))`,
    ),
    sources: filter(
      listOf(enumOf(NoticeSource, 'Only of notices of partners, or only of those of the vendor.')),
      (sources) => sql<boolean>`exists (select from customer_notice n where n.id = t.notice_id and n.source = any(${sources}))`,
    ),
    customers: relatedTo('customer', listOf(id('Only to one of these customers.')), (ids) => sql<boolean>`t.customer_id = any(${ids})`),
  },
});

publishType(NoticeDelivery, schema, {
  description: 'That a customer got a notice.',
  edges: {
    notice: reference(() => CustomerNotice, 'noticeId', 'What it got.'),
    customer: reference(() => Customer, 'customerId', 'Who got it.'),
  },
});
