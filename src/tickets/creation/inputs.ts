/** What is said of a request when it comes in. */
import { choice, id, input, line, nested, optional, several, text } from '../../kernel/schema/input.ts';
import { TicketChannel, TicketSeverity } from '../ticket/state.ts';
import { Customer, CustomerSubscription, Partner, Service } from '../stubs.ts';
import { SupportResource } from '../resource/entity.ts';

const ContactInput = input('TicketContactInput', 'Whom to turn to about a ticket.', {
  name: line('The name.'),
  email: optional(line('The e-mail address.', 320)),
  phone: optional(line('The telephone number.', 40)),
});

const subject = {
  partnerId: optional(id('Which partner is asked; needed only where the customer has several and nothing else tells.', () => Partner)),
  subscriptionId: optional(id('The subscription it is about; tells service and partner.', () => CustomerSubscription)),
  serviceId: optional(id('The service it is about, where no subscription tells.', () => Service)),
  title: line('What is wrong.'),
  description: text('What is wrong, in full.'),
  severity: choice(TicketSeverity, 'How grave it is for the business.'),
  contact: optional(nested(ContactInput, 'Whom to turn to about it.')),
};

export const TicketRequestInput = {
  name: 'TicketRequestInput',
  description: 'A request of a customer to its partner.',
  fields: {
    ...subject,
    supportResourceIds: optional(
      several(
        id('The product resources that the customer was shown first, as `Service.supportResources` lists them.', () => SupportResource),
        20,
      ),
    ),
  },
};

export const TicketOpenInput = {
  name: 'TicketOpenInput',
  description: 'A request that a customer has made in another way, as its partner writes it down.',
  fields: {
    customerId: id('Whose request it is.', () => Customer),
    ...subject,
    channel: optional(choice(TicketChannel, 'How it came in; PORTAL when left out.')),
  },
};
