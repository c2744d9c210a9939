/** The types of other subgraphs that accounts knows by id, and what it adds to them. */
import { sql } from 'kysely';
import { connectionTo } from '../kernel/schema/edge.ts';
import { stub } from '../kernel/schema/type.ts';
import { customerList } from './customer/entity.ts';
import { partnerList } from './partner/entity.ts';

export const Service = stub('Service', 'service');

export const ServiceIncident = stub('ServiceIncident', 'service_incident', {
  affectedCustomers: connectionTo(
    () => customerList,
    sql<boolean>`exists (select from incident_reach r where r.incident_id = p.key and r.customer_id = t.id)`,
    'The customers that have bought the service where the incident is; only those you may see.',
  ),
  affectedPartners: connectionTo(
    () => partnerList,
    sql<boolean>`exists (select from incident_reach r where r.incident_id = p.key and t.id in (r.partner_id, r.provider_id))`,
    'The partners of the affected customers; only those you may see.',
  ),
});
