/** Events: what happened, as rows of the transaction in which it happened. Timelines and subscriptions read them. */
import { defineEntity, p, type EntitySchema } from '@mikro-orm/core';
import type { EventCursors } from './cursor.ts';
import { field, identity, instant } from './field.ts';
import { list } from './list.ts';
import { me, policy } from './policy.ts';
import { referenceOf, type } from './type.ts';

const schema = defineEntity({
  name: 'Event',
  tableName: 'event',
  indexes: [
    { properties: ['streamType', 'streamId', 'at', 'id'] },
    { name: 'event_unsequenced', expression: 'create index event_unsequenced on event (commit_order) where position is null' },
  ],
  properties: {
    id: identity(),
    /** Assigned after the commit, in commit order and without gaps; null until then. */
    position: p.bigint('number').nullable().unique(),
    /** Drawn when the writing transaction commits; orders events that became visible together. */
    commitOrder: p.bigint('number').nullable(),
    at: field(instant(), 'When it happened.'),
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
  },
});

/** Something that happened. */
export class Event extends schema.class {}
type(Event, schema, { name: 'TimelineEntry', description: 'Something that happened, when, and by whom.', part: true });

/** The history of a thing, oldest first. */
export const timeline = list('TimelineEntry', () => Event, {
  isShared: true,
  order: { AT: { property: 'at', column: 'at', type: 'instant', direction: 'ASC', description: 'When it happened.' } },
});

/**
 * States who may see events: who may see the thing it happened to. It is made from the tables of all subjects because
 * the kernel knows none of them.
 */
export function eventPolicy(subjects: readonly Function[]): void {
  const cases = subjects
    .map(referenceOf)
    .map(({ name, table }) => `when '${name}' then (select true from "${table}" s where s.id = event.subject_id)`);
  const see = `case subject_type ${cases.join(' ')} else false end`;
  const insert = `actor_organization = ${me.organization} and actor_subject = ${me.subject}`;
  (schema as EntitySchema).meta.policies = policy('event', { see, insert }).rows;
}

/** An event as the log holds it: where it stands and what it is about, nothing that only some may see. */
export interface LoggedEvent {
  readonly position: number;
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly streamType: string;
  readonly streamId: string;
  readonly subjectType: string;
  readonly subjectId: string;
}

/** The event log as a reader sees it. */
export interface EventFeed {
  /** Makes and reads the cursors of this log. */
  readonly cursors: EventCursors;
  /** Every event behind the position in commit order, each once, then those to come; ends when the signal aborts. */
  since(position: number | null, signal: AbortSignal): AsyncIterable<LoggedEvent>;
}
