/** Service incidents: what is wrong with a service, where, since when, and what the vendor says of it. */
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { edge, edges } from '../../kernel/edge.ts';
import { enumeration, type ValueOf } from '../../kernel/enumeration.ts';
import { field, identity, instant } from '../../kernel/field.ts';
import { choice, id, line, several, yesNo } from '../../kernel/input.ts';
import { among, concerning, filter, list } from '../../kernel/list.ts';
import { Problem } from '../../kernel/problem.ts';
import { type } from '../../kernel/type.ts';
import { Service } from '../service/entity.ts';
import { CLOSED, HealthStatus } from '../service/status.ts';
import { incidentMessages } from './messages.ts';
import { incidentPolicy } from './policy.ts';
import { postList } from './post.ts';

export const IncidentClassification = enumeration('IncidentClassification', 'How grave the vendor takes it (Microsoft Graph).', {
  ADVISORY: 'A service works, with limits that some users notice.',
  INCIDENT: 'A service or feature does not work.',
  UNKNOWN: 'A classification that Tierline does not know yet.',
});

export const IncidentOrigin = enumeration('IncidentOrigin', 'Where the cause lies (Microsoft Graph).', {
  MICROSOFT: 'With the vendor.',
  THIRD_PARTY: 'With a third party.',
  CUSTOMER: 'With the customer.',
  UNKNOWN: 'An origin that Tierline does not know yet, or that was not said.',
});

const schema = defineEntity({
  name: 'ServiceIncident',
  tableName: 'service_incident',
  policies: incidentPolicy.rows,
  indexes: [{ properties: ['startedAt', 'id'] }, { properties: ['updatedAt', 'id'] }, { properties: ['serviceId', 'isResolved'] }],
  properties: {
    id: identity(),
    trackingId: field(p.text().unique(), 'The id the vendor publishes, such as `EX226792`.'),
    title: field(p.text(), 'What is wrong, in a line.'),
    serviceId: p.uuid(),
    feature: field(p.text().nullable(), 'The feature of the service that is concerned.'),
    classification: field(p.enum(Object.values(IncidentClassification)), 'How grave it is.', () => IncidentClassification),
    origin: field(p.enum(Object.values(IncidentOrigin)), 'Where the cause lies.', () => IncidentOrigin),
    status: field(p.enum(Object.values(HealthStatus)), 'Where it stands.', () => HealthStatus),
    impact: field(p.text().nullable(), 'What users notice.'),
    regions: field(p.array(), 'Where: regions of the vendor, such as `EUR` or `westeurope`; empty means everywhere.', () => [String]),
    isResolved: field(p.boolean(), 'Whether it is over; the vendor says so, whatever the status.'),
    startedAt: field(instant(), 'When it began.'),
    endedAt: field(instant().nullable(), 'When it ended; null while it goes on.'),
    updatedAt: field(instant(), 'When it was last changed.'),
  },
});

/** Something wrong with a service. */
export class ServiceIncident extends schema.class {
  /** Takes the status of a post. A closing status does not resolve by itself: the vendor says that on its own. */
  follow(status: ValueOf<typeof HealthStatus> | null, now: Date): void {
    if (this.isResolved && status && !CLOSED.includes(status)) {
      throw new Problem('STATE', incidentMessages.resolved(), { field: 'status' });
    }
    if (status) this.status = status;
    this.updatedAt = now;
  }

  /** Ends it. */
  resolve(status: ValueOf<typeof HealthStatus>, now: Date): void {
    if (this.isResolved) throw new Problem('STATE', incidentMessages.resolvedAlready(), { field: 'incidentId' });
    if (!CLOSED.includes(status)) throw new Problem('INVALID', incidentMessages.notAnEnd({ statuses: CLOSED }), { field: 'status' });
    this.status = status;
    this.isResolved = true;
    this.endedAt = now;
    this.updatedAt = now;
  }
}

export const incidentList = list('ServiceIncident', () => ServiceIncident, {
  order: {
    STARTED_AT: { property: 'startedAt', column: 'started_at', type: 'instant', direction: 'DESC', description: 'When it began.' },
    UPDATED_AT: {
      property: 'updatedAt',
      column: 'updated_at',
      type: 'instant',
      direction: 'DESC',
      description: 'When it was last changed.',
    },
  },
  filters: {
    services: among(several(id('Only incidents of these services.')), 'service_id'),
    regions: filter(
      several(line('Only incidents in one of these regions, or everywhere.', 60)),
      (regions) => sql<boolean>`(t.regions = '{}' or t.regions && ${regions}::text[])`,
    ),
    classifications: among(several(choice(IncidentClassification, 'Only incidents of these classifications.')), 'classification'),
    customers: concerning(
      'customer',
      several(
        id(
          'Only incidents that touch one of these customers: what it has bought, where it has bought it. Customers you may not see touch nothing.',
        ),
      ),
      (ids) => sql<boolean>`exists (select from incident_reach r where r.incident_id = t.id and r.customer_id = any(${ids}))`,
    ),
    statuses: among(several(choice(HealthStatus, 'Only incidents with these statuses.')), 'status'),
    isResolved: filter(
      yesNo('Only incidents that are over, or only those that are not.'),
      (value) => sql<boolean>`t.is_resolved = ${value}`,
    ),
  },
});

type(ServiceIncident, schema, {
  description: 'Something wrong with a service of the vendor, as the vendor reports it.',
  edges: {
    service: edge(() => Service, 'serviceId', 'The service that is concerned.'),
    posts: edges(() => postList, 'incident_id', 'What the vendor said of it, newest first.'),
  },
});
