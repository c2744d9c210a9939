/** How a ticket ends: what the work came to, and on which side of the support's boundaries the problem lay. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';

export const TicketOutcome = defineEnum('TicketOutcome', 'What the work on a ticket came to.', {
  SOLVED: 'The cause was found and put right.',
  WORKED_AROUND: 'The cause is still there; the customer can work all the same.',
  ANSWERED: 'It was a question, and was answered.',
  ENDED_BY_VENDOR: 'The vendor put it right, or its incident ended.',
  NOT_SUPPORTED: 'It lies outside the boundaries of the support, and the customer was told so.',
  SELF_SERVICE: 'The customer took care of it in the portals of the vendor (rule R29).',
});
export type TicketOutcome = ValueOf<typeof TicketOutcome>;

export const SupportScope = defineEnum(
  'SupportScope',
  'Where a problem lies, seen from the boundaries of a partner’s support (rule R21).',
  {
    WITHIN: 'Within them: the partner has to resolve it.',
    OUTSIDE: 'Outside them: the partner may help, and need not.',
  },
);
export type SupportScope = ValueOf<typeof SupportScope>;
