import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, getNamedType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { eventCursor } from '../../src/kernel/event.ts';
import { hopsOf, reached, selection, type Hop } from './graph.ts';
import { placesOf, typeAt } from './inputs.ts';
import { names, observe, type Looker, type Observed } from './lookers.ts';
import { everything, hidden, truthFor, type Ids } from './truth.ts';

let world: Observed;
let schema: GraphQLSchema;
let all: Ids;

beforeAll(async () => {
  world = await observe();
  schema = buildClientSchema(await world.looker('vendor').caller.get(getIntrospectionQuery()));
  all = await everything(world);
});
afterAll(() => world.stop());

interface LiveField {
  readonly name: string;
  /** What an update leads to at once; the first of it is the thing whose history is followed. */
  readonly hops: Hop[];
  /** The arguments of its filter that take ids. */
  readonly filters: string[];
}

const liveFields = (): LiveField[] =>
  Object.values(schema.getSubscriptionType()!.getFields()).map(({ name, type, args }) => ({
    name,
    hops: hopsOf(schema, getNamedType(type).name),
    filters: placesOf(args.find((arg) => arg.name === 'filter')!.type).map((place) => place[0]!),
  }));

/** An update with everything that it leads to, and everything that those things lead to. */
const documentOf = ({ name, hops }: LiveField) => {
  const further = (hop: Hop) => `id ${hopsOf(schema, hop.target).map((next, index) => selection(next, 'id', { first: 5, alias: `e${index}` })).join(' ')}`;
  return `subscription ($after: String!) { update: ${name}(after: $after) { cursor ${hops.map((hop) => selection(hop, further(hop))).join(' ')} } }`;
};

/** So many updates from a place in the log on, as somebody gets them; and then no more are waited for. */
async function updates(looker: Looker, query: string, after: number, most: number): Promise<any[]> {
  const client = looker.caller.socket();
  const found: any[] = [];
  for await (const { data, errors } of client.iterate<any>({ query, variables: { after: eventCursor(after) } })) {
    if (errors) throw new Error(JSON.stringify(errors));
    found.push(data.update);
    if (found.length === most) break;
  }
  await client.dispose();
  return found;
}

/** The places in the log of what this viewer may see of a live field. */
async function log({ viewer }: Looker, { hops }: LiveField): Promise<number[]> {
  const rows = await world.as<{ position: string }>(viewer, 'select position from event where stream_type = $1 order by position', [hops[0]!.target]);
  return rows.map(({ position }) => Number(position));
}

/** How many updates are read with everything they lead to. */
const LAST = 12;

describe.each(names)('live, the %s', (name) => {
  test('gets every update of what it may see, each once, in order, and no other; and what an update leads to is what it may see', async () => {
    const looker = world.looker(name);
    const truth = await truthFor(world, looker.viewer);
    for (const field of liveFields()) {
      const expected = (await log(looker, field)).slice(-LAST);
      const given = await updates(looker, documentOf(field), expected[0]! - 1, expected.length);
      expect(given.map(({ cursor }) => cursor)).toEqual(expected.map(eventCursor));

      const seen = given.flatMap((update) => field.hops.flatMap((hop) => things(update, hop)));
      expect(seen.filter(([type, id]) => !truth.get(type)!.has(id))).toEqual([]);
    }
  });

  /** Everything that one step leads to, and one step more. */
  const things = (update: unknown, hop: Hop): [type: string, id: string][] =>
    reached(update, hop).rows.flatMap((row) => [
      [hop.target, row.id],
      ...hopsOf(schema, hop.target).flatMap((next, index) => reached(row, next, `e${index}`).rows.map(({ id }): [string, string] => [next.target, id])),
    ]);
});

test.each(names)('a live filter of the %s that names what is hidden delivers what one delivers that names nothing: nothing', async (name) => {
  const looker = world.looker(name);
  const foreign = hidden(all, await truthFor(world, looker.viewer), 100);
  for (const field of liveFields()) {
    for (const filter of field.filters) {
      const ids = [...(foreign.get(typeAt([filter]) ?? '') ?? []), randomUUID()];
      const client = looker.caller.socket();
      const asked = (narrow = '') => `subscription ($after: String!) { update: ${field.name}(after: $after ${narrow}) { cursor } }`;
      const silent = client.iterate<any>({ query: asked(`filter: { ${filter}: ${JSON.stringify(ids)} }`), variables: { after: eventCursor(0) } });
      const first = silent.next();
      // One that began later and leaves nothing out has come to its end.
      await updates(looker, asked(), 0, (await log(looker, field)).length);
      client.terminate();
      expect(await first.then(({ value }) => value, () => undefined)).toBeUndefined();
    }
  }
});
