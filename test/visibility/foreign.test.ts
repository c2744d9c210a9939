import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isInputObjectType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLSchema,
} from 'graphql';
import { byId, hopsOf, selection, tables, waysTo, type Hop } from './graph.ts';
import { payloadSelection, placesOf, typeAt, valueFor, type Place } from './inputs.ts';
import { names, observe, type Looker, type Observed } from './lookers.ts';
import { everything, hidden, truthFor, type Ids } from './truth.ts';

/** So many mutations, and so many reads, stay within the limits of an operation. */
const AT_ONCE = 25;
const READS_AT_ONCE = 100;

let world: Observed;
let schema: GraphQLSchema;
let all: Ids;

beforeAll(async () => {
  world = await observe();
  schema = buildClientSchema(await world.looker('vendor').caller.get(getIntrospectionQuery()));
  all = await everything(world);
});
afterAll(() => world.stop());

describe.each(names)('to the %s, what is hidden and what is not there are the same:', (name) => {
  let looker: Looker;
  let truth: Ids;
  let foreign: Ids;

  beforeAll(async () => {
    looker = world.looker(name);
    truth = await truthFor(world, looker.viewer);
    foreign = hidden(all, truth, 15);
  });

  test('a root field answers null to its id, and no error', async () => {
    const ids = [...foreign.values()].flatMap((some) => [...some]);
    for (const { field } of byId(schema)) {
      // One document for all: what differs is in variables, so that it is planned once.
      const ask = (given: string[]) => {
        const variables = given.map((_, index) => `$i${index}: ID!`).join(' ');
        const fields = given.map((_, index) => `a${index}: ${field}(id: $i${index}) { id }`).join(' ');
        return looker.caller.ask<object, object>(
          `query (${variables}) { ${fields} }`,
          Object.fromEntries(given.map((id, index) => [`i${index}`, id])),
        );
      };
      for (let from = 0; from < ids.length; from += READS_AT_ONCE) {
        const some = ids.slice(from, from + READS_AT_ONCE);
        const answer = await ask(some);
        expect(answer).toEqual({ data: Object.fromEntries(some.map((_, index) => [`a${index}`, null])) });
        expect(JSON.stringify(answer)).toBe(JSON.stringify(await ask(some.map(() => randomUUID()))));
      }
    }
  });

  test('a filter that names it finds nothing, in root lists and on every edge', async () => {
    const whole = hidden(all, truth, 100);
    for (const { way, filter } of filters()) {
      const ids = [...(whole.get(typeAt([filter]) ?? '') ?? [])];
      if (ids.length === 0) continue; // nothing of that type is hidden
      const ask = async (given: string[]) =>
        (await looker.caller.ask<any, { filter: object }>(narrowed(way), { filter: { [filter]: given } })) as unknown;
      expect({ edge: way.at(-1)!.name, filter, answer: await ask(ids) }).toEqual({
        edge: way.at(-1)!.name,
        filter,
        answer: await ask(ids.map(() => randomUUID())),
      });
    }
  });

  test('a mutation that names it is refused with the same problem', async () => {
    const attempts = Object.values(schema.getMutationType()!.getFields()).flatMap((field) => {
      const type = field.args[0]!.type;
      const places = placesOf(type);
      return places.flatMap((place) =>
        companies(places.filter((other) => other !== place)).flatMap((others) =>
          [...foreign.get(typeAt(place)!)!]
            .slice(0, 2)
            .map((id) => ({ field, id, input: (given: string) => valueFor(type, idAt(place, given, others)) })),
        ),
      );
    });
    const told = await attempt(attempts.map(({ field, id, input }) => [field, input(id)]));
    expect(told).toEqual(await attempt(attempts.map(({ field, input }) => [field, input(randomUUID())])));
    expect(told.filter((payload) => payload.problems.length === 0)).toEqual([]);
    expect(attempts.length).toBeGreaterThan(0);
  });

  /** The id for each place: the one that is tried, and at some of the others one that may be seen. */
  const idAt = (place: Place, id: string, others: readonly Place[]) => (at: Place) => {
    if (String(at) === String(place)) return id;
    return others.some((other) => String(other) === String(at)) ? ([...truth.get(typeAt(at)!)!][0] ?? randomUUID()) : undefined;
  };

  /** What mutations come to, one after the other, so many in a request as it may hold. */
  async function attempt(given: [GraphQLField<unknown, unknown>, input: unknown][]): Promise<any[]> {
    const told: unknown[] = [];
    for (let from = 0; from < given.length; from += AT_ONCE) told.push(...(await request(given.slice(from, from + AT_ONCE))));
    return told;
  }

  async function request(given: [GraphQLField<unknown, unknown>, input: unknown][]): Promise<unknown[]> {
    const variables = given.map(([field], index) => `$i${index}: ${String(field.args[0]!.type)}`);
    const fields = given.map(([field], index) => `m${index}: ${field.name}(input: $i${index}) { ${payloadSelection(field.type)} }`);
    const inputs = Object.fromEntries(given.map(([, input], index) => [`i${index}`, input]));
    return Object.values(await looker.caller.get<object, object>(`mutation (${variables.join(', ')}) { ${fields.join(' ')} }`, inputs));
  }
});

/** None of the other places, each of them alone, and all of them. */
const companies = (others: Place[]): Place[][] => [[], ...others.map((other) => [other]), ...(others.length > 1 ? [others] : [])];

/** Every list with a filter that takes ids, and the way to it. */
function filters(): { way: Hop[]; filter: string }[] {
  const ways = [['Query', [] as Hop[]] as const, ...waysTo(schema)];
  const lists = ways.flatMap(([type, way]) =>
    hopsOf(schema, type)
      .filter(({ shape }) => shape === 'connection')
      .map((hop) => [...way, hop]),
  );
  return lists.flatMap((way) => {
    const filter = filterOf(way.at(-1)!);
    const takesIds = Object.values(filter?.getFields() ?? {}).filter(({ type }) => getNamedType(type).name === 'ID');
    return takesIds.map(({ name }) => ({ way, filter: name }));
  });
}

function filterOf({ field }: Hop): GraphQLInputObjectType | null {
  const type = getNamedType(field.args.find(({ name }) => name === 'filter')?.type);
  return isInputObjectType(type) ? type : null;
}

/** Asks for a filtered list at the end of a way, from the first few rows on the way. */
function narrowed(way: Hop[]): string {
  const last = selection(way.at(-1)!, 'id', { first: 20 }).replace('(first: 20', '(filter: $filter, first: 20');
  const document = way.slice(0, -1).reduceRight((inner, hop) => selection(hop, `id ${inner}`, { first: 20 }), last);
  return `query ($filter: ${filterOf(way.at(-1)!)!.name}) { ${document} }`;
}

test('every mutation that takes an id is tried with ids of the type that it takes', () => {
  const places = Object.values(schema.getMutationType()!.getFields()).flatMap(({ args }) => placesOf(args[0]!.type));
  expect(places.filter((place) => !tables.has(typeAt(place) ?? '')).map(String)).toEqual([]);
});
