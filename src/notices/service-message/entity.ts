/** Messages of the vendor's Message Center: what changes, what has to be done, until when (Microsoft Graph `serviceUpdateMessage`). */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { ID, Field, ObjectType } from 'type-graphql';
import { Bounded } from '../../kernel/schema/bound.ts';
import { manyToMany, sqlField } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { enumOf, id, listOf, dateTime, boolean } from '../../kernel/schema/input.ts';
import { inColumn, relatedTo, filter, defineList, type Filter } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { Service } from '../stubs.ts';
import { ServiceMessageCategory, ServiceMessageSeverity } from './kind.ts';
import { marked } from './marked.ts';
import { messagePolicy } from './policy.ts';

@ObjectType({ description: 'Something that the vendor says of a message beside its text, such as a link to more.' })
export class ServiceMessageDetail {
  @Field(() => String, { description: 'What it is, in the words of the vendor: `ExternalLink`, `RoadmapIds`, `Platforms` and others.' })
  name!: string;

  @Bounded({ characters: 2_000 })
  @Field(() => String, { description: 'What it says: plain text as it came, to be looked at before it is followed as a link.' })
  value!: string;
}

const schema = defineEntity({
  name: 'ServiceMessage',
  tableName: 'service_message',
  policies: messagePolicy.rows,
  indexes: [{ properties: ['updatedAt', 'id'] }],
  properties: {
    id: idColumn(),
    trackingId: field(
      p.text().index(),
      'The id that the vendor publishes, such as `MC172851`. Where the vendor wrote different texts to different tenants, each text is a message of this id.',
      () => ID,
    ),
    title: field(p.text(), 'What it is about, in a line.'),
    html: field(
      p.text(),
      'What it says, as HTML that is safe to show: only text, lists, tables, emphasis and links are left in it.',
      null,
      { characters: 50_000 },
    ),
    category: field(p.enum(Object.values(ServiceMessageCategory)), 'What it asks of its readers.', () => ServiceMessageCategory),
    severity: field(p.enum(Object.values(ServiceMessageSeverity)), 'How urgent it is.', () => ServiceMessageSeverity),
    isMajorChange: field(p.boolean(), 'Whether the vendor calls it a major change.'),
    tags: field(p.array(), 'Tags of the vendor, such as `Updated message` or `Admin impact`.', () => [String], {
      items: 50,
      characters: 200,
    }),
    details: field(p.json<ServiceMessageDetail[]>(), 'What the vendor says of it beside its text.', () => [ServiceMessageDetail], {
      items: 50,
    }),
    startsAt: field(timestampColumn(), 'From when on it is shown.'),
    endsAt: field(timestampColumn().nullable(), 'Until when it is shown; null where the vendor does not say.'),
    actionRequiredAt: field(timestampColumn().nullable(), 'Until when something has to be done; null where nothing has.'),
    updatedAt: field(timestampColumn(), 'When the vendor last changed it.'),
    isPrivate: field(
      p.boolean().default(false),
      'Whether it is tagged `Data privacy`. A partner reads such a message of a customer only under Message Center Privacy Reader or Global Administrator.',
    ),
  },
});

/** A message of the Message Center. */
export class ServiceMessage extends schema.class {}

const isMarked = (column: Parameters<typeof marked>[0], description: string): Filter<boolean> =>
  filter(boolean(description), (value) => sql<boolean>`${marked(column, sql.ref('t.id'))} = ${value}`);

export const messageList = defineList('ServiceMessage', () => ServiceMessage, {
  order: {
    UPDATED_AT: {
      property: 'updatedAt',
      column: 'updated_at',
      type: 'instant',
      direction: 'DESC',
      description: 'When the vendor last changed it.',
    },
  },
  filters: {
    categories: inColumn(listOf(enumOf(ServiceMessageCategory, 'Only messages of these categories.')), 'category'),
    severities: inColumn(listOf(enumOf(ServiceMessageSeverity, 'Only messages of these severities.')), 'severity'),
    services: filter(
      listOf(id('Only messages about one of these services.')),
      (ids) =>
        sql<boolean>`exists (select from service_message_service l where l.message_id = t.id and l.service_id = any(${ids}::uuid[]))`,
    ),
    customers: relatedTo(
      'customer',
      listOf(id('Only messages in the Message Center of one of these customers, as far as you may read there.')),
      (ids) => sql<boolean>`exists (select from service_message_tenant m where m.message_id = t.id and m.organization_id = any(${ids}))`,
    ),
    actionRequiredBefore: filter(
      dateTime('Only messages by which something has to be done before this time.'),
      (at) => sql<boolean>`t.action_required_at < ${at}`,
    ),
    isMajorChange: filter(boolean('Only major changes, or only others.'), (value) => sql<boolean>`t.is_major_change = ${value}`),
    isRead: isMarked('is_read', 'Only messages that you have read, or only those that you have not.'),
    isArchived: isMarked('is_archived', 'Only messages that you have put away, or only the others.'),
    isFavorite: isMarked('is_favorite', 'Only your favorites, or only the others.'),
  },
});

publishType(ServiceMessage, schema, {
  description:
    'A message that the vendor published in the Message Center of one or more tenants. Readers only read it; what they mark is their own.',
  edges: {
    services: manyToMany(
      () => Service,
      { table: 'service_message_service', near: 'message_id', far: 'service_id' },
      'The services that it is about.',
      100,
    ),
    isRead: sqlField(() => Boolean, marked('is_read', sql.ref('p.key')), 'Whether you have read it: you yourself, not your organization.'),
    isArchived: sqlField(() => Boolean, marked('is_archived', sql.ref('p.key')), 'Whether you have put it away.'),
    isFavorite: sqlField(() => Boolean, marked('is_favorite', sql.ref('p.key')), 'Whether it is one of your favorites.'),
  },
});
