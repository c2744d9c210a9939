/** Health checks: a ticket compared with what the vendor says of its services, by whom, when, and what was concluded (rule R07). */
import { defineEntity, p } from '@mikro-orm/core';
import { reference, manyToMany } from '../../kernel/schema/edge.ts';
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { Partner, ServiceIncident } from '../stubs.ts';
import { Ticket } from '../ticket/entity.ts';
import { healthCheckPolicy, matchPolicy } from './policy.ts';

export const HealthConclusion = defineEnum('HealthConclusion', 'What was concluded from a look at service health.', {
  DOCUMENTED: 'An incident that the vendor has documented explains the problem.',
  UNDOCUMENTED: 'No documented incident explains it.',
});
export type HealthConclusion = ValueOf<typeof HealthConclusion>;

const schema = defineEntity({
  name: 'HealthCheck',
  tableName: 'health_check',
  policies: healthCheckPolicy.rows,
  indexes: [{ properties: ['ticketId', 'checkedAt', 'id'] }],
  properties: {
    id: idColumn(),
    ticketId: () => p.manyToOne(Ticket).name('ticket_id').mapToPk().deleteRule('cascade'),
    organizationId: p.uuid(),
    authorSubject: p.text(),
    author: field(p.text(), 'The name of the person who looked.'),
    checkedAt: field(timestampColumn(), 'When.'),
    regions: field(
      p.array(),
      'The regions in which the customer uses the services; empty where none is known: then every region was looked at.',
      () => [String],
    ),
    conclusion: field(p.enum(Object.values(HealthConclusion)), 'What was concluded.', () => HealthConclusion),
    remark: field(p.text().nullable(), 'Why, in words; there is one wherever incidents matched and none of them is the cause.', null, {
      characters: 2_000,
    }),
    /** The services that were looked at, and every incident of theirs that was known: one that is not among these makes the check stale. */
    serviceIds: p.array().columnType('uuid[]'),
    knownIncidentIds: p.array().columnType('uuid[]'),
  },
});

/** One look at service health for a ticket. */
export class HealthCheck extends schema.class {}

const match = defineEntity({
  name: 'HealthCheckIncident',
  tableName: 'health_check_incident',
  policies: matchPolicy.rows,
  uniques: [{ properties: ['healthCheckId', 'incidentId'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    healthCheckId: () => p.manyToOne(HealthCheck).name('health_check_id').mapToPk().deleteRule('cascade'),
    incidentId: p.uuid(),
  },
});

/** That an incident matched. */
export class HealthCheckIncident extends match.class {}
match.setClass(HealthCheckIncident);

export const healthCheckList = defineList('HealthCheck', () => HealthCheck, {
  order: {
    CHECKED_AT: { property: 'checkedAt', column: 'checked_at', type: 'instant', direction: 'DESC', description: 'When it was made.' },
  },
});

publishType(HealthCheck, schema, {
  description: 'A ticket compared with the incidents of the vendor: who looked, when, what matched, and what was concluded (rule R07).',
  edges: {
    ticket: reference(() => Ticket, 'ticketId', 'The ticket that was compared.'),
    partner: reference(() => Partner, 'organizationId', 'The partner who looked.'),
    serviceIncidents: manyToMany(
      () => ServiceIncident,
      { table: 'health_check_incident', near: 'health_check_id', far: 'incident_id' },
      'The incidents that matched: of the service, in the regions of the customer, going on or ended not long before the ticket came in.',
    ),
  },
});
