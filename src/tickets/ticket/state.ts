/** The way of a ticket: its states, and which deed leads from where to where. `docs/ticket-states.md` is drawn from it. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { ticketMessages } from './messages.ts';

export const TicketState = defineEnum('TicketState', 'Where a ticket stands.', {
  NEW: 'Received; nobody has looked at it yet.',
  TRIAGE: 'Being looked at: what is it, how grave, whose?',
  IN_PROGRESS: 'Diagnosed, or under work.',
  WAITING_ON_CUSTOMER: 'An answer of the customer is needed.',
  WAITING_ON_PROVIDER: 'Handed to the indirect provider.',
  ESCALATED: 'Handed over to the vendor.',
  RESOLVED: 'Solved, or answered for good; may be reopened for 14 days.',
  CLOSED: 'Over.',
});
export type TicketState = ValueOf<typeof TicketState>;

export const TicketSeverity = defineEnum('TicketSeverity', 'How grave a problem is for the business of the customer.', {
  CRITICAL: 'Severity A: significant loss or degradation of services; production is down.',
  MODERATE: 'Severity B: moderate loss or degradation; production is partly affected.',
  MINIMAL: 'Severity C: services still work, or nothing in production is affected.',
});

export type TicketSeverity = ValueOf<typeof TicketSeverity>;

export const TicketChannel = defineEnum('TicketChannel', 'How a ticket came in.', {
  PORTAL: 'Through a portal or this graph.',
  EMAIL: 'By e-mail.',
  TELEPHONE: 'By telephone.',
  CHAT: 'By chat.',
  IMPORT: 'From another system.',
});

export const TicketReception = defineEnum('TicketReception', 'Whose desk a ticket landed on when it came in (rule R19).', {
  PARTNER: 'That of the partner whom the customer turned to.',
  PROVIDER: 'That of the indirect provider behind that partner, which states no way to reach a support of its own.',
});

/** For how many days a resolved ticket can be reopened. */
export const REOPEN_DAYS = 14;

/** The states in which there is work to be done. */
export const OPEN_STATES = [
  'NEW',
  'TRIAGE',
  'IN_PROGRESS',
  'WAITING_ON_CUSTOMER',
  'WAITING_ON_PROVIDER',
  'ESCALATED',
] as const satisfies TicketState[];

/** Whether there is work to be done in this state. */
export const isOpen = (state: TicketState): boolean => (OPEN_STATES as readonly TicketState[]).includes(state);

type Way = Readonly<Partial<Record<TicketState, TicketState>>>;
const from = (states: readonly TicketState[], to: TicketState): Way => Object.fromEntries(states.map((state) => [state, to]));
const staying: Way = Object.fromEntries(OPEN_STATES.map((state) => [state, state]));
const { NEW: _untouched, ...begun } = staying;

/** Each deed that needs a ticket in a certain state: from which states to which. It cannot be done in a state that is not named. */
export const TICKET_TRANSITIONS = {
  checkHealth: { ...staying, NEW: 'TRIAGE' },
  assign: { ...staying, NEW: 'TRIAGE' },
  diagnose: { ...begun, TRIAGE: 'IN_PROGRESS' },
  troubleshoot: begun,
  askCustomer: from(['TRIAGE', 'IN_PROGRESS'], 'WAITING_ON_CUSTOMER'),
  answer: { WAITING_ON_CUSTOMER: 'IN_PROGRESS' },
  escalate: { IN_PROGRESS: 'ESCALATED' },
  passOn: { IN_PROGRESS: 'WAITING_ON_PROVIDER' },
  giveBack: { WAITING_ON_PROVIDER: 'IN_PROGRESS' },
  handOver: { WAITING_ON_PROVIDER: 'ESCALATED' },
  takeBack: { ESCALATED: 'IN_PROGRESS' },
  resolve: from(['IN_PROGRESS', 'WAITING_ON_CUSTOMER', 'WAITING_ON_PROVIDER', 'ESCALATED'], 'RESOLVED'),
  reopen: { RESOLVED: 'IN_PROGRESS' },
  close: { RESOLVED: 'CLOSED' },
  closeAsSelfService: from(OPEN_STATES, 'CLOSED'),
} as const satisfies Record<string, Way>;

/** The name of a deed that needs a ticket in a certain state. */
export type TicketDeed = keyof typeof TICKET_TRANSITIONS;

/** The state to which a deed leads, or a problem if it cannot be done in this one. */
export function ticketTransition(deed: TicketDeed, state: TicketState): TicketState {
  const to = (TICKET_TRANSITIONS[deed] as Way)[state];
  if (to) return to;
  throw new Problem('STATE', ticketMessages.wrongState({ state, deed }), { field: 'ticketId' });
}
