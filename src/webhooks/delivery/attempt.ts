/** Attempts: each time that a message was sent, and what came of it. */
import { defineEntity, p } from '@mikro-orm/core';
import { defineEnum } from '../../kernel/schema/enum.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { attemptPolicy } from './policy.ts';

export const WebhookFailure = defineEnum('WebhookFailure', 'Why an attempt got no answer.', {
  NOT_FOUND: 'The host was not found; told for earlier attempts only.',
  NOT_PUBLIC: 'The host was not found on the public internet, and nothing was sent there.',
  NOT_HTTPS: 'The host may be reached by https only.',
  CONNECTION: 'There was no connection, or it was lost.',
  CERTIFICATE: 'No secure connection came about: the certificate of the host is not good for it.',
  TIMEOUT: 'No answer came in time.',
  NOT_MADE: 'The message could not be made because of a fault here, and nothing was sent.',
});

const schema = defineEntity({
  name: 'WebhookAttempt',
  tableName: 'webhook_attempt',
  policies: attemptPolicy.rows,
  indexes: [{ properties: ['deliveryId', 'at', 'id'] }],
  properties: {
    id: idColumn(),
    deliveryId: p.uuid(),
    organizationId: p.uuid(),
    at: field(timestampColumn(), 'When it was sent.'),
    statusCode: field(p.integer().nullable(), 'The HTTP status of the answer: 2xx means that it was taken. Null where none came.'),
    failure: field(p.enum(Object.values(WebhookFailure)).nullable(), 'Why no answer came; null where one did.', () => WebhookFailure),
    milliseconds: field(p.integer(), 'How long it took.'),
    answer: field(p.text().nullable(), 'The beginning of what was answered, at most 1,024 bytes; null where nothing was.', null, {
      characters: 1_024,
    }),
  },
});

/** One time that a message was sent. */
export class WebhookAttempt extends schema.class {}

export const attemptList = defineList('WebhookAttempt', () => WebhookAttempt, {
  order: { AT: { property: 'at', column: 'at', type: 'instant', direction: 'DESC', description: 'When it was sent.' } },
});

publishType(WebhookAttempt, schema, { description: 'One time that a message was sent, and what came of it.' });
