/** What the mutations of webhook endpoints take. */
import { id, shortText, optional, longText } from '../../kernel/schema/input.ts';
import { WebhookEndpoint } from './entity.ts';

const endpointId = id('Which endpoint.', () => WebhookEndpoint);
const url = shortText('Where to send messages: an address on the public internet that begins with https://.', 2_000);
const description = optional(shortText('What it is for.'));
const document = longText(
  'The subscription to follow: a document with one operation and one root field, without `after`. What it selects is the `data` of each message.',
  20_000,
);
const variables = optional(longText('The variables of the document, as JSON.', 20_000));

export const WebhookEndpointCreateInput = {
  name: 'WebhookEndpointCreateInput',
  description: 'An address, and what to send there.',
  fields: { url, document, variables, description },
};

export const WebhookEndpointChangeInput = {
  name: 'WebhookEndpointChangeInput',
  description: 'What to change; what is left out stays as it is.',
  fields: { endpointId, url: optional(url), document: optional(document), variables, description },
};

const named = (name: string, said: string) => ({ name, description: said, fields: { endpointId } });

/** Takes the endpoint alone. */
export const WebhookEndpointEnableInput = named('WebhookEndpointEnableInput', 'Which endpoint is to be sent messages again.');
/** Takes the endpoint alone. */
export const WebhookEndpointDisableInput = named('WebhookEndpointDisableInput', 'Which endpoint is to be sent nothing for now.');
/** Takes the endpoint alone. */
export const WebhookEndpointRemoveInput = named('WebhookEndpointRemoveInput', 'Which endpoint is to be sent nothing any more.');
/** Takes the endpoint alone. */
export const WebhookEndpointSecretRotateInput = named('WebhookEndpointSecretRotateInput', 'Which endpoint is to get another secret.');
