/** Root fields of deliveries. */
import { mutations } from '../../kernel/schema/mutation.ts';
import { byId, queries } from '../../kernel/schema/query-fields.ts';
import { webhookDeliveryRepeat } from './actions.ts';
import { WebhookDelivery } from './entity.ts';

export const DeliveryReads = queries({
  webhookDelivery: byId(() => WebhookDelivery, 'A message to an endpoint of your organization by its id, which is its `webhook-id`.'),
});

export const DeliveryMutations = mutations({ webhookDeliveryRepeat });
