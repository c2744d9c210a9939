/** What can be done to a ticket. */
import { sql } from 'kysely';
import { action } from '../../kernel/action.ts';
import { notFound } from '../../kernel/problem.ts';
import { Note } from '../note/entity.ts';
import { Service, ServiceIncident } from '../stubs.ts';
import { custodyOf } from './custody.ts';
import { Ticket } from './entity.ts';
import { TicketIncident } from './incident.ts';
import { TicketAssignInput, TicketLinkIncidentInput, TicketOpenInput, TicketReopenInput, TicketResolveInput } from './inputs.ts';
import { ticketMessages } from './messages.ts';
import { ticketPolicy } from './policy.ts';

const answers = { ticket: () => Ticket };

export const ticketOpen = action(
  {
    description: 'Opens a ticket: a customer with its partner (rule R18), or a partner for its customer.',
    input: TicketOpenInput,
    answers,
  },
  async ({ customerId, partnerId, subscriptionId, serviceId, ...said }, act) => {
    act.demand(ticketPolicy, 'open');
    if (serviceId && !(await act.visible(Service, serviceId))) throw notFound('serviceId', ticketMessages.noService());
    const custody = await custodyOf(act.em, act.viewer, { customerId, partnerId, subscriptionId, serviceId });
    // The id comes first: a row can be returned by its own insert only to those who see it, and access follows from the row.
    const { rows } = await sql<{ id: string; number: number }>`select uuidv7() as id, nextval('ticket_number')::int as number`.execute(
      act.em.getKysely<any>(),
    );
    const { id, number } = rows[0]!;
    const at = { createdAt: act.now, updatedAt: act.now };
    const ticket = act.em.create(Ticket, { id, number, ...custody, ...said, ...at, state: 'NEW', channel: 'PORTAL' });
    act.raise('ticket.opened', ticket);
    return { ticket };
  },
);

export const ticketAssign = action(
  { description: 'Gives a ticket to somebody at your own organization; work on it begins with that.', input: TicketAssignInput, answers },
  async ({ ticketId, assignee }, act) => {
    const ticket = await act.find(Ticket, ticketPolicy, 'assign', ticketId, 'ticketId');
    const { subject, name, organization } = act.viewer;
    ticket.assign({ ...(assignee ?? { subject, name }), organization }, act.now);
    act.raise('ticket.assigned', ticket, { data: { assignee: ticket.assignee!.name } });
    return { ticket };
  },
);

export const ticketResolve = action(
  { description: 'Ends the work on a ticket with an answer. It can be reopened for 14 days.', input: TicketResolveInput, answers },
  async ({ ticketId, resolution }, act) => {
    const ticket = await act.find(Ticket, ticketPolicy, 'resolve', ticketId, 'ticketId');
    ticket.resolve(resolution, act.now);
    act.raise('ticket.resolved', ticket);
    return { ticket };
  },
);

export const ticketReopen = action(
  {
    description:
      'Takes the work on a resolved ticket up again, within 14 days. The reason becomes a note that everybody on the ticket reads.',
    input: TicketReopenInput,
    answers,
  },
  async ({ ticketId, reason }, act) => {
    const ticket = await act.find(Ticket, ticketPolicy, 'reopen', ticketId, 'ticketId');
    ticket.reopen(act.now);
    act.em.persist(Note.by(act.viewer, ticket, reason, 'CUSTOMER', act.now));
    act.raise('ticket.reopened', ticket);
    return { ticket };
  },
);

export const ticketLinkIncident = action(
  { description: 'Links a ticket to an incident of the vendor. Linking twice changes nothing.', input: TicketLinkIncidentInput, answers },
  async ({ ticketId, incidentId }, act) => {
    const ticket = await act.find(Ticket, ticketPolicy, 'linkIncident', ticketId, 'ticketId');
    if (!(await act.visible(ServiceIncident, incidentId))) throw notFound('incidentId', ticketMessages.noIncident());
    if (await act.em.findOne(TicketIncident, { ticketId, incidentId })) return { ticket };
    act.em.create(TicketIncident, { ticketId, incidentId });
    ticket.touch(act.now);
    act.raise('ticket.incident_linked', ticket, { data: { incidentId } });
    return { ticket };
  },
);
