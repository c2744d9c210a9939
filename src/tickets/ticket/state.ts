/** The way of a ticket: its states, and which deed leads from where to where. */
import { enumeration, type ValueOf } from '../../kernel/enumeration.ts';
import { Problem } from '../../kernel/problem.ts';
import { ticketMessages } from './messages.ts';

export const TicketState = enumeration('TicketState', 'Where a ticket stands.', {
  NEW: 'Received; nobody works on it yet.',
  TRIAGE: 'Being looked at: what is it, how grave, whose?',
  IN_PROGRESS: 'Somebody works on it.',
  WAITING_ON_CUSTOMER: 'An answer of the customer is needed.',
  WAITING_ON_PROVIDER: 'Handed to the indirect provider.',
  ESCALATED: 'Handed over to the vendor.',
  RESOLVED: 'Solved, or answered for good; may be reopened for 14 days.',
  CLOSED: 'Over.',
});
export type TicketState = ValueOf<typeof TicketState>;

export const TicketSeverity = enumeration('TicketSeverity', 'How grave a problem is for the business of the customer.', {
  CRITICAL: 'Severity A: significant loss or degradation of services; production is down.',
  MODERATE: 'Severity B: moderate loss or degradation; production is partly affected.',
  MINIMAL: 'Severity C: services still work, or nothing in production is affected.',
});

export type TicketSeverity = ValueOf<typeof TicketSeverity>;

export const TicketChannel = enumeration('TicketChannel', 'How a ticket came in.', {
  PORTAL: 'Through a portal or this graph.',
  EMAIL: 'By e-mail.',
  TELEPHONE: 'By telephone.',
  CHAT: 'By chat.',
  IMPORT: 'From another system.',
});

const OPEN = ['NEW', 'TRIAGE', 'IN_PROGRESS', 'WAITING_ON_CUSTOMER', 'WAITING_ON_PROVIDER', 'ESCALATED'] as const satisfies TicketState[];

/** For how many days a resolved ticket can be reopened. */
export const REOPEN_DAYS = 14;

/** Each deed that moves a ticket: from which states, and to which. */
export const TRANSITIONS = {
  assign: { from: OPEN, to: (state) => (state === 'NEW' || state === 'TRIAGE' ? 'IN_PROGRESS' : state) },
  resolve: { from: OPEN, to: () => 'RESOLVED' },
  reopen: { from: ['RESOLVED'], to: () => 'IN_PROGRESS' },
} as const satisfies Record<string, { from: readonly TicketState[]; to: (state: TicketState) => TicketState }>;

/** The state to which a deed leads, or a problem if it cannot be done in this one. */
export function step(deed: keyof typeof TRANSITIONS, state: TicketState): TicketState {
  const { from, to } = TRANSITIONS[deed];
  if ((from as readonly TicketState[]).includes(state)) return to(state);
  throw new Problem('STATE', ticketMessages.wrongState({ state, deed }), { field: 'ticketId' });
}
