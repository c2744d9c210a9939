/** The types of other subgraphs that tickets knows by id, and what it adds to them. */
import { sql } from 'kysely';
import { connectionTo } from '../kernel/schema/edge.ts';
import { stub } from '../kernel/schema/type.ts';
import { boundaryList } from './boundary/entity.ts';
import { supportResourceList } from './resource/entity.ts';
import { ticketList } from './ticket/entity.ts';

export const Service = stub('Service', 'service', {
  supportResources: connectionTo(
    () => supportResourceList,
    'service_id',
    'Where users of it find help by themselves; customers are shown these before they make a request (rules R32, R33).',
  ),
});

export const CustomerSubscription = stub('CustomerSubscription', 'customer_subscription');

export const Delegation = stub('Delegation', 'delegation', {
  openTickets: connectionTo(
    () => ticketList,
    sql<boolean>`t.customer_id = (select d.customer_id from delegation d where d.id = p.key)
      and (select d.partner_id from delegation d where d.id = p.key) in (t.partner_id, t.provider_id) and t.state not in ('RESOLVED', 'CLOSED')`,
    'The open tickets of the customer on which the partner works: what an end of the delegation leaves running.',
  ),
});

export const Customer = stub('Customer', 'customer', {
  tickets: connectionTo(() => ticketList, 'customer_id', 'The tickets about it.'),
});

export const Partner = stub('Partner', 'partner', {
  tickets: connectionTo(
    () => ticketList,
    [sql<boolean>`t.partner_id = p.key`, sql<boolean>`t.provider_id = p.key and t.partner_id <> p.key`],
    'The tickets it works on, as the partner of the customer or as the provider behind that partner.',
  ),
  supportBoundaries: connectionTo(() => boundaryList, 'partner_id', 'What its support takes in, service by service (rule R21).'),
});

export const ServiceIncident = stub('ServiceIncident', 'service_incident', {
  tickets: connectionTo(
    () => ticketList,
    sql<boolean>`exists (select from ticket_incident l where l.ticket_id = t.id and l.incident_id = p.key)`,
    'The tickets that were linked to it; only those you may see.',
  ),
});
