/** The webhooks subgraph: addresses to which organizations have updates sent, and what became of each message. The live layer sends them. */
import { subgraph } from '../kernel/schema/subgraph.ts';
import { WebhookAttempt } from './delivery/attempt.ts';
import { WebhookDelivery } from './delivery/entity.ts';
import { DeliveryMutations, DeliveryReads } from './delivery/resolver.ts';
import { WebhookEndpoint } from './endpoint/entity.ts';
import { EndpointMutations, EndpointReads, EndpointSubscriptions } from './endpoint/resolver.ts';
import { WebhookSecret } from './endpoint/secret.ts';

const types = [WebhookEndpoint, WebhookDelivery, WebhookAttempt];

export const webhooks = subgraph({
  name: 'webhooks',
  entities: [...types, WebhookSecret],
  types,
  stubs: [],
  resolvers: [EndpointReads, EndpointMutations, EndpointSubscriptions, DeliveryReads, DeliveryMutations],
});
