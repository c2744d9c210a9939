/** Page: fifty tickets with four edges, the screen that everybody looks at all day. */
import { answering, type Question, type Row, type Workload } from './workload.ts';

/** How many tickets a page has. */
const SIZE = 50;

const COLUMNS = 'id, number, title, state, severity, "createdAt", "updatedAt", customer, partner, provider, "serviceIncidents"';

/**
 * The rows, one more than the page has, in the order of what the viewer has access to; `$1` and `$2` are instant and id of the row that it begins behind. The size of the page is no parameter:
 * a plan that does not know it is made for a tenth of the table, and twice as slow.
 */
const rows = (beyond: boolean): string => `
  select t.created_at as at, t.id, t.number, t.title, t.state, t.severity, t.created_at as "createdAt", t.updated_at as "updatedAt",
    case when c.id is not null then c end as customer, case when p.id is not null then p end as partner, case when v.id is not null then v end as provider,
    (select coalesce(json_agg(i), '[]') from (
      select i.id, i.tracking_id as "trackingId", i.title, i.status
      from ticket_incident l left join service_incident i on i.id = l.incident_id where l.ticket_id = t.id order by l.id) i) as "serviceIncidents"
  from ticket_access a join ticket t on t.id = a.ticket_id left join (select id, name, country from customer) c on c.id = t.customer_id
    left join (select id, name, kind from partner) p on p.id = t.partner_id left join (select id, name, kind from partner) v on v.id = t.provider_id
  ${beyond ? 'where (a.created_at, a.ticket_id) < ($1::timestamptz, $2::uuid)' : ''} order by a.created_at desc, a.ticket_id desc limit ${SIZE + 1}`;

const sql = (beyond: boolean): string =>
  `with page as materialized (${rows(beyond)}) ${answering(`
  (select row_to_json(c) from (select
    (select coalesce(json_agg(n), '[]') from (select ${COLUMNS} from page limit ${SIZE}) n) as nodes,
    (select row_to_json(i) from (select count(*) > ${SIZE} as "hasNextPage",
      (select encode(convert_to(at || ' ' || id, 'utf8'), 'base64')
        from (select at, id from page limit ${SIZE}) l order by at, id limit 1) as "endCursor" from page) i) as "pageInfo"
  ) c) as tickets`)}`;

const graph = `query Page($first: Int!, $after: String) {
  tickets(first: $first, after: $after) {
    nodes {
      id number title state severity createdAt updatedAt
      customer { id name country } partner { id name kind } provider { id name kind }
      serviceIncidents { id trackingId title status }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const postgraphile = `query Page($first: Int!, $after: Cursor) {
  tickets: allTickets(first: $first, after: $after, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) {
    nodes {
      id: rowId number title state severity createdAt updatedAt
      customer { id: rowId name country } partner { id: rowId name kind } provider { id: rowId name kind }
      serviceIncidents: incidents(orderBy: PRIMARY_KEY_ASC) { nodes { incident { id: rowId trackingId title status } } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const words = {
  graph: () => graph,
  postgraphile: () => postgraphile,
  sql: ({ after }: Question) => sql(after !== undefined),
  values: ({ after }: Question) => (after ? [after.createdAt, after.id] : []),
};

/** The first page. */
export const page: Workload = {
  name: 'page',
  says: 'the 50 newest tickets, each with customer, partner, provider and the incidents it was linked to',
  viewer: 'provider',
  questions: async () => [{ variables: { first: SIZE } }],
  ...words,
};

/** The first page of somebody who sees next to nothing: to find five rows among all. */
export const few: Workload = {
  ...page,
  name: 'few',
  says: 'the same page for a customer who has 5 tickets',
  viewer: 'customer',
  extra: true,
};

/** Which page is asked deep in the list. */
export const DEEP = 2000;

/** A page deep in the list, by its cursor; where there are not so many, near the end. */
export const deep: Workload = {
  ...page,
  name: 'deep',
  says: `page ${DEEP.toLocaleString('en')} of the same list by its cursor, or 95 % down the list where it is shorter`,
  async questions({ rows }) {
    const [{ count }] = (await rows<{ count: number }>('select count(*)::int as count from ticket')) as [{ count: number }];
    const ordinal = Math.min((DEEP - 1) * SIZE, Math.floor(count * 0.95));
    const [after] = await rows<Row>(
      `select id, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", $1::int as ordinal
       from ticket order by created_at desc, id desc offset $1::int - 1 limit 1`,
      [ordinal],
    );
    return [{ variables: { first: SIZE }, after }];
  },
};
