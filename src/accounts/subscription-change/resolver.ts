/** Root fields of requests to buy or cancel. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import { subscriptionChangeAccept, subscriptionChangeComplete, subscriptionChangeDecline, subscriptionChangeRequest } from './actions.ts';
import { changeList, SubscriptionChange } from './entity.ts';

export const ChangeReads = queries({
  subscriptionChange: byId(() => SubscriptionChange, 'A request to buy or cancel by its id.'),
  subscriptionChanges: connectionField(changeList, 'The requests to buy or cancel that you may see, newest first.'),
});

export const ChangeMutations = mutations({
  subscriptionChangeRequest,
  subscriptionChangeAccept,
  subscriptionChangeDecline,
  subscriptionChangeComplete,
});
