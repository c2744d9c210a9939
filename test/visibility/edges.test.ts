import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildClientSchema, execute, getIntrospectionQuery, parse, type GraphQLSchema } from 'graphql';
import { connect } from '../../src/database/orm.ts';
import { ownersOf, wholeGraph } from '../../src/graphql/schema.ts';
import { ViewerScope } from '../../src/kernel/access/request-context.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import type { Hop } from './graph.ts';
import { names, observe, type Looker, type Observed } from './lookers.ts';
import { truthFor, type Ids } from './truth.ts';
import { edgesOf, walk, type Ask, type Found, type Walk } from './walk.ts';

let world: Observed;
let schema: GraphQLSchema;
let edges: Hop[];
/** The same graph for somebody from whom nothing is hidden. */
let unhidden: Walk;

beforeAll(async () => {
  world = await observe();
  schema = buildClientSchema(await world.looker('vendor').caller.get(getIntrospectionQuery()));
  edges = edgesOf(schema);
  unhidden = await asOwner(world, (ask) => walk(schema, ask));
});
afterAll(() => world.stop());

/** Asks the graph on the connection of the database's owner, whom no policy holds. */
async function asOwner<T>({ platform, looker }: Observed, work: (ask: Ask) => Promise<T>): Promise<T> {
  const orm = await connect({ url: platform.database.url });
  const door = new ViewerScope(orm, ownersOf(subgraphs), () => new Date());
  const graph = wholeGraph(subgraphs);
  const ask: Ask = (document) =>
    door.runAs(looker('vendor').viewer, 'owner', async (contextValue) => {
      const { data, errors } = await execute({ schema: graph, document: parse(document), contextValue });
      if (errors) throw errors[0]!;
      return data;
    });
  return work(ask).finally(() => orm.close());
}

const REACH = `service_incident i join customer_subscription s on s.service_id = i.service_id and s.status not in ('EXPIRED', 'DISABLED', 'DELETED')
  and (i.regions = '{}' or s.region is null or s.region = any (i.regions))`;
const PARTNERSHIP = `partner_relationship where state = 'ACTIVE'`;

/**
 * Edges that are there because a row of another table says so, and how it says it. Only who may see that row may follow
 * them: that two partners do business with each other is not told by being seen oneself.
 */
const BY_RELATION: Readonly<Record<string, string>> = {
  'Customer.partners': 'select customer_id as a, unnest(array[partner_id, provider_id]) as b from customer_partner',
  'Partner.customers': 'select unnest(array[partner_id, provider_id]) as a, customer_id as b from customer_partner',
  'Partner.providers': `select reseller_id as a, provider_id as b from ${PARTNERSHIP}`,
  'Partner.resellers': `select provider_id as a, reseller_id as b from ${PARTNERSHIP}`,
  'Customer.serviceIncidents': `select s.customer_id as a, i.id as b from ${REACH}`,
  'Customer.serviceMessages': 'select organization_id as a, message_id as b from service_message_tenant',
  'Customer.notices': 'select customer_id as a, notice_id as b from notice_delivery',
  'ServiceIncident.affectedCustomers': `select i.id as a, s.customer_id as b from ${REACH}`,
  'ServiceIncident.affectedPartners': `select i.id as a, unnest(array[s.partner_of_record_id, s.provider_id]) as b from ${REACH}`,
};

describe.each(names)('for the %s', (name) => {
  let looker: Looker;
  let truth: Ids;
  let walked: Walk;
  /** For each edge by relation, what those rows say that the viewer may see. */
  const told = new Map<string, Set<string>>();

  beforeAll(async () => {
    looker = world.looker(name);
    truth = await truthFor(world, looker.viewer);
    walked = await walk(schema, looker.caller.get);
    for (const [edge, statement] of Object.entries(BY_RELATION)) {
      told.set(edge, new Set((await world.as<{ a: string; b: string }>(looker.viewer, statement)).map(({ a, b }) => `${a} ${b}`)));
    }
  });

  /** What is wrong with an edge, from each thing at its near end. */
  const wrong = (what: (found: Found, hop: Hop, from: string) => string[]) =>
    edges.flatMap((hop) =>
      [...walked.get(hop.name)!].flatMap(([from, found]) => what(found, hop, from).map((each) => `${hop.name} of ${from}: ${each}`)),
    );

  test('every edge starts at something to be seen and leads to something to be seen', () => {
    const owner = (hop: Hop) => truth.get(hop.name.split('.')[0]!)!;
    expect(
      edges.flatMap((hop) =>
        [...walked.get(hop.name)!.keys()].filter((id) => !owner(hop).has(id)).map((id) => `${hop.name} starts at ${id}`),
      ),
    ).toEqual([]);
    expect(wrong(({ ids }, { target }) => ids.filter((id) => !truth.get(target)!.has(id)))).toEqual([]);
  });

  test('every edge leads where it leads when nothing is hidden, in the same order, less what is hidden', () => {
    expect(
      wrong(({ ids }, { name: edge, target }, from) => {
        const { ids: all } = unhidden.get(edge)!.get(from)!;
        const open = all.filter((id) => truth.get(target)!.has(id) && (told.get(edge)?.has(`${from} ${id}`) ?? true));
        return String(open) === String(ids) ? [] : [`${ids.length} rows, and ${open.length} are true`];
      }),
    ).toEqual([]);
  });

  test('every count is the count of what can be seen', () => {
    expect(wrong(({ ids, total }) => (total === null || total === ids.length ? [] : [`counts ${total}, and has ${ids.length}`]))).toEqual(
      [],
    );
  });
});

test('every edge of the graph leads somewhere in this world, so that what is said of it is said of something', () => {
  const led = (hop: Hop) => [...unhidden.get(hop.name)!.values()].some(({ ids }) => ids.length > 0);
  expect(edges.filter((hop) => !led(hop)).map(({ name }) => name)).toEqual([]);
});

test('the edges that follow a relation are edges of the graph', () => {
  expect(Object.keys(BY_RELATION).filter((name) => !edges.some((hop) => hop.name === name))).toEqual([]);
});
