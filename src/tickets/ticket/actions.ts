/** What can be done to a ticket that has come in. */
import { action } from '../../kernel/write/mutation-action.ts';
import { notFound } from '../../kernel/write/problem.ts';
import { demandHealthCheck } from '../health-check/last-check.ts';
import { Note } from '../note/entity.ts';
import { ServiceIncident } from '../stubs.ts';
import { Ticket } from './entity.ts';
import { TicketIncident } from './ticket-incident.ts';
import {
  TicketAnswerInput,
  TicketAskCustomerInput,
  TicketAssignInput,
  TicketCloseInput,
  TicketDiagnoseInput,
  TicketLinkIncidentInput,
  TicketReopenInput,
  TicketResolveInput,
} from './inputs.ts';
import { ticketMessages } from './messages.ts';
import { ticketPolicy } from './policy.ts';

const answers = { ticket: () => Ticket };

export const ticketAssign = action(
  {
    description: 'Gives a ticket to somebody at your own organization, who looks at it first.',
    input: TicketAssignInput,
    returns: answers,
  },
  async ({ ticketId, assignee }, act) => {
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'assign', ticketId, 'ticketId');
    const { subject, name, organization } = act.viewer;
    ticket.assign({ ...(assignee ?? { subject, name }), organization }, act.now);
    act.emitEvent('ticket.assigned', ticket, { data: { assignee: ticket.assignee!.name } });
    return { ticket };
  },
);

export const ticketDiagnose = action(
  {
    description:
      'Puts on record what is wrong (rule R20). Service health has to have been looked at, and nothing new reported since (rule R07).',
    input: TicketDiagnoseInput,
    returns: answers,
  },
  async ({ ticketId, diagnosis: text, scope }, act) => {
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'diagnose', ticketId, 'ticketId');
    const { name: author, organization } = act.viewer;
    ticket.diagnose({ text, author, at: act.now.toISOString(), organization }, scope, act.now);
    await demandHealthCheck(act.em, ticket.id);
    act.emitEvent('ticket.diagnosed', ticket);
    return { ticket };
  },
);

export const ticketAskCustomer = action(
  {
    description: 'Asks the customer what has to be known before the work can go on. The ticket waits for `ticketAnswer`.',
    input: TicketAskCustomerInput,
    returns: { ...answers, note: () => Note },
  },
  async ({ ticketId, question }, act) => {
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'askCustomer', ticketId, 'ticketId');
    ticket.converse('askCustomer', act.now);
    const note = Note.by(act.viewer, ticket, question, 'CUSTOMER', act.now);
    act.em.persist(note);
    act.emitEvent('ticket.customer_asked', ticket);
    return { ticket, note };
  },
);

export const ticketAnswer = action(
  {
    description: 'Answers what the customer was asked; a partner writes down what the customer answered in another way. The work goes on.',
    input: TicketAnswerInput,
    returns: { ...answers, note: () => Note },
  },
  async ({ ticketId, answer }, act) => {
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'answer', ticketId, 'ticketId');
    ticket.converse('answer', act.now);
    const note = Note.by(act.viewer, ticket, answer, 'CUSTOMER', act.now);
    act.em.persist(note);
    act.emitEvent('ticket.customer_answered', ticket);
    return { ticket, note };
  },
);

export const ticketResolve = action(
  {
    description: 'Ends the work on a ticket that was diagnosed, with an answer and what it came to. It can be reopened for 14 days.',
    input: TicketResolveInput,
    returns: answers,
  },
  async ({ ticketId, ...end }, act) => {
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'resolve', ticketId, 'ticketId');
    ticket.resolve(end, act.now);
    act.emitEvent('ticket.resolved', ticket, { data: { outcome: end.outcome, scope: end.scope } });
    return { ticket };
  },
);

export const ticketClose = action(
  {
    description:
      'Ends a resolved ticket for good: the customer at any time, the partner when it can no longer be reopened. With `selfService` it ends an open one, because the customer took care of it itself (rule R29).',
    input: TicketCloseInput,
    returns: answers,
  },
  async ({ ticketId, selfService }, act) => {
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'close', ticketId, 'ticketId');
    if (selfService) ticket.closeAsSelfService(act.now);
    else ticket.close(act.viewer.kind === 'CUSTOMER', act.now);
    act.emitEvent('ticket.closed', ticket);
    return { ticket };
  },
);

export const ticketReopen = action(
  {
    description: 'Takes the work on a resolved ticket up again, within 14 days. The reason becomes a note for everybody on the ticket.',
    input: TicketReopenInput,
    returns: answers,
  },
  async ({ ticketId, reason }, act) => {
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'reopen', ticketId, 'ticketId');
    ticket.reopen(act.now);
    act.em.persist(Note.by(act.viewer, ticket, reason, 'CUSTOMER', act.now));
    act.emitEvent('ticket.reopened', ticket);
    return { ticket };
  },
);

export const ticketLinkIncident = action(
  {
    description: 'Links a ticket to an incident of the vendor. Linking twice changes nothing.',
    input: TicketLinkIncidentInput,
    returns: answers,
  },
  async ({ ticketId, incidentId }, act) => {
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'linkIncident', ticketId, 'ticketId');
    if (!(await act.canSee(ServiceIncident, incidentId))) throw notFound('incidentId', ticketMessages.noIncident());
    if (await act.em.findOne(TicketIncident, { ticketId, incidentId })) return { ticket };
    act.em.create(TicketIncident, { ticketId, incidentId });
    ticket.touch(act.now);
    act.emitEvent('ticket.incident_linked', ticket, { data: { incidentId } });
    return { ticket };
  },
);
