/** Edges: one statement for all parents of a level, however many they are. */
import { columns, type Info, ticketColumns } from './columns.ts';
import { rows } from './database.ts';
import type { Context } from './resolvers.ts';

type Parent = Record<string, string | null>;
interface Query {
  readonly obj: Parent;
  readonly params: { first: number };
  readonly info: Info;
}

/** To one row, by the property that holds its id. */
const one =
  (table: string, list: string, property: string) =>
  async (queries: Query[], { viewer }: Context) => {
    const ids = [...new Set(queries.map(({ obj }) => obj[property]).filter((id) => id != null))];
    const found =
      ids.length > 0 ? await rows<{ id: string }>(viewer, `select ${list} from ${table} where id = any ($1::uuid[])`, [ids]) : [];
    const byId = new Map(found.map((row) => [row.id, row]));
    return queries.map(({ obj }) => byId.get(obj[property]!) ?? null);
  };

/** To the first rows of a list: `p` is the parent's id. */
const many =
  (list: (query: Query) => string, from: string) =>
  async (queries: Query[], { viewer }: Context) => {
    const ids = queries.map(({ obj }) => obj.id);
    const text = `select p.id as "parentId", r.* from unnest($1::uuid[]) p(id), lateral (select ${list(queries[0]!)} from ${from} limit $2) r`;
    const found = Map.groupBy(await rows<{ parentId: string }>(viewer, text, [ids, queries[0]!.params.first]), ({ parentId }) => parentId);
    return queries.map(({ obj }) => ({ nodes: found.get(obj.id!) ?? [] }));
  };

async function subscriptions(queries: Query[], { viewer }: Context) {
  const text =
    'select customer_id as id, count(*)::int as count from customer_subscription where customer_id = any ($1::uuid[]) group by 1';
  const found = await rows<{ id: string; count: number }>(viewer, text, [queries.map(({ obj }) => obj.id)]);
  const counts = new Map(found.map(({ id, count }) => [id, count]));
  return queries.map(({ obj }) => ({ totalCount: counts.get(obj.id!) ?? 0 }));
}

async function serviceIncidents(queries: Query[], { viewer }: Context) {
  const list = columns.incident.replace('id,', 'i.id,');
  const text = `select l.ticket_id as "ticketId", ${list} from ticket_incident l join service_incident i on i.id = l.incident_id
    where l.ticket_id = any ($1::uuid[]) order by l.id`;
  const found = Map.groupBy(await rows<{ ticketId: string }>(viewer, text, [queries.map(({ obj }) => obj.id)]), ({ ticketId }) => ticketId);
  return queries.map(({ obj }) => found.get(obj.id!) ?? []);
}

// The batches above ask for each row once anyway, and only so a loader is told what is selected.
const uncached = (loader: unknown) => ({ loader, opts: { cache: false } });

/** The loaders, by type and field. */
export const loaders = {
  Ticket: {
    customer: uncached(one('customer', columns.customer, 'customerId')),
    partner: uncached(one('partner', columns.partner, 'partnerId')),
    provider: uncached(one('partner', columns.partner, 'providerId')),
    service: uncached(one('service', columns.service, 'serviceId')),
    subscription: uncached(one('customer_subscription', columns.subscription, 'subscriptionId')),
    serviceIncidents: uncached(serviceIncidents),
    notes: uncached(many(() => columns.note, 'note where ticket_id = p.id order by created_at, id')),
    timeline: uncached(many(() => columns.event, `event where stream_type = 'Ticket' and stream_id = p.id order by at, id`)),
  },
  Customer: {
    subscriptions: uncached(subscriptions),
    tickets: uncached(
      many(({ info }) => ticketColumns(info, 'nodes'), 'ticket where customer_id = p.id order by created_at desc, id desc'),
    ),
  },
  ServiceIncident: { service: uncached(one('service', columns.service, 'serviceId')) },
};
