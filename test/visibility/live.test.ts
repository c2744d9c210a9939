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
const documentOf = ({ name, hops }: LiveField, filter = '') => {
  const further = (hop: Hop) => `id ${hopsOf(schema, hop.target).map((next, index) => selection(next, 'id', { first: 5, alias: `e${index}` })).join(' ')}`;
  return `subscription ($after: String!) { update: ${name}(after: $after ${filter}) { cursor ${hops.map((hop) => selection(hop, further(hop))).join(' ')} } }`;
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

const LAST = 12;

describe.each(names)('live, the %s', (name) => {
  test('gets every update of what it may see, each once, in order, and no other; and what an update leads to is what it may see', async () => {
    const looker = world.looker(name);
    const truth = await truthFor(world, looker.viewer);
    for (const field of liveFields()) {
      const rows = await world.as<{ position: string }>(looker.viewer, 'select position from event where stream_type = $1 order by position', [field.hops[0]!.target]);
      const expected = rows.map(({ position }) => Number(position)).slice(-LAST);
      const start = expected[0] === undefined ? 0 : expected[0] - 1;
      const given = expected.length > 0 ? await updates(looker, documentOf(field), start, expected.length) : [];
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
      const clients = [looker.caller.socket(), looker.caller.socket()] as const;
      const silent = clients[0].iterate<any>({ query: documentOf(field, `filter: { ${filter}: ${JSON.stringify(ids)} }`), variables: { after: eventCursor(0) } });
      const first = silent.next();
      // Another one that began later has read the whole log.
      await updates(looker, documentOf(field), 0, LAST);
      clients.forEach((client) => client.terminate());
      expect(await first.then(({ value }) => value, () => undefined)).toBeUndefined();
    }
  }
});
