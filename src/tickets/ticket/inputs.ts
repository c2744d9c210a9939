/** What the mutations of tickets take. */
import { choice, id, input, line, nested, optional, text } from '../../kernel/input.ts';
import { TicketSeverity } from './state.ts';

const ContactInput = input('TicketContactInput', 'Whom to turn to about a ticket.', {
  name: line('The name.'),
  email: optional(line('The e-mail address.', 320)),
  phone: optional(line('The telephone number.', 40)),
});

const AssigneeInput = input('AssigneeInput', 'A person at your own organization.', {
  subject: line('Who, as your identity provider says (the `sub` of the token).'),
  name: line('The name.'),
});

const ticketId = id('Which ticket.');

export const TicketOpenInput = {
  name: 'TicketOpenInput',
  description: 'A request for support.',
  fields: {
    customerId: optional(id('Whose request it is. A customer may leave it out: it can open none but its own.')),
    partnerId: optional(id('Which partner is asked; needed only where the customer has several and no subscription tells.')),
    subscriptionId: optional(id('The subscription it is about; tells service and partner.')),
    serviceId: optional(id('The service it is about, where no subscription tells.')),
    title: line('What is wrong.'),
    description: text('What is wrong, in full.'),
    severity: choice(TicketSeverity, 'How grave it is for the business.'),
    contact: optional(nested(ContactInput, 'Whom to turn to about it.')),
  },
};

export const TicketAssignInput = {
  name: 'TicketAssignInput',
  description: 'Who is to work on a ticket.',
  fields: { ticketId, assignee: optional(nested(AssigneeInput, 'Who is to work on it; yourself when left out.')) },
};

export const TicketResolveInput = {
  name: 'TicketResolveInput',
  description: 'The end of the work on a ticket.',
  fields: { ticketId, resolution: text('How it was solved, for the customer to read.') },
};

export const TicketReopenInput = {
  name: 'TicketReopenInput',
  description: 'Why the work on a resolved ticket goes on.',
  fields: { ticketId, reason: text('What is still wrong; everybody who sees the ticket can read it.', 2000) },
};

export const TicketLinkIncidentInput = {
  name: 'TicketLinkIncidentInput',
  description: 'That a ticket has to do with an incident of the vendor.',
  fields: { ticketId, incidentId: id('Which incident.') },
};
