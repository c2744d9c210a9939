/** Posts: what the vendor says of an incident, one message at a time. */
import { defineEntity, p } from '@mikro-orm/core';
import { defineEnum } from '../../kernel/schema/enum.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { HealthStatus } from '../service/status.ts';
import { ServiceIncident } from './entity.ts';
import { postPolicy } from './policy.ts';

export const PostKind = defineEnum('PostKind', 'The kind of a post (Microsoft Graph `postType`).', {
  REGULAR: 'An ordinary update.',
  QUICK: 'A short update between two ordinary ones.',
  STRATEGIC: 'A longer account for those who plan by it.',
  UNKNOWN: 'A kind that Tierline does not know yet.',
});

const schema = defineEntity({
  name: 'IncidentPost',
  tableName: 'incident_post',
  policies: postPolicy.rows,
  indexes: [{ properties: ['incidentId', 'createdAt', 'id'] }],
  uniques: [{ properties: ['incidentId', 'createdAt'] }],
  properties: {
    id: idColumn(),
    incidentId: () => p.manyToOne(ServiceIncident).name('incident_id').mapToPk().deleteRule('cascade'),
    kind: field(p.enum(Object.values(PostKind)), 'The kind of post.', () => PostKind),
    html: field(
      p.text(),
      'What was said, as HTML that is safe to show: only text, lists, tables, emphasis and links are left in it.',
      null,
      { characters: 50_000 },
    ),
    status: field(
      p.enum(Object.values(HealthStatus)).nullable(),
      'The status that the incident took with it, if it took one.',
      () => HealthStatus,
    ),
    createdAt: field(timestampColumn(), 'When it was published; may lie before the start of the incident.'),
  },
});

/** A message of the vendor about an incident. */
export class IncidentPost extends schema.class {}

export const postList = defineList('IncidentPost', () => IncidentPost, {
  order: {
    CREATED_AT: { property: 'createdAt', column: 'created_at', type: 'instant', direction: 'DESC', description: 'When it was published.' },
  },
});

publishType(IncidentPost, schema, { description: 'A message of the vendor about an incident.' });
