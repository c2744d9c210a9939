/** The way of an escalation, beside that of its ticket. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { Problem } from '../../kernel/write/problem.ts';
import type { TicketSeverity } from '../ticket/state.ts';
import { escalationMessages } from './messages.ts';

export const EscalationState = defineEnum('EscalationState', 'Where an escalation stands.', {
  WITH_PROVIDER: 'Handed to the indirect provider, who has not yet said whether it takes it.',
  ACCEPTED: 'The provider works on it.',
  RETURNED: 'Given back, with a reason.',
  WITH_VENDOR: 'Handed over to the vendor.',
  ENDED: 'The ticket came to its end.',
});
export type EscalationState = ValueOf<typeof EscalationState>;

/** To whom an escalation goes. */
export const EscalationTarget = defineEnum('EscalationTarget', 'To whom a problem is handed.', {
  PROVIDER: 'The indirect provider behind the partner (rule R05).',
  VENDOR: 'The vendor.',
});
export type EscalationTarget = ValueOf<typeof EscalationTarget>;

type Way = Readonly<Partial<Record<EscalationState, EscalationState>>>;

/** Each deed on an escalation: from which states to which. It cannot be done in a state that is not named. */
export const ESCALATION_TRANSITIONS = {
  accept: { WITH_PROVIDER: 'ACCEPTED' },
  return: { WITH_PROVIDER: 'RETURNED', ACCEPTED: 'RETURNED' },
  returnByVendor: { WITH_VENDOR: 'RETURNED' },
  handOver: { WITH_PROVIDER: 'WITH_VENDOR', ACCEPTED: 'WITH_VENDOR' },
  answer: { WITH_VENDOR: 'WITH_VENDOR' },
} as const satisfies Record<string, Way>;

/** The state to which a deed leads, or a problem if it cannot be done in this one. */
export function escalationTransition(deed: keyof typeof ESCALATION_TRANSITIONS, state: EscalationState): EscalationState {
  const to = (ESCALATION_TRANSITIONS[deed] as Way)[state];
  if (to) return to;
  throw new Problem('STATE', escalationMessages.wrongState({ state, deed }), { field: 'escalationId' });
}

/** Within how many hours the vendor answers first, by severity: the CSP entitlement for technical problems, in English. */
export const RESPONSE_HOURS: Readonly<Record<ValueOf<typeof TicketSeverity>, number>> = { CRITICAL: 2, MODERATE: 4, MINIMAL: 8 };
