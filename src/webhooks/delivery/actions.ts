/** What can be done about deliveries. */
import { action } from '../../kernel/write/mutation-action.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { WebhookEndpoint } from '../endpoint/entity.ts';
import { endpointMessages as say } from '../endpoint/messages.ts';
import { WebhookDelivery } from './entity.ts';
import { WebhookDeliveryRepeatInput } from './inputs.ts';
import { webhookDeliveryPolicy } from './policy.ts';

export const webhookDeliveryRepeat = action(
  {
    description:
      'Sends a message again at once, under the same `webhook-id`, whatever became of it before; neither one that waits nor an endpoint that rests is waited for. It shows what is so now.',
    input: WebhookDeliveryRepeatInput,
    returns: { delivery: () => WebhookDelivery },
  },
  async ({ deliveryId }, act) => {
    const delivery = await act.findForUpdate(WebhookDelivery, webhookDeliveryPolicy, 'repeat', deliveryId, 'deliveryId');
    const endpoint = await act.em.findOneOrFail(WebhookEndpoint, { id: delivery.endpointId });
    if (endpoint.state !== 'ENABLED') throw new Problem('STATE', say.notSending(), { field: 'deliveryId' });
    delivery.repeat(act.now);
    endpoint.restsUntil = null;
    act.emitEvent('webhook.repeated', delivery, { stream: endpoint });
    return { delivery };
  },
);
