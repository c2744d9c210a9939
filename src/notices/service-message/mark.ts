/** Marks: what one person did with a message: read it, put it away, kept it at hand (Microsoft Graph `viewPoint`). */
import { defineEntity, p } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { timestampColumn } from '../../kernel/schema/field.ts';
import type { Viewer } from '../../kernel/access/viewer.ts';
import { ServiceMessage } from './entity.ts';
import { markPolicy } from './policy.ts';

const schema = defineEntity({
  name: 'MessageMark',
  tableName: 'message_mark',
  policies: markPolicy.rows,
  uniques: [{ properties: ['messageId', 'organizationId', 'subject'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    messageId: () => p.manyToOne(ServiceMessage).name('message_id').mapToPk().deleteRule('cascade'),
    organizationId: p.uuid(),
    subject: p.text(),
    isRead: p.boolean(),
    isArchived: p.boolean(),
    isFavorite: p.boolean(),
    markedAt: timestampColumn(),
  },
});

/** What can be said in a mark; null leaves it as it is. */
export interface Marks {
  readonly isRead: boolean | null;
  readonly isArchived: boolean | null;
  readonly isFavorite: boolean | null;
}

/** The mark of one person on one message. Who has none has done nothing with it. */
export class MessageMark extends schema.class {
  /** Writes the viewer's mark on a message over the one before. Two at once do not undo each other. */
  static async lay(em: SqlEntityManager, viewer: Viewer, messageId: string, marks: Marks, now: Date): Promise<void> {
    const { isRead, isArchived, isFavorite } = marks;
    const kept = (column: string, value: boolean | null) => (value === null ? sql.ref(`message_mark.${column}`) : value);
    await em
      .getKysely<any>()
      .insertInto('message_mark')
      .values({
        message_id: messageId,
        organization_id: viewer.organization,
        subject: viewer.subject,
        is_read: isRead ?? false,
        is_archived: isArchived ?? false,
        is_favorite: isFavorite ?? false,
        marked_at: now,
      })
      .onConflict((conflict) =>
        conflict.columns(['message_id', 'organization_id', 'subject']).doUpdateSet({
          is_read: kept('is_read', isRead),
          is_archived: kept('is_archived', isArchived),
          is_favorite: kept('is_favorite', isFavorite),
          marked_at: now,
        }),
      )
      .execute();
  }
}
schema.setClass(MessageMark);
