/** Services: what the vendor runs, and how it is right now. */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { connectionTo } from '../../kernel/schema/edge.ts';
import { field, idColumn } from '../../kernel/schema/field.ts';
import { id, listOf } from '../../kernel/schema/input.ts';
import { inColumn, defineList } from '../../kernel/schema/list.ts';
import { viewerSql, policy } from '../../kernel/access/policy.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { incidentList } from '../incident/entity.ts';
import { HealthStatus } from './status.ts';

const schema = defineEntity({
  name: 'Service',
  tableName: 'service',
  policies: policy('service', { see: `${viewerSql.organization} is not null`, update: `${viewerSql.kind} = 'VENDOR'` }).rows,
  indexes: [{ properties: ['name', 'id'] }],
  properties: {
    id: idColumn(),
    key: field(p.text().unique(), 'The short name the vendor uses in data, such as `Exchange`.'),
    name: field(p.text(), 'The name the vendor shows, such as `Exchange Online`.'),
    status: field(p.enum(Object.values(HealthStatus)), 'How it is now: that of its worst open incident.', () => HealthStatus),
  },
});

/** A cloud service of the vendor. */
export class Service extends schema.class {}

export const serviceList = defineList('Service', () => Service, {
  order: {
    NAME: { property: 'name', column: 'name', type: 'text', direction: 'ASC', description: 'The name of the service.' },
  },
  filters: {
    services: inColumn(listOf(id('Only these services.')), 'id'),
  },
});

publishType(Service, schema, {
  keys: ['key'],
  description: 'A cloud service that the vendor runs.',
  edges: {
    openIncidents: connectionTo(
      () => incidentList,
      sql<boolean>`t.service_id = p.key and not t.is_resolved and (t.kind <> 'PLANNED_MAINTENANCE' or t.started_at <= now())`,
      'The incidents that go on now, and maintenance that has begun.',
    ),
    plannedMaintenance: connectionTo(
      () => incidentList,
      sql<boolean>`t.service_id = p.key and not t.is_resolved and t.kind = 'PLANNED_MAINTENANCE'`,
      'Maintenance that is planned, or goes on.',
    ),
  },
});
