/** The way of a request to buy or cancel: its states, and which deed leads from where to where. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { changeMessages } from './messages.ts';

export const ChangeKind = defineEnum('SubscriptionChangeKind', 'What a customer asks its partner to do (rule R30).', {
  BUY: 'To buy a product, or more units of one.',
  CANCEL: 'To cancel a subscription, or some units of it.',
});
export type ChangeKind = ValueOf<typeof ChangeKind>;

export const ChangeState = defineEnum('SubscriptionChangeState', 'Where a request to buy or cancel stands.', {
  REQUESTED: 'The customer has asked; the partner has not answered.',
  ACCEPTED: 'The partner will carry it out.',
  DECLINED: 'The partner will not carry it out, and says why.',
  COMPLETED: 'The partner has carried it out with the vendor.',
});
export type ChangeState = ValueOf<typeof ChangeState>;

/** Each deed of the partner: from which states, and to which. */
export const CHANGE_TRANSITIONS = {
  accept: { from: ['REQUESTED'], to: 'ACCEPTED' },
  decline: { from: ['REQUESTED', 'ACCEPTED'], to: 'DECLINED' },
  complete: { from: ['ACCEPTED'], to: 'COMPLETED' },
} as const satisfies Record<string, { from: readonly ChangeState[]; to: ChangeState }>;

/** The state to which a deed leads, or a problem if it cannot be done in this one. */
export function changeStep(deed: keyof typeof CHANGE_TRANSITIONS, state: ChangeState): ChangeState {
  const { from, to } = CHANGE_TRANSITIONS[deed];
  if ((from as readonly ChangeState[]).includes(state)) return to;
  throw new Problem('STATE', changeMessages.wrongState({ state, deed }), { field: 'changeId' });
}
