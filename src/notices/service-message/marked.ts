/** What the viewer marked, as SQL: for fields and filters. */
import { sql, type RawBuilder } from 'kysely';

/** Whether the viewer has marked the message of that id so. */
export const marked = (column: 'is_read' | 'is_archived' | 'is_favorite', message: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`coalesce((select ${sql.ref(`k.${column}`)} from message_mark k where k.message_id = ${message}
    and k.organization_id = (select viewer_organization()) and k.subject = (select viewer_subject())), false)`;
