/** Ticket: one ticket with everything that its screen shows. */
import { answering, type Workload } from './workload.ts';

const TICKETS = 40;

const plain = 'number title description state severity channel resolution createdAt updatedAt resolvedAt';

const graph = `query Ticket($id: ID!) {
  ticket(id: $id) {
    id ${plain} assignee { subject name } contact { name email phone }
    customer { id name domain country } partner { id name kind } provider { id name kind }
    service { id name status } subscription { id offerName quantity status region }
    serviceIncidents { id trackingId title status }
    notes(first: 50) { nodes { id author audience text createdAt } }
    timeline(first: 50) { nodes { id at kind actor } }
  }
}`;

const postgraphile = `query Ticket($id: UUID!) {
  ticket: ticketByRowId(rowId: $id) {
    id: rowId ${plain} assignee contact
    customer { id: rowId name domain country } partner { id: rowId name kind } provider { id: rowId name kind }
    service { id: rowId name status } subscription { id: rowId offerName quantity status region }
    serviceIncidents: incidents(orderBy: PRIMARY_KEY_ASC) { nodes { incident { id: rowId trackingId title status } } }
    notes(first: 50, orderBy: [CREATED_AT_ASC, ROW_ID_ASC]) { nodes { id: rowId author audience text createdAt } }
    timeline(first: 50, condition: { streamType: "Ticket" }, orderBy: [AT_ASC, ROW_ID_ASC]) { nodes { id: rowId at kind actor } }
  }
}`;

const one = (table: string, column: string, fields: string) =>
  `(select e from (select ${fields} from ${table} r where r.id = t.${column}) e)`;
const nodes = (rows: string) => `json_build_object('nodes', (select coalesce(json_agg(r), '[]') from (${rows} limit 50) r))`;

const sql = answering(`(select row_to_json(x) from (
  select id, number, title, description, state, severity, channel, resolution, created_at as "createdAt", updated_at as "updatedAt", resolved_at as "resolvedAt",
    case when assignee is not null then json_build_object('subject', assignee -> 'subject', 'name', assignee -> 'name') end as assignee, contact,
    ${one('customer', 'customer_id', 'id, name, domain, country')} as customer, ${one('partner', 'partner_id', 'id, name, kind')} as partner,
    ${one('partner', 'provider_id', 'id, name, kind')} as provider, ${one('service', 'service_id', 'id, name, status')} as service,
    ${one('customer_subscription', 'subscription_id', 'id, offer_name as "offerName", quantity, status, region')} as subscription,
    (select coalesce(json_agg(i), '[]') from (select i.id, i.tracking_id as "trackingId", i.title, i.status
      from ticket_incident l join service_incident i on i.id = l.incident_id where l.ticket_id = t.id order by l.id) i) as "serviceIncidents",
    ${nodes(`select id, author, audience, text, created_at as "createdAt" from note where ticket_id = t.id order by created_at, id`)} as notes,
    ${nodes(`select id, at, kind, actor from event where stream_type = 'Ticket' and stream_id = t.id order by at, id`)} as timeline
  from ticket t where t.id = $1::uuid) x) as ticket`);

/** One ticket after the other. */
export const ticket: Workload = {
  name: 'ticket',
  says: `one of ${TICKETS} tickets with everything on its screen: people, customer, partners, service, subscription, incidents, notes and timeline`,
  viewer: 'provider',
  async questions({ rows, tickets }) {
    const every = Math.floor(tickets / TICKETS / 2);
    const found = await rows<{ id: string }>(
      `select t.id from generate_series(1, ${TICKETS}) n, lateral (
         select id from ticket where number > 1001 + n * ${every} and service_id is not null and resolved_at is not null
           and (select true from ticket_incident l where l.ticket_id = ticket.id limit 1) order by number limit 1) t`,
    );
    return found.map(({ id }) => ({ variables: { id } }));
  },
  graph: () => graph,
  postgraphile: () => postgraphile,
  sql: () => sql,
  values: ({ variables }) => [variables.id],
};
