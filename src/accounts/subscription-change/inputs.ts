/** What the mutations of requests to buy or cancel take. */
import { enumOf, id, shortText, optional, longText, integer } from '../../kernel/schema/input.ts';
import { ChangeKind } from './state.ts';
import { SubscriptionChange } from './entity.ts';
import { CustomerSubscription } from '../customer-subscription/entity.ts';
import { Partner } from '../partner/entity.ts';

const changeId = id('Which request.', () => SubscriptionChange);

export const ChangeRequestInput = {
  name: 'SubscriptionChangeRequestInput',
  description: 'What to buy or to cancel.',
  fields: {
    kind: enumOf(ChangeKind, 'Whether to buy or to cancel.'),
    subscriptionId: optional(id('The subscription to cancel, or of which to buy more; needed to cancel.', () => CustomerSubscription)),
    partnerId: optional(id('Which partner is asked; needed only where there are several and no subscription tells.', () => Partner)),
    offerName: optional(
      shortText('What to buy, by the name of the offer, where no subscription tells; beside one it is refused unless it is the same.'),
    ),
    quantity: optional(
      integer('How many units to buy or to cancel; needed to buy. Left out, a subscription is cancelled whole.', 1, 1_000_000),
    ),
    reason: optional(longText('Whatever the partner should know about it.', 2000)),
  },
};

export const ChangeAcceptInput = {
  name: 'SubscriptionChangeAcceptInput',
  description: 'That a request will be carried out.',
  fields: { changeId, answer: optional(longText('Whatever the customer should know about it.', 2000)) },
};

export const ChangeDeclineInput = {
  name: 'SubscriptionChangeDeclineInput',
  description: 'That a request will not be carried out.',
  fields: { changeId, answer: longText('Why not, for the customer to read.', 2000) },
};

export const ChangeCompleteInput = {
  name: 'SubscriptionChangeCompleteInput',
  description: 'That a request has been carried out with the vendor.',
  fields: { changeId, answer: optional(longText('What was done, such as the number of the order.', 2000)) },
};
