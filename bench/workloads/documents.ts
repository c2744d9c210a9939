/** Documents: half a million small lists that differ in what they select, to find out what a document costs that nobody has seen. */
import { answering, type Question, type Workload } from './workload.ts';

const COLUMNS: Record<string, string> = {
  number: 'number',
  title: 'title',
  state: 'state',
  severity: 'severity',
  channel: 'channel',
  resolution: 'resolution',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  resolvedAt: 'resolved_at',
  description: 'description',
};
const EDGES = [
  { name: 'customer', table: 'customer', column: 'customer_id', fields: ['name', 'country', 'domain'] },
  { name: 'partner', table: 'partner', column: 'partner_id', fields: ['name', 'kind', 'country'] },
  { name: 'provider', table: 'partner', column: 'provider_id', fields: ['name', 'kind', 'country'] },
] as const;

/** How many different documents there are: one for each choice of ten columns and of three fields on three edges. */
const ALL = 2 ** 19;
/** How many documents a turn has for itself. */
const TURN = 4096;
/** How many come at once. */
const BURST = 200;
/** How many are asked again and again to compare: so few that every connection to the database has soon seen them. */
const FEW = 20;

const chosen = <T>(all: readonly T[], bits: number): T[] => all.filter((_, at) => bits & (1 << at));

/** What document number n selects; neighbours have nothing in common, and no two are alike. */
function selection(n: number) {
  const bits = Number((BigInt(n) * 0x9e3779b1n) % BigInt(ALL));
  const edges = EDGES.map((edge, at) => ({ ...edge, fields: chosen(edge.fields, bits >> (10 + at * 3)) })).filter(
    ({ fields }) => fields.length > 0,
  );
  return { columns: chosen(Object.keys(COLUMNS), bits), edges };
}

function text(n: number, id: string, open: string): string {
  const { columns, edges } = selection(n);
  return `{ ${open} { nodes { ${[id, ...columns, ...edges.map(({ name, fields }) => `${name} { ${[id, ...fields].join(' ')} }`)].join(' ')} } } }`;
}

function sql(n: number): string {
  const { columns, edges } = selection(n);
  const fields = [
    't.id',
    ...columns.map((name) => `t.${COLUMNS[name]} as "${name}"`),
    ...edges.map(({ name }) => `case when ${name}.id is not null then ${name} end as ${name}`),
  ];
  const joins = edges.map(
    ({ name, table, column, fields: inner }) =>
      `left join (select ${['id', ...inner].join(', ')} from ${table}) ${name} on ${name}.id = t.${column}`,
  );
  const rows = `select ${fields.join(', ')} from ticket_access a join ticket t on t.id = a.ticket_id ${joins.join(' ')} order by a.created_at desc, a.ticket_id desc limit 10`;
  return answering(`(select json_build_object('nodes', coalesce(json_agg(t), '[]')) from (${rows}) t) as tickets`);
}

const words = {
  viewer: 'provider' as const,
  graph: ({ document }: Question) => text(document!, 'id', 'tickets(first: 10)'),
  postgraphile: ({ document }: Question) =>
    text(document!, 'id: rowId', 'tickets: allTickets(first: 10, orderBy: [CREATED_AT_DESC, ROW_ID_DESC])'),
  sql: ({ document }: Question) => sql(document!),
  values: () => [],
};

const from = (first: number, count: number): Question[] =>
  Array.from({ length: count }, (_, n) => ({ variables: {}, document: (first + n) % ALL }));

/** Documents that the server has never seen. */
export const burst: Workload = {
  name: 'burst',
  says: `bursts of ${BURST} small lists of 10 tickets, each a document that was never asked before`,
  once: true,
  questions: async (_, turn) => from(TURN * (1 + turn), TURN),
  ...words,
};

/** The same, warm. */
export const again: Workload = {
  name: 'again',
  says: `the same kind of documents, but the same ${FEW} of them again and again`,
  questions: async () => from(0, FEW),
  ...words,
};
