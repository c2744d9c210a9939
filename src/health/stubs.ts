/** The types of other subgraphs that health knows by id, and what it adds to them. */
import { sql } from 'kysely';
import { connectionTo } from '../kernel/schema/edge.ts';
import { stub } from '../kernel/schema/type.ts';
import { incidentList } from './incident/entity.ts';

export const Customer = stub('Customer', 'customer', {
  serviceIncidents: connectionTo(
    () => incidentList,
    sql<boolean>`exists (select from incident_reach r where r.incident_id = t.id and r.customer_id = p.key)`,
    'The incidents that touch what it has bought, where it has bought it.',
  ),
});
