/** Events: what happened, as rows of the transaction in which it happened. Timelines and subscriptions read them. */
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
    /** The thing whose history it belongs to. */
    streamType: p.text(),
    streamId: p.uuid(),
    /** The thing it happened to, which decides who may see it. */
    subjectType: p.text(),
    subjectId: p.uuid(),
    actorSubject: p.text(),
    actorOrganization: p.uuid(),
    actor: field(p.text(), 'The name of the person, or of the system, that did it.'),
    data: p.json<Record<string, unknown>>(),
    /** What filters look at of the thing whose history it belongs to, before the transaction and after it. A trigger writes it. */
    rowBefore: p.json<Record<string, unknown>>().nullable().lazy(),
    rowAfter: p.json<Record<string, unknown>>().nullable().lazy(),
    importedAt: field(timestampColumn().nullable(), 'When an import brought it in; null for what happened in Tierline.'),
    importedBy: field(p.text().nullable(), 'Who ran that import; null for what happened in Tierline.'),
    /** Whether live streams and webhooks get it: at once, when the import releases it, or never, because it is history. */
    news: p.enum(['NOW', 'LATER', 'NEVER'] as const).default('NOW'),
  },
});

/** Something that happened. */
export class Event extends schema.class {}
publishType(Event, schema, { name: 'TimelineEntry', description: 'Something that happened, when, and by whom.', part: true });

/** The history of a thing, oldest first. */
export const timelineList = defineList('TimelineEntry', () => Event, {
  isShared: true,
  order: { AT: { property: 'at', column: 'at', type: 'instant', direction: 'ASC', description: 'When it happened.' } },
});

/**
 * States who may see events: who may see the thing it happened to. The function `event_visible` looks that up, one type at a time, so that
 * a statement need not hold the policies of all types; which types it must know is said here, because the kernel knows none of them.
 */
export function eventPolicy(subjects: readonly Function[]): void {
  const names = subjects.map(typeInfo).map(({ name }) => `'${name}'`);
  const see = `subject_type in (${names.join(', ')}) and event_visible(subject_type, subject_id)`;
  const insert = `actor_organization = ${viewerSql.organization} and actor_subject = ${viewerSql.subject}`;
  (schema as EntitySchema).meta.policies = policy('event', { see, insert }).rows;
}

/** An event as the log holds it: where it stands and what it is about, nothing that only some may see. */
export interface LoggedEvent extends EventPosition {
  /** The entry of the history; null where the log says something that the history does not: that access ended. */
  readonly id: string | null;
  readonly kind: string;
  readonly at: Date;
  readonly streamType: string;
  readonly streamId: string;
  readonly subjectType: string;
  readonly subjectId: string;
}

/** The stream of an organization's own access: its id is the organization, its subject what it may no longer see. */
export const ACCESS_STREAM = 'Access';

/** The stream of the log itself: an entry in it says that the log went back to an older state, and goes on from there. */
export const LOG_STREAM = 'Log';
