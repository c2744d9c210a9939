/** What can be done about buying and cancelling: the customer asks, and its partner answers. */
import { sql } from 'kysely';
import { action } from '../../kernel/write/mutation-action.ts';
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { kernelMessages } from '../../kernel/i18n/kernel-messages.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import { CustomerSubscription } from '../customer-subscription/entity.ts';
import { SubscriptionChange } from './entity.ts';
import { ChangeAcceptInput, ChangeCompleteInput, ChangeDeclineInput, ChangeRequestInput } from './inputs.ts';
import { changeMessages as say } from './messages.ts';
import { changePolicy } from './policy.ts';
import { responsibleFor } from './responsible.ts';
import type { CHANGE_TRANSITIONS, ChangeKind } from './state.ts';

const answers = { change: () => SubscriptionChange };

export const subscriptionChangeRequest = action(
  {
    description: 'Asks the partner to buy or to cancel: a customer cannot change its subscriptions with the vendor (rules R30, R31).',
    input: ChangeRequestInput,
    returns: answers,
  },
  async ({ kind, subscriptionId, partnerId, offerName, quantity, reason }, act) => {
    act.authorize(changePolicy, 'request');
    const customerId = act.viewer.organization;
    const subscription = subscriptionId ? await act.em.findOne(CustomerSubscription, { id: subscriptionId, customerId }) : null;
    if (subscriptionId && !subscription) throw notFound('subscriptionId', say.noSubscription());
    const offer = subscription?.offerName ?? offerName;
    if (offerName && offer!.toLowerCase() !== offerName.toLowerCase()) {
      throw new Problem('INVALID', say.otherOffer({ offer: offer! }), { field: 'offerName' });
    }
    if (kind === 'BUY' && !offer) throw new Problem('INVALID', say.whatToBuy(), { field: 'offerName' });
    if (kind === 'BUY' && quantity === null) throw missing('quantity');
    if (kind === 'CANCEL') cancellable(subscription, quantity);
    const responsible = await responsibleFor(act.em, customerId, subscription, partnerId);
    const { rows } = await sql<{ id: string }>`select uuidv7() as id`.execute(act.em.getKysely<any>());
    const change = act.em.create(SubscriptionChange, {
      id: rows[0]!.id,
      kind,
      state: 'REQUESTED',
      customerId,
      ...responsible,
      subscriptionId,
      offerName: offer!,
      quantity,
      reason,
      requestedBy: act.viewer.name,
      createdAt: act.now,
      updatedAt: act.now,
    });
    act.emitEvent('subscription_change.requested', change, { data: { kind } });
    return { change };
  },
);

/** Refuses to cancel what is over already, and more than there is. */
function cancellable(subscription: CustomerSubscription | null, quantity: number | null): void {
  if (!subscription) throw missing('subscriptionId');
  const { status } = subscription;
  if (status === 'EXPIRED' || status === 'DELETED') {
    throw new Problem('STATE', say.subscriptionIsOver({ status }), { field: 'subscriptionId' });
  }
  if (quantity !== null && quantity > subscription.quantity) {
    throw new Problem('INVALID', say.tooManyUnits({ quantity: subscription.quantity }), { field: 'quantity' });
  }
}

const missing = (field: string) => new Problem('INVALID', kernelMessages.required({ field }), { field });

async function answer(act: ActionContext, deed: keyof typeof CHANGE_TRANSITIONS, event: string, changeId: string, said: string | null) {
  const change = await act.findForUpdate(SubscriptionChange, changePolicy, deed, changeId, 'changeId');
  change.answerBy(act.viewer, deed, said, act.now);
  act.emitEvent(event, change, { data: { kind: change.kind satisfies ChangeKind } });
  return { change };
}

export const subscriptionChangeAccept = action(
  {
    description: 'Says that a request to buy or cancel will be carried out. Only the partner whom the customer asked may.',
    input: ChangeAcceptInput,
    returns: answers,
  },
  ({ changeId, answer: said }, act) => answer(act, 'accept', 'subscription_change.accepted', changeId, said),
);

export const subscriptionChangeDecline = action(
  {
    description: 'Says that a request to buy or cancel will not be carried out, and why. Only the partner whom the customer asked may.',
    input: ChangeDeclineInput,
    returns: answers,
  },
  ({ changeId, answer: said }, act) => answer(act, 'decline', 'subscription_change.declined', changeId, said),
);

export const subscriptionChangeComplete = action(
  {
    description:
      'Says that the partner has carried a request out with the vendor. The subscription itself changes here when the vendor’s data next comes in.',
    input: ChangeCompleteInput,
    returns: answers,
  },
  ({ changeId, answer: said }, act) => answer(act, 'complete', 'subscription_change.completed', changeId, said),
);
