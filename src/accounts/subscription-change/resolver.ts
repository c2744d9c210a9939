/** Root fields of requests to buy or cancel. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { many, one, reads } from '../../kernel/schema/query-fields.ts';
import { subscriptionChangeAccept, subscriptionChangeComplete, subscriptionChangeDecline, subscriptionChangeRequest } from './actions.ts';
import { changeList, SubscriptionChange } from './entity.ts';

export const ChangeReads = reads({
  subscriptionChange: one(() => SubscriptionChange, 'A request to buy or cancel by its id.'),
  subscriptionChanges: many(changeList, 'The requests to buy or cancel that you may see, newest first.'),
});

export const ChangeMutations = mutations({
  subscriptionChangeRequest,
  subscriptionChangeAccept,
  subscriptionChangeDecline,
  subscriptionChangeComplete,
});
