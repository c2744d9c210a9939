/** What the mutations of deliveries take. */
import { id } from '../../kernel/schema/input.ts';
import { WebhookDelivery } from './entity.ts';

export const WebhookDeliveryRepeatInput = {
  name: 'WebhookDeliveryRepeatInput',
  description: 'What is to be sent again.',
  fields: { deliveryId: id('Which message.', () => WebhookDelivery) },
};
