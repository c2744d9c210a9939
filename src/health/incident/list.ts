/** Lists of incidents: how they are narrowed and sorted. Live updates of incidents take some of the same filters. */
import { sql } from 'kysely';
import { choice, id, line, several, yesNo } from '../../kernel/input.ts';
import { among, concerning, filter, list } from '../../kernel/list.ts';
import { HealthStatus } from '../service/status.ts';
import { ServiceIncident } from './entity.ts';
import { IncidentClassification } from './terms.ts';
import { IncidentKind } from './state.ts';

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
    kinds: among(several(choice(IncidentKind, 'Only what went wrong, or only planned maintenance.')), 'kind'),
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
