import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLUnionType,
} from 'graphql';
import type { EventCursors } from '../../src/kernel/live/event-cursor.ts';
import { subscriptionFieldsIn } from '../../src/kernel/schema/subgraph.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { cursorsOf, placeOf } from '../kit/cursors.ts';
import { hopsOf, listOf, reached, selection, waysTo, type Hop } from './graph.ts';
import { placesOf, typeAt } from './inputs.ts';
import { names, observe, type Looker, type Observed } from './lookers.ts';
import { everything, hidden, truthFor, type Ids } from './truth.ts';

let world: Observed;
let schema: GraphQLSchema;
let all: Ids;
let cursors: EventCursors;
/** Which kinds of events each live field tells of. */
const lives = subscriptionFieldsIn(subgraphs);
/** Where the log stood before what is followed here. */
let begin: number;

beforeAll(async () => {
  world = await observe();
  schema = buildClientSchema(await world.looker('vendor').caller.get(getIntrospectionQuery()));
  all = await everything(world);
  cursors = await cursorsOf(world.platform.database);
  // Some have lost sight of something in this world's past: what they missed before that is not told. So it all happens again.
  const { sql } = world.platform.database;
  begin = Number((await sql<{ head: string }>('select event_sequence() as head'))[0]!.head);
  const columns = 'at, kind, stream_type, stream_id, subject_type, subject_id, actor_subject, actor_organization, actor, data';
  await sql(`insert into event (${columns}) select ${columns} from event order by at, id`);
  await sql('select event_sequence()');
});
afterAll(() => world.stop());

interface LiveField {
  readonly name: string;
  /** The type of its updates; its other messages are marks. */
  readonly update: string;
  /** What an update leads to at once; the first of it is the thing whose history is followed. */
  readonly hops: Hop[];
  /** The arguments of its filter that take ids. */
  readonly filters: string[];
}

const updateOf = (type: GraphQLOutputType): string => (getNamedType(type) as GraphQLUnionType).getTypes()[0]!.name;

/** The live fields that take a filter; those that follow one thing are tried in `test/live/tickets.test.ts`. */
const liveFields = (): LiveField[] =>
  Object.values(schema.getSubscriptionType()!.getFields()).flatMap(({ name, type, args }) => {
    const filter = args.find((arg) => arg.name === 'filter');
    if (!filter) return [];
    const filters = placesOf(filter.type).map((place) => place[0]!);
    return [{ name, update: updateOf(type), hops: hopsOf(schema, updateOf(type)), filters }];
  });

/** An update with everything that it leads to, and everything that those things lead to. */
const documentOf = ({ name, update, hops }: LiveField) => {
  const further = (hop: Hop) =>
    `id ${hopsOf(schema, hop.target)
      .map((next, index) => selection(next, 'id', { first: 5, alias: `e${index}` }))
      .join(' ')}`;
  return `subscription ($after: String!) { update: ${name}(after: $after) { __typename ... on ${update} { cursor ${hops.map((hop) => selection(hop, further(hop))).join(' ')} } } }`;
};

/** So many updates from a place in the log on, as somebody gets them, and then no more are waited for; if none, what is replayed at all. */
async function updates(looker: Looker, query: string, after: number, most: number): Promise<any[]> {
  const client = looker.caller.socket();
  const found: any[] = [];
  for await (const { data, errors } of client.iterate<any>({
    query,
    variables: { after: cursors.encode(await placeOf(world.platform.database, after), looker.viewer.organization) },
  })) {
    if (errors) throw new Error(JSON.stringify(errors));
    if ('cursor' in data.update) found.push(data.update);
    if (most > 0 ? found.length === most : data.update.__typename === 'LiveFromHere') break;
  }
  await client.dispose();
  return found;
}

/** The places in the log of what this viewer may see of a live field; with ids, of what happened to these things. */
async function log({ viewer }: Looker, { name, hops }: LiveField, ids: readonly string[] | null = null): Promise<number[]> {
  const statement = 'select id, kind from event where stream_type = $1 and ($2::uuid[] is null or stream_id = any($2))';
  const seen = await world.as<{ id: string; kind: string }>(viewer, statement, [hops[0]!.target, ids]);
  const rows = await world.platform.database.sql<{ position: string }>(
    'select position from event_log where event_id = any($1) and position > $2 order by position',
    [seen.filter(({ kind }) => lives.get(name)!.matchesKind(kind)).map(({ id }) => id), begin],
  );
  return rows.map(({ position }) => Number(position));
}

/** The ids of the things that the list of a type has, wherever in the graph it is, when it is narrowed so. */
async function listed(looker: Looker, type: string, narrowed: string): Promise<string[]> {
  const way = waysTo(schema).get(type)!;
  const query = way.reduceRight(
    (inner, hop, index) => (index === way.length - 1 ? selection(hop).replace('(', narrowed) : selection(hop, `id ${inner}`)),
    '',
  );
  let rows: any[] = [await looker.caller.get(`{ ${query} }`)];
  for (const hop of way) rows = rows.flatMap((row) => reached(row, hop).rows);
  return rows.map(({ id }) => id);
}

/** The live filters that were tried. */
const narrowed = new Set<string>();

/** How many updates are read with everything they lead to. */
const LAST = 6;

describe.each(names)('live, the %s', (name) => {
  test('gets every update of what it may see, each once, in order, and no other; and what an update leads to is what it may see', async () => {
    const looker = world.looker(name);
    const truth = await truthFor(world, looker.viewer);
    for (const field of liveFields()) {
      const expected = (await log(looker, field)).slice(-LAST);
      const given = await updates(looker, documentOf(field), expected.length > 0 ? expected[0]! - 1 : begin, expected.length);
      expect(given.map(({ cursor }) => cursors.decode(cursor, looker.viewer.organization).position)).toEqual(expected);

      const seen = given.flatMap((update) => field.hops.flatMap((hop) => things(update, hop)));
      expect(seen.filter(([type, id]) => !truth.get(type)!.has(id))).toEqual([]);
    }
  });

  /** Everything that one step leads to, and one step more. */
  const things = (update: unknown, hop: Hop): [type: string, id: string][] =>
    reached(update, hop).rows.flatMap((row) => [
      [hop.target, row.id],
      ...hopsOf(schema, hop.target).flatMap((next, index) =>
        reached(row, next, `e${index}`).rows.map(({ id }): [string, string] => [next.target, id]),
      ),
    ]);
});

/** The ids of everything that a filtered list holds, page by page. */
async function paged({ caller }: Looker, list: Hop, filter: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ;) {
    const page = Object.values<any>(
      await caller.get(`{ ${selection(list, 'id', { after }).replace('(', `(filter: { ${filter} }, `)} }`),
    )[0];
    ids.push(...page.nodes.map(({ id }: { id: string }) => id));
    if (!page.pageInfo.hasNextPage) return ids;
    after = page.pageInfo.endCursor;
  }
}

test.each(names)('a live filter of the %s that names what is hidden beside what is not delivers what it delivers without', async (name) => {
  const looker = world.looker(name);
  const truth = await truthFor(world, looker.viewer);
  const foreign = hidden(all, truth, 60);
  for (const field of liveFields()) {
    for (const filter of field.filters) {
      const type = typeAt([filter]) ?? '';
      const root = listOf(schema, field.hops[0]!.target);
      let visible: string[] = [];
      let expected: number[] = [];
      // A few are enough where something happened to them.
      for (const most of [2, 40]) {
        if (expected.length > 0) continue;
        visible = [...(truth.get(type) ?? [])].slice(0, most);
        const only = `${filter}: ${JSON.stringify(visible)}`;
        const wanted = root ? await paged(looker, root, only) : await listed(looker, field.hops[0]!.target, `(filter: { ${only} }, `);
        expected = visible.length > 0 ? await log(looker, field, wanted) : [];
      }
      if (expected.length === 0) continue;

      const both = JSON.stringify([...(foreign.get(type) ?? []), ...visible]);
      const query = `subscription ($after: String!) { update: ${field.name}(after: $after, filter: { ${filter}: ${both} }) { ... on ${field.update} { cursor } } }`;
      const given = await updates(looker, query, begin, expected.length);
      expect(given.map(({ cursor }) => cursors.decode(cursor, looker.viewer.organization).position)).toEqual(expected);
      narrowed.add(`${field.name} ${filter}`);
    }
  }
});

test('every live filter that takes ids was tried on something', () => {
  expect(
    liveFields()
      .flatMap(({ name, filters }) => filters.map((filter) => `${name} ${filter}`))
      .filter((each) => !narrowed.has(each)),
  ).toEqual([]);
});
