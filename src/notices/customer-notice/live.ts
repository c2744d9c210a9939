/** Live notices: each delivery is told to the customer that got it, and to whoever sent it. */
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { input, optional, type InputField } from '../../kernel/schema/input.ts';
import { defineSubscription } from '../../kernel/live/subscription-field.ts';
import { deliveryList, NoticeDelivery } from './delivery.ts';

@ObjectType({
  description: 'That a customer got a notice. A notice to several customers comes to its sender once for each, and to each of them once.',
})
export class CustomerNoticeUpdate {
  @Field(() => NoticeDelivery, { description: 'What was sent, and to whom.' })
  delivery!: unknown;

  @Field(() => GraphQLISODateTime, { description: 'When it was sent.' })
  at!: Date;

  @Field(() => String, { description: 'Where this update stands: give the last one you had to `after`, and you miss nothing.' })
  cursor!: string;
}

const { topics, sources, customers } = deliveryList.filters as Record<string, { item: InputField<any> }>;

const CustomerNoticeUpdateFilter = input('CustomerNoticeUpdateFilter', 'Which notices to deliver: all that is given must hold.', {
  topics: optional(topics!.item),
  sources: optional(sources!.item),
  customers: optional(customers!.item),
});

export const customerNoticeReceived = defineSubscription({
  description:
    'Every notice that you get as a customer, or that you sent as a partner or the vendor, in the order in which they were committed, each once for a customer. With `after`, those you missed come first.',
  message: 'CustomerNoticeMessage',
  update: () => CustomerNoticeUpdate,
  filter: CustomerNoticeUpdateFilter,
  list: deliveryList,
  subjects: () => [NoticeDelivery],
  accessTypes: ['Account'],
  isEligible: () => true,
  query: 'customerNotices',
  matchesKind: (kind) => kind === 'notice.sent',
  resolvePayload: async (event, { read }) => ({ delivery: await read.byId(NoticeDelivery, event.streamId) }),
});
