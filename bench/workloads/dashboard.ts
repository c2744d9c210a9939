/** Dashboard: what a partner sees when it comes in. */
import { answering, type Workload } from './workload.ts';

const graph = `query Dashboard {
  viewer { name kind role partner { id name kind } }
  customers(first: 20) {
    nodes { id name country subscriptions { totalCount } tickets(first: 3) { nodes { id number title state severity createdAt } } }
  }
  serviceIncidents(first: 20, filter: { isResolved: false }) { nodes { id trackingId title status startedAt service { id name status } } }
}`;

const postgraphile = `query Dashboard($organization: UUID!) {
  name: viewerPart(part: "name") kind: viewerKind role: viewerRole
  partner: partnerByRowId(rowId: $organization) { id: rowId name kind }
  customers: allCustomers(first: 20, orderBy: [NAME_ASC, ROW_ID_ASC]) {
    nodes {
      id: rowId name country subscriptions { totalCount }
      tickets(first: 3, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) { nodes { id: rowId number title state severity createdAt } }
    }
  }
  serviceIncidents: allServiceIncidents(first: 20, condition: { isResolved: false }, orderBy: [STARTED_AT_DESC, ROW_ID_DESC]) {
    nodes { id: rowId trackingId title status startedAt service { id: rowId name status } }
  }
}`;

const sql = answering(`
  json_build_object('name', viewer_part('name'), 'kind', viewer_kind(), 'role', viewer_role(),
    'partner', (select e from (select id, name, kind from partner where id = viewer_organization()) e)) as viewer,
  (select json_build_object('nodes', coalesce(json_agg(c), '[]')) from (
    select c.id, c.name, c.country,
      json_build_object('totalCount', (select count(*) from customer_subscription s where s.customer_id = c.id)) as subscriptions,
      json_build_object('nodes', (select coalesce(json_agg(t), '[]') from (
        select id, number, title, state, severity, created_at as "createdAt"
        from ticket t where t.customer_id = c.id order by t.created_at desc, t.id desc limit 3) t)) as tickets
    from (select * from customer order by name, id limit 20) c) c) as customers,
  (select json_build_object('nodes', coalesce(json_agg(i), '[]')) from (
    select i.id, i.tracking_id as "trackingId", i.title, i.status, i.started_at as "startedAt",
      (select e from (select s.id, s.name, s.status from service s where s.id = i.service_id) e) as service
    from service_incident i where not i.is_resolved order by i.started_at desc, i.id desc limit 20) i) as "serviceIncidents"`);

/** The partner's first screen. */
export const dashboard: Workload = {
  name: 'dashboard',
  says: 'the viewer, 20 customers each with its number of subscriptions and its 3 newest tickets, and the open incidents',
  viewer: 'provider',
  questions: async ({ viewer }) => [{ variables: { organization: viewer.organization } }],
  graph: () => graph,
  postgraphile: () => postgraphile,
  sql: () => sql,
  values: () => [],
};
