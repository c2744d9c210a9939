/** What is said of a request when it comes in. */
import { enumOf, id, input, shortText, object, optional, listOf, longText } from '../../kernel/schema/input.ts';
import { TicketChannel, TicketSeverity } from '../ticket/state.ts';
import { Customer, CustomerSubscription, Partner, Service } from '../stubs.ts';
import { SupportResource } from '../resource/entity.ts';

const ContactInput = input('TicketContactInput', 'Whom to turn to about a ticket.', {
  name: shortText('The name.'),
  email: optional(shortText('The e-mail address.', 320)),
  phone: optional(shortText('The telephone number.', 40)),
});

const subject = {
  partnerId: optional(id('Which partner is asked; needed only where the customer has several and nothing else tells.', () => Partner)),
  subscriptionId: optional(id('The subscription it is about; tells service and partner.', () => CustomerSubscription)),
  serviceId: optional(id('The service it is about, where no subscription tells.', () => Service)),
  title: shortText('What is wrong.'),
  description: longText('What is wrong, in full.'),
  severity: enumOf(TicketSeverity, 'How grave it is for the business.'),
  contact: optional(object(ContactInput, 'Whom to turn to about it.')),
};

export const TicketRequestInput = {
  name: 'TicketRequestInput',
  description: 'A request of a customer to its partner.',
  fields: {
    ...subject,
    supportResourceIds: optional(
      listOf(
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
    channel: optional(enumOf(TicketChannel, 'How it came in; PORTAL when left out.')),
  },
};
