/** Service incidents: what is wrong with a service or planned for it, where, since when, and what the vendor says of it. */
import { isDeepStrictEqual } from 'node:util';
import { defineEntity, p } from '@mikro-orm/core';
import { sql } from 'kysely';
import { ID } from 'type-graphql';
import { reference, connectionTo, manyToMany } from '../../kernel/schema/edge.ts';
import type { ValueOf } from '../../kernel/schema/enum.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { enumOf, id, shortText, listOf, boolean } from '../../kernel/schema/input.ts';
import { inColumn, relatedTo, filter, defineList } from '../../kernel/schema/list.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { publishType } from '../../kernel/schema/type.ts';
import { Service } from '../service/entity.ts';
import { CLOSED, HealthStatus } from '../service/status.ts';
import { incidentMessages } from './messages.ts';
import { incidentPolicy } from './policy.ts';
import { postList } from './post.ts';
import { allow, IncidentKind, moved, stageOf, wrongStage } from './state.ts';
import { IncidentClassification, IncidentOrigin } from './terms.ts';

const schema = defineEntity({
  name: 'ServiceIncident',
  tableName: 'service_incident',
  policies: incidentPolicy.rows,
  indexes: [{ properties: ['startedAt', 'id'] }, { properties: ['updatedAt', 'id'] }, { properties: ['serviceId', 'isResolved'] }],
  properties: {
    id: idColumn(),
    kind: field(
      p.enum(Object.values(IncidentKind)).default('SERVICE_ISSUE'),
      'Whether something is wrong, or the vendor works on the service as planned.',
      () => IncidentKind,
    ),
    trackingId: field(p.text().unique(), 'The id the vendor publishes, such as `EX226792`.', () => ID),
    title: field(p.text(), 'What is wrong, in a line.'),
    serviceId: p.uuid(),
    feature: field(p.text().nullable(), 'The feature of the service that is concerned.'),
    classification: field(p.enum(Object.values(IncidentClassification)), 'How grave it is.', () => IncidentClassification),
    origin: field(p.enum(Object.values(IncidentOrigin)), 'Where the cause lies.', () => IncidentOrigin),
    status: field(p.enum(Object.values(HealthStatus)), 'Where it stands.', () => HealthStatus),
    impact: field(p.text().nullable(), 'What users notice.', null, { characters: 5_000 }),
    regions: field(p.array(), 'Where: regions of the vendor, such as `EUR` or `westeurope`; empty means everywhere.', () => [String], {
      characters: 60,
    }),
    isResolved: field(p.boolean(), 'Whether it is over; the vendor says so, whatever the status.'),
    isCancelled: field(p.boolean().default(false), 'Whether it is planned maintenance that will not take place.'),
    startedAt: field(timestampColumn(), 'When it began; of planned maintenance that has not begun, when it will.'),
    plannedEndAt: field(timestampColumn().nullable(), 'Until when planned maintenance is to take; null for anything else.'),
    endedAt: field(timestampColumn().nullable(), 'When it ended, or was cancelled; null until then.'),
    updatedAt: field(timestampColumn(), 'When it was last changed.'),
  },
});

/** Something wrong with a service, or planned for it. */
export class ServiceIncident extends schema.class {
  /** Takes the status of a post. A closing status does not resolve by itself: the vendor says that on its own. */
  follow(status: ValueOf<typeof HealthStatus> | null, now: Date): void {
    if (this.isResolved && status && !CLOSED.includes(status)) {
      throw new Problem('STATE', incidentMessages.resolved(), { field: 'status' });
    }
    const stage = stageOf(this, now);
    if (status && stage === 'ANNOUNCED') throw wrongStage(stage, 'status');
    if (status) this.status = status;
    this.updatedAt = now;
  }

  /** Corrects what is known of it; answers whether anything became different. */
  correct(
    said: Partial<Pick<ServiceIncident, 'title' | 'classification' | 'origin' | 'feature' | 'impact' | 'regions'>>,
    now: Date,
  ): boolean {
    const news = Object.entries(said).filter(([key, value]) => value !== null && !isDeepStrictEqual(value, this[key as 'title']));
    if (news.length > 0) Object.assign(this, Object.fromEntries(news), { updatedAt: now });
    return news.length > 0;
  }

  /** Ends it. */
  resolve(status: ValueOf<typeof HealthStatus>, now: Date): void {
    allow('resolve', this, now);
    if (!CLOSED.includes(status)) throw new Problem('INVALID', incidentMessages.notAnEnd({ statuses: CLOSED }), { field: 'status' });
    end(this, status, now);
  }

  /** Takes note that the report on its cause is out. A final one may follow one that was preliminary. */
  review(now: Date): void {
    allow('reviewPublish', this, now);
    this.status = 'POST_INCIDENT_REVIEW_PUBLISHED';
    this.updatedAt = now;
  }

  /** Plans maintenance for another time. What has begun can only end earlier or later. */
  move(startsAt: Date | null, endsAt: Date, now: Date): void {
    Object.assign(this, moved(this, startsAt, endsAt, now), { updatedAt: now });
  }

  /** Gives up maintenance that has not begun. */
  cancel(now: Date): void {
    allow('cancel', this, now);
    this.isCancelled = true;
    end(this, this.status, now);
  }

  /** Ends maintenance that has begun. */
  finish(now: Date): void {
    allow('finish', this, now);
    end(this, 'SERVICE_RESTORED', now);
  }
}

function end(incident: ServiceIncident, status: HealthStatus, now: Date): void {
  Object.assign(incident, { status, isResolved: true, endedAt: now, updatedAt: now });
}

export const incidentList = defineList('ServiceIncident', () => ServiceIncident, {
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
    kinds: inColumn(listOf(enumOf(IncidentKind, 'Only what went wrong, or only planned maintenance.')), 'kind'),
    services: inColumn(listOf(id('Only incidents of these services.')), 'service_id'),
    regions: filter(
      listOf(shortText('Only incidents in one of these regions, or everywhere.', 60)),
      (regions) => sql<boolean>`(t.regions = '{}' or t.regions && ${regions}::text[])`,
    ),
    classifications: inColumn(listOf(enumOf(IncidentClassification, 'Only incidents of these classifications.')), 'classification'),
    customers: relatedTo(
      'customer',
      listOf(
        id(
          'Only incidents that touch one of these customers: what it has bought, where it has bought it. Customers you may not see touch nothing.',
        ),
      ),
      // Asked of what the incident says, not of its id: for live updates, `t` is the incident as it was too.
      (ids) =>
        sql<boolean>`exists (select from service_reach r where r.service_id = t.service_id
          and (t.regions = '{}' or r.region is null or r.region = any(t.regions)) and r.customer_id = any(${ids}))`,
    ),
    statuses: inColumn(listOf(enumOf(HealthStatus, 'Only incidents with these statuses.')), 'status'),
    isResolved: filter(
      boolean('Only incidents that are over, or only those that are not.'),
      (value) => sql<boolean>`t.is_resolved = ${value}`,
    ),
  },
});

publishType(ServiceIncident, schema, {
  keys: ['trackingId'],
  description: 'Something wrong with a service of the vendor, or planned maintenance of it, as the vendor reports it.',
  edges: {
    service: reference(() => Service, 'serviceId', 'The service that is concerned.'),
    relatedIncidents: manyToMany(
      () => ServiceIncident,
      { table: 'incident_link', near: 'incident_id', far: 'related_id' },
      'Other incidents that the vendor says it has to do with, such as the maintenance that caused it.',
      20,
    ),
    posts: connectionTo(() => postList, 'incident_id', 'What the vendor said of it, newest first.'),
  },
});
