/** What the mutations of tickets that have come in take. */
import { enumOf, id, input, shortText, object, optional, longText, boolean } from '../../kernel/schema/input.ts';
import { SupportScope, TicketOutcome } from './outcome.ts';
import { Ticket } from './entity.ts';
import { ServiceIncident } from '../stubs.ts';

const AssigneeInput = input('AssigneeInput', 'A person at your own organization.', {
  subject: shortText('Who, as your identity provider says (the `sub` of the token).'),
  name: shortText('The name.'),
});

const ticketId = id('Which ticket.', () => Ticket);

export const TicketAssignInput = {
  name: 'TicketAssignInput',
  description: 'Who is to work on a ticket.',
  fields: { ticketId, assignee: optional(object(AssigneeInput, 'Who is to work on it; yourself when left out.')) },
};

export const TicketDiagnoseInput = {
  name: 'TicketDiagnoseInput',
  description: 'What was found to be wrong.',
  fields: {
    ticketId,
    diagnosis: longText('What is wrong, and how it was found; everybody who sees the ticket can read it.'),
    scope: optional(enumOf(SupportScope, 'Where it lies, seen from the boundaries of the support; as it was when left out.')),
  },
};

export const TicketAskCustomerInput = {
  name: 'TicketAskCustomerInput',
  description: 'A question without whose answer the work cannot go on.',
  fields: { ticketId, question: longText('What to ask; everybody who sees the ticket can read it.') },
};

export const TicketAnswerInput = {
  name: 'TicketAnswerInput',
  description: 'The answer to what the customer was asked.',
  fields: {
    ticketId,
    answer: longText(
      'The answer; everybody who sees the ticket can read it, but the vendor not what the customer itself writes (rule R18).',
    ),
  },
};

export const TicketResolveInput = {
  name: 'TicketResolveInput',
  description: 'The end of the work on a ticket.',
  fields: {
    ticketId,
    resolution: longText('How it was solved, for the customer to read.'),
    outcome: enumOf(TicketOutcome, 'What the work came to.'),
    scope: enumOf(SupportScope, 'Where the problem lay, seen from the boundaries of the support.'),
  },
};

export const TicketCloseInput = {
  name: 'TicketCloseInput',
  description: 'The end of a ticket.',
  fields: { ticketId, selfService: optional(boolean('Whether the customer took care of it itself: then it need not have been resolved.')) },
};

export const TicketReopenInput = {
  name: 'TicketReopenInput',
  description: 'Why the work on a resolved ticket goes on.',
  fields: { ticketId, reason: longText('What is still wrong; everybody who sees the ticket can read it.', 2000) },
};

export const TicketLinkIncidentInput = {
  name: 'TicketLinkIncidentInput',
  description: 'That a ticket has to do with an incident of the vendor.',
  fields: { ticketId, incidentId: id('Which incident.', () => ServiceIncident) },
};
