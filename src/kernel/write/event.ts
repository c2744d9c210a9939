/** Events are rows of the transaction in which something happened. Timelines and subscriptions read them. */
import { defineEntity, p, type EntitySchema } from '@mikro-orm/core';
import type { EventPosition } from '../live/event-cursor.ts';
import { field, idColumn, timestampColumn } from '../schema/field.ts';
import { defineList } from '../schema/list.ts';
import { viewerSql, policy } from '../access/policy.ts';
import { typeInfo, publishType } from '../schema/type.ts';

const schema = defineEntity({
  name: 'Event',
  tableName: 'event',
  indexes: [
    { properties: ['streamType', 'streamId', 'at', 'id'] },
    { name: 'event_later', expression: `create index event_later on event (id) where news = 'LATER'` },
  ],
  properties: {
    id: idColumn(),
    at: field(timestampColumn(), 'When it happened.'),
    kind: field(
      p.text(),
      'What happened, as object and verb: `ticket.opened`, `ticket.note_added`, `ticket.resolved` and so on. More kinds may come.',
    ),
    /** The object whose history the event belongs to. */
    streamType: p.text(),
    streamId: p.uuid(),
    /** The subject, whose visibility decides who may see the event. */
    subjectType: p.text(),
    subjectId: p.uuid(),
    actorSubject: p.text(),
    actorOrganization: p.uuid(),
    actor: field(p.text(), 'The name of the person, or of the system, that did it.'),
    data: p.json<Record<string, unknown>>(),
    /** The filter columns of the stream's row, before and after the transaction. A trigger writes them. */
    rowBefore: p.json<Record<string, unknown>>().nullable().lazy(),
    rowAfter: p.json<Record<string, unknown>>().nullable().lazy(),
    importedAt: field(timestampColumn().nullable(), 'When an import brought it in; null for what happened in Tierline.'),
    importedBy: field(p.text().nullable(), 'Who ran that import; null for what happened in Tierline.'),
    /** Whether subscriptions and webhooks get it: at once, when the import releases it, or never, because it is historical. */
    news: p.enum(['NOW', 'LATER', 'NEVER'] as const).default('NOW'),
  },
});

/** An event. */
export class Event extends schema.class {}
publishType(Event, schema, { name: 'TimelineEntry', description: 'Something that happened, when, and by whom.', part: true });

/** The history of an object, oldest first. */
export const timelineList = defineList('TimelineEntry', () => Event, {
  isShared: true,
  order: { AT: { property: 'at', column: 'at', type: 'instant', direction: 'ASC', description: 'When it happened.' } },
});

/**
 * Declares who may see events: those who may see the subject. The function `event_visible` checks one type at a time, so that a statement
 * need not contain the policies of all types. `subjects` lists the types, because the kernel knows none of them.
 */
export function eventPolicy(subjects: readonly Function[]): void {
  const names = subjects.map(typeInfo).map(({ name }) => `'${name}'`);
  const see = `subject_type in (${names.join(', ')}) and event_visible(subject_type, subject_id)`;
  const insert = `actor_organization = ${viewerSql.organization} and actor_subject = ${viewerSql.subject}`;
  (schema as EntitySchema).meta.policies = policy('event', { see, insert }).rows;
}

/** An event in the log: its position and subject, without any data of restricted visibility. */
export interface LoggedEvent extends EventPosition {
  /** The entry of the history; null for the end of access, which is in the log only. */
  readonly id: string | null;
  readonly kind: string;
  readonly at: Date;
  readonly streamType: string;
  readonly streamId: string;
  readonly subjectType: string;
  readonly subjectId: string;
}

/** The stream of an organization's access: its id is the organization, its subject the object that the organization can no longer see. */
export const ACCESS_STREAM = 'Access';

/** The stream of the log itself: an entry says that the log went back to an older state and continues from there. */
export const LOG_STREAM = 'Log';
