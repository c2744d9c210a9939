/** What the mutations of notices take. */
import { enumOf, id, shortText, optional, listOf, longText } from '../../kernel/schema/input.ts';
import { NoticeTopic } from './topic.ts';
import { Customer, CustomerSubscription, ServiceIncident } from '../stubs.ts';

/** To how many customers a notice can be sent at once. */
const MOST = 500;

export const CustomerNoticeSendInput = {
  name: 'CustomerNoticeSendInput',
  description: 'Something to tell customers.',
  fields: {
    customerIds: listOf(
      id(`To whom: at least one customer and at most ${MOST}. All of them get it, or none does.`, () => Customer),
      MOST,
    ),
    topic: enumOf(NoticeTopic, 'What it is about.'),
    title: shortText('What it is about.'),
    html: longText('What to tell, as text or simple HTML; what is not safe to show is removed.', 50_000),
    product: optional(shortText('The product outside CSP; for the topic OTHER_PRODUCT, and for no other.')),
    incidentId: optional(id('The incident that it refers to; SERVICE_INCIDENT needs one.', () => ServiceIncident)),
    subscriptionId: optional(
      id(
        'The subscription that it refers to, if you answer for it; then there is only one customer to send it to.',
        () => CustomerSubscription,
      ),
    ),
  },
};
