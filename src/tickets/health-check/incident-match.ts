/** Matching: which incidents of the vendor could be what a ticket is about. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Ticket } from '../ticket/entity.ts';

/** For how many hours before a ticket came in an incident that is over may still be its cause. */
export const RECENT_HOURS = 24;

/** What service health says about a ticket. */
export interface Comparison {
  /** The service of the ticket, or all that the customer has in use where the ticket names none. */
  readonly serviceIds: string[];
  /** Where the customer uses them; empty where that is not known. */
  readonly regions: string[];
  /** Every incident of these services that goes on, ended lately or is announced for later, wherever it is. */
  readonly knownIncidentIds: string[];
  /** Those of them that have begun and are where the customer is. */
  readonly matchedIncidentIds: string[];
}

/** Compares the ticket's service, the regions of its customer and the time with the incidents of the vendor. Reads as the viewer. */
export async function compare(em: SqlEntityManager, ticket: Ticket, now: Date): Promise<Comparison> {
  const since = new Date(ticket.createdAt.getTime() - RECENT_HOURS * 3_600_000);
  const { rows } = await sql<Comparison>`
    with bought as (
      select id, service_id, region from customer_subscription
      where customer_id = ${ticket.customerId} and service_id is not null and status not in ('EXPIRED', 'DISABLED', 'DELETED')
        and (${ticket.serviceId}::uuid is null or service_id = ${ticket.serviceId}::uuid)
        and (${ticket.subscriptionId}::uuid is null or id = ${ticket.subscriptionId}::uuid)
    ), services as (
      select ${ticket.serviceId}::uuid as id where ${ticket.serviceId}::uuid is not null union select service_id from bought
    ), regions as (
      select coalesce(array_agg(distinct region order by region) filter (where region is not null), '{}') as all from bought
    ), known as (
      select i.id, i.started_at <= ${now} and (i.regions = '{}' or r.all = '{}' or i.regions && r.all) as matches, i.started_at
      from service_incident i, regions r
      where i.service_id in (select id from services) and (not i.is_resolved or i.ended_at >= ${since})
        and not i.is_cancelled and (i.kind <> 'PLANNED_MAINTENANCE' or i.started_at <= ${now})
    )
    select array(select id from services order by id)::text[] as "serviceIds", (select r.all from regions r) as regions,
      array(select id from known order by id)::text[] as "knownIncidentIds",
      array(select id from known where matches order by started_at, id)::text[] as "matchedIncidentIds"`.execute(em.getKysely<any>());
  return rows[0]!;
}
