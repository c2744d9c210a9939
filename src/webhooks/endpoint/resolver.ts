/** Root fields of webhook endpoints. */
import { subscriptionResolvers } from '../../kernel/live/subscription-field.ts';
import { mutations } from '../../kernel/schema/mutation.ts';
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import {
  webhookEndpointChange,
  webhookEndpointCreate,
  webhookEndpointDisable,
  webhookEndpointEnable,
  webhookEndpointRemove,
  webhookEndpointSecretRotate,
} from './actions.ts';
import { endpointList, WebhookEndpoint } from './entity.ts';
import { webhookEndpointDisabled } from './live.ts';

export const EndpointReads = queries({
  webhookEndpoint: byId(() => WebhookEndpoint, 'A webhook endpoint of your organization by its id.'),
  webhookEndpoints: connectionField(endpointList, 'The webhook endpoints of your organization, newest first. Not for sales agents.'),
});

export const EndpointMutations = mutations({
  webhookEndpointCreate,
  webhookEndpointChange,
  webhookEndpointEnable,
  webhookEndpointDisable,
  webhookEndpointRemove,
  webhookEndpointSecretRotate,
});

export const EndpointSubscriptions = subscriptionResolvers({ webhookEndpointDisabled });
