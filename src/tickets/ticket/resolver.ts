/** Root fields of tickets. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { subscriptionResolvers } from '../../kernel/live/subscription-field.ts';
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import {
  ticketAnswer,
  ticketAskCustomer,
  ticketAssign,
  ticketClose,
  ticketDiagnose,
  ticketLinkIncident,
  ticketReopen,
  ticketResolve,
} from './actions.ts';
import { Ticket, ticketList } from './entity.ts';
import { ticketsUpdated, ticketUpdated } from './live.ts';

export const TicketReads = queries({
  ticket: byId(() => Ticket, 'A ticket by its id, or by its number.'),
  tickets: connectionField(ticketList, 'The tickets you may see, newest first.'),
});

export const TicketMutations = mutations({
  ticketAssign,
  ticketLinkIncident,
  ticketDiagnose,
  ticketAskCustomer,
  ticketAnswer,
  ticketResolve,
  ticketClose,
  ticketReopen,
});

export const TicketSubscriptions = subscriptionResolvers({ ticketUpdated, ticketsUpdated });
