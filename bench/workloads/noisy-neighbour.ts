/** Noisy neighbour: a small list for a customer, alone and beside the heaviest requests of somebody else. */
import { answering, type Workload } from './workload.ts';

const SMALL = `{ tickets(first: 5) { nodes { id number title state severity } } }`;

const sql = answering(`(select json_build_object('nodes', coalesce(json_agg(t), '[]')) from (
  select t.id, t.number, t.title, t.state, t.severity from ticket_access a join ticket t on t.id = a.ticket_id
  order by a.created_at desc, a.ticket_id desc limit 5) t) as tickets`);

/** How many heavy requests the neighbour has at a time. */
export const HEAVY_AT_ONCE = 12;

const again = (count: number, field: (n: number) => string) => Array.from({ length: count }, (_, n) => field(n)).join(' ');

/** Kinds of requests of the neighbour, each the heaviest first: of each kind it asks the first that is let through. `n` makes each a document of its own. */
export const heavy: readonly ((n: number) => string[])[] = [
  // Read by one statement: the database works.
  (n) =>
    [
      [100, 100],
      [100, 50],
      [100, 20],
      [50, 20],
      [50, 10],
      [20, 10],
    ].map(
      ([outer, inner]) => `{ a${n}: tickets(first: ${outer}) { nodes { id title description customer { id name
      tickets(first: ${inner}) { nodes { id number title state severity createdAt customer { id name } serviceIncidents { id title } } } } } } }`,
    ),
  // Executed field by field: the event loop works.
  (n) =>
    [500, 200, 100, 50].map(
      (count) =>
        `{ b${n}: __typename ${again(count, (a) => `a${a}: supportRules { code sentence explanation held { by how } source { url } }`)} }`,
    ),
  (n) =>
    [1_000, 500, 200].map(
      (count) => `{ c${n}: __type(name: "X") { name } tickets(first: 100) { nodes { ${again(count, (a) => `a${a}: title`)} } } }`,
    ),
  (n) =>
    [100, 20, 5, 1].map(
      (count) => `{ d${n}: __schema { ${again(count, (a) => `a${a}: types { name fields { name description type { name } } }`)} } }`,
    ),
  // Both.
  (n) =>
    [100, 50, 20].map(
      (outer) =>
        `{ e${n}: __type(name: "X") { name } tickets(first: ${outer}) { nodes { timeline(first: 20) { nodes { actor } } customer { tickets(first: 10) { totalCount } } } } }`,
    ),
];

export const noisyNeighbour: Workload = {
  name: 'noisy-neighbour',
  says: `5 tickets of a customer, alone and beside ${HEAVY_AT_ONCE} of the heaviest requests of one person of another organization`,
  viewer: 'customer',
  extra: true,
  questions: async () => [{ variables: {} }],
  graph: () => SMALL,
  postgraphile: () => SMALL,
  sql: () => sql,
  values: () => [],
};
