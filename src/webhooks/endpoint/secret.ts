/** Secrets: with what the messages to an endpoint are signed. A row says that there is one; what it is follows from its id and the key of the database. */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import type { OneTimeFields } from '../../kernel/write/mutation-action.ts';
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { secretPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'WebhookSecret',
  tableName: 'webhook_secret',
  policies: secretPolicy.rows,
  indexes: [{ properties: ['endpointId'] }],
  properties: {
    id: idColumn(),
    endpointId: p.uuid(),
    organizationId: p.uuid(),
    createdAt: timestampColumn(),
    /** Until when it signs beside its successor; null for the one that is in use. */
    expiresAt: timestampColumn().nullable(),
  },
});

/** A secret of an endpoint. */
export class WebhookSecret extends schema.class {}
schema.setClass(WebhookSecret);

/** How long the secret before signs too, so that a receiver can be given the new one without missing a message. */
export const BOTH_SIGN_MS = 24 * 3_600_000;

/** Gives an endpoint a new secret; those before sign until then. */
export async function newSecret(
  act: ActionContext,
  { id, organizationId }: { id: string; organizationId: string },
): Promise<WebhookSecret> {
  await expire(act, id, new Date(act.now.getTime() + BOTH_SIGN_MS));
  const { rows } = await sql<{ id: string }>`select uuidv7() as id`.execute(act.em.getKysely<any>());
  return act.em.create(WebhookSecret, { id: rows[0]!.id, endpointId: id, organizationId, createdAt: act.now, expiresAt: null });
}

/** Lets the secrets of an endpoint sign no longer than until then. */
export async function expire(act: ActionContext, endpointId: string, at: Date): Promise<void> {
  for (const secret of await act.em.find(WebhookSecret, { endpointId, $or: [{ expiresAt: null }, { expiresAt: { $gt: at } }] }))
    secret.expiresAt = at;
}

/** The secret in words: told by the answer that made it, and by nothing else. */
export const secretTold: OneTimeFields = {
  type: () => String,
  description:
    'With what the messages are signed, as Standard Webhooks has it: `whsec_` and 32 bytes in Base64. Keep it: it is shown in this answer only. Null when the request was refused.',
  compute: (id, { read }) => read.sqlValue(sql`to_json(webhook_secret_value(${id}::uuid))`),
};
