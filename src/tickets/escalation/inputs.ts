/** What handing a problem on takes. */
import { enumOf, id, input, shortText, object, optional, listOf, longText, dateTime } from '../../kernel/schema/input.ts';
import { HandoffCategory } from './category.ts';
import { email, phone } from './contact-input.ts';
import { EscalationTarget } from './state.ts';
import { EscalationVehicle } from './support-program.ts';
import { Escalation } from './entity.ts';
import { Ticket } from '../ticket/entity.ts';

const EvidenceInput = input('EscalationEvidenceInput', 'What shows that a problem is of its hand-off category.', {
  expected: optional(longText('What the service should do by its description; asked for UNDOCUMENTED_SERVICE_PROBLEM.', 5000)),
  since: optional(dateTime('Since when; asked for SERVICE_UNAVAILABLE and LARGE_SCALE_NETWORK_DISRUPTION.')),
  steps: optional(longText('How to reproduce it; asked for BUG_OR_IRREGULARITY.', 5000)),
  networks: optional(longText('Which networks or places are cut off; asked for LARGE_SCALE_NETWORK_DISRUPTION.', 5000)),
  region: optional(shortText('The region of the vendor that is concerned; asked for REGIONAL_MULTITENANT.', 60)),
  ticketIds: optional(
    listOf(
      id(
        'Tickets of other customers with the same problem of the same service in that region; asked for REGIONAL_MULTITENANT.',
        () => Ticket,
      ),
      50,
    ),
  ),
});

const ContactInput = input('EscalationContactInput', 'Whom at your organization to turn to.', {
  name: shortText('The name.'),
  email: email('The e-mail address.'),
  phone: optional(phone('The telephone number; needed where the ticket is CRITICAL.')),
});

const contact = object(ContactInput, 'Whom at your organization to turn to; never somebody at the customer.');
const escalationId = id('Which escalation.', () => Escalation);

export const TicketEscalateInput = {
  name: 'TicketEscalateInput',
  description: 'A problem to be handed on.',
  fields: {
    ticketId: id('Which ticket.', () => Ticket),
    category: enumOf(HandoffCategory, 'What kind of problem it is.'),
    impact: longText('What it means for the business of the customer.', 5000),
    evidence: optional(object(EvidenceInput, 'What shows that it is of that kind.')),
    contact,
    to: optional(
      enumOf(EscalationTarget, 'To whom it goes; from a reseller to its provider, from everybody else to the vendor when left out.'),
    ),
    vehicle: optional(enumOf(EscalationVehicle, 'The support program under which it goes to the vendor; needed for that.')),
  },
};

export const EscalationAcceptInput = {
  name: 'EscalationAcceptInput',
  description: 'That the provider works on a problem.',
  fields: { escalationId },
};

export const EscalationReturnInput = {
  name: 'EscalationReturnInput',
  description: 'That a problem is given back.',
  fields: { escalationId, reason: longText('Why; for the partners and the vendor to read.', 5000) },
};

export const EscalationHandOverInput = {
  name: 'EscalationHandOverInput',
  description: 'A problem that the provider hands over to the vendor.',
  fields: { escalationId, contact, vehicle: enumOf(EscalationVehicle, 'The support program under which it goes to the vendor.') },
};

export const EscalationAnswerInput = {
  name: 'EscalationAnswerInput',
  description: 'What the vendor says to a problem.',
  fields: { escalationId, text: longText('What to say; for the partners alone, who decide what the customer is told (rule R14).') },
};
