/** Idempotency records keep the outcome of a request with a `clientMutationId`, so that a retry gets it and does nothing twice. */
import { defineEntity, p } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { ActionOutcome } from './mutation-action.ts';
import { timestampColumn } from '../schema/field.ts';
import { kernelMessages } from '../i18n/kernel-messages.ts';
import { viewerSql, policy } from '../access/policy.ts';
import { Problem } from './problem.ts';
import type { Viewer } from '../access/viewer.ts';

const mine = `organization_id = ${viewerSql.organization} and subject = ${viewerSql.subject}`;

const schema = defineEntity({
  name: 'Receipt',
  tableName: 'receipt',
  policies: policy('receipt', { see: mine, insert: mine, update: mine }).rows,
  uniques: [{ properties: ['organizationId', 'subject', 'clientMutationId'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    organizationId: p.uuid(),
    subject: p.text(),
    clientMutationId: p.text(),
    fingerprint: p.text(),
    outcome: p.json<ActionOutcome>().nullable(),
    createdAt: timestampColumn(),
  },
});

/** The idempotency record of one request of one person. */
export class IdempotencyRecord extends schema.class {
  /**
   * Claims the key for this request. A concurrent retry waits, because both insert the same key. Another input under the same key is a
   * problem.
   */
  static async claim(
    em: SqlEntityManager,
    viewer: Viewer,
    clientMutationId: string,
    fingerprint: string,
    now: Date,
  ): Promise<IdempotencyRecord> {
    const key = { organizationId: viewer.organization, subject: viewer.subject, clientMutationId };
    await em
      .getKysely<any>()
      .insertInto('receipt')
      .values({
        organization_id: key.organizationId,
        subject: key.subject,
        client_mutation_id: clientMutationId,
        fingerprint,
        created_at: now,
      })
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'subject', 'client_mutation_id']).doUpdateSet({ created_at: sql`receipt.created_at` }),
      )
      .execute();
    const receipt = await em.findOneOrFail(IdempotencyRecord, key);
    if (receipt.fingerprint === fingerprint) return receipt;
    throw new Problem('CONFLICT', kernelMessages.reused(), { field: 'clientMutationId' });
  }
}
schema.setClass(IdempotencyRecord);
