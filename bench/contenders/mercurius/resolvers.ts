/** Root fields and what hangs on them: one statement each, the edges by loaders. */
import { GraphQLScalarType } from 'graphql';
import { cursorOf, inCursor } from '../cursor.ts';
import { columns, type Info, ticketColumns } from './columns.ts';
import { rows } from './database.ts';

/** What an operation carries: the viewer as JSON. */
export interface Context {
  readonly viewer: string;
}

type Found = { id: string; createdAt: Date };

const NEWEST = 'order by created_at desc, id desc limit $1';

async function tickets(_: unknown, { first, after }: { first: number; after?: string }, { viewer }: Context, info: Info) {
  const list = ticketColumns(info, 'nodes');
  const found = after
    ? await rows<Found>(viewer, `select ${list} from ticket where (created_at, id) < ($2, $3) ${NEWEST}`, [first + 1, ...inCursor(after)])
    : await rows<Found>(viewer, `select ${list} from ticket ${NEWEST}`, [first + 1]);
  const nodes = found.slice(0, first);
  const last = nodes.at(-1);
  return { nodes, pageInfo: { hasNextPage: found.length > first, endCursor: last ? cursorOf(last) : null } };
}

async function ticket(_: unknown, { id }: { id: string }, { viewer }: Context, info: Info) {
  return (await rows(viewer, `select ${ticketColumns(info)} from ticket where id = $1`, [id]))[0] ?? null;
}

async function customers(_: unknown, { first }: { first: number }, { viewer }: Context) {
  return { nodes: await rows(viewer, `select ${columns.customer} from customer order by name, id limit $1`, [first]) };
}

async function serviceIncidents(_: unknown, { first, filter }: { first: number; filter?: { isResolved?: boolean } }, { viewer }: Context) {
  const where = filter?.isResolved === undefined ? '' : `where ${filter.isResolved ? '' : 'not '}is_resolved`;
  const text = `select ${columns.incident} from service_incident ${where} order by started_at desc, id desc limit $1`;
  return { nodes: await rows(viewer, text, [first]) };
}

/** What the program answers by itself. */
export const resolvers = {
  DateTime: new GraphQLScalarType({ name: 'DateTime', serialize: (value) => (value as Date).toISOString() }),
  Query: { viewer: (_: unknown, __: unknown, { viewer }: Context) => JSON.parse(viewer), tickets, ticket, customers, serviceIncidents },
  Viewer: {
    partner: async ({ organization }: { organization: string }, _: unknown, { viewer }: Context) =>
      (await rows(viewer, `select ${columns.partner} from partner where id = $1`, [organization]))[0] ?? null,
  },
};
