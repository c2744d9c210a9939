/** Live notice of endpoints: that one was disabled is told to its people, wherever they listen. */
import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { input, optional, type InputField } from '../../kernel/schema/input.ts';
import { defineSubscription } from '../../kernel/live/subscription-field.ts';
import { endpointList, WebhookEndpoint } from './entity.ts';

@ObjectType({ description: 'That a webhook endpoint was disabled. The endpoint is shown as it is when the update is delivered.' })
export class WebhookEndpointUpdate {
  @Field(() => WebhookEndpoint, { description: 'The endpoint, as it is now: `disabledReason` says why nothing is sent to it.' })
  endpoint!: unknown;

  @Field(() => GraphQLISODateTime, { description: 'When it was disabled.' })
  at!: Date;

  @Field(() => String, { description: 'Where this update stands: give the last one you had to `after`, and you miss nothing.' })
  cursor!: string;
}

const { reasons } = endpointList.filters as Record<string, { item: InputField<any> }>;

const WebhookEndpointUpdateFilter = input(
  'WebhookEndpointUpdateFilter',
  'Which updates to deliver: all that is given must hold of the endpoint before the update or after it.',
  { reasons: optional(reasons!.item) },
);

export const webhookEndpointDisabled = defineSubscription({
  description:
    'Every endpoint of your organization that is disabled, because it takes nothing or by hand, in the order in which they were committed, each once. Follow it on a socket, or by another endpoint. Not for sales agents.',
  message: 'WebhookEndpointMessage',
  update: () => WebhookEndpointUpdate,
  filter: WebhookEndpointUpdateFilter,
  list: endpointList,
  subjects: () => [WebhookEndpoint],
  accessTypes: [],
  isEligible: ({ role }) => role !== 'SALES_AGENT',
  query: 'webhookEndpoints',
  matchesKind: (kind) => kind === 'webhook.disabled',
  resolvePayload: async (event, { read }) => ({ endpoint: await read.byId(WebhookEndpoint, event.streamId) }),
});
