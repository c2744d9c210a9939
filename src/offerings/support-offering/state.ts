/** The way of an offering: its states, and which deed leads from where to where. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { offeringMessages } from './messages.ts';

export const OfferingState = defineEnum('OfferingState', 'Where an offering stands.', {
  DRAFT: 'Being written; only its partner sees it.',
  PUBLISHED: 'Offered to customers.',
  RETIRED: 'No longer offered; what customers have acknowledged of it stays readable to them.',
});
export type OfferingState = ValueOf<typeof OfferingState>;

/** Each deed on an offering: in which states it can be done, and to which it leads. */
export const OFFERING_TRANSITIONS = {
  change: { from: ['DRAFT', 'PUBLISHED'], to: (state) => state },
  publish: { from: ['DRAFT'], to: () => 'PUBLISHED' },
  acknowledge: { from: ['PUBLISHED'], to: (state) => state },
  retire: { from: ['PUBLISHED'], to: () => 'RETIRED' },
} as const satisfies Record<string, { from: readonly OfferingState[]; to: (state: OfferingState) => OfferingState }>;

/** The state to which a deed leads, or a problem if it cannot be done in this one. */
export function offeringTransition(deed: keyof typeof OFFERING_TRANSITIONS, state: OfferingState): OfferingState {
  const { from, to } = OFFERING_TRANSITIONS[deed];
  if ((from as readonly OfferingState[]).includes(state)) return to(state);
  throw new Problem('STATE', offeringMessages.wrongState({ state, deed }), { field: 'offeringId' });
}
