/** From one subgraph to the next and back: a gateway finds the way, and every hop arrives. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { answersTo } from './answers.ts';
import { operationsOf, placesOf, type Places } from './corpus.ts';
import { placesAnswered, placesAsked } from './coverage.ts';
import { shapes, type Shapes } from './shapes.ts';

const hops = await operationsOf('hops.graphql');

let both: Shapes;
let places: Places;
beforeAll(async () => {
  both = await shapes();
  places = await placesOf(both.database);
});
afterAll(() => both?.stop());

test.each(hops)('$name: both shapes answer everybody alike, and every hop leads somebody to something', async (operation) => {
  const { one, gateway } = await answersTo(both, operation, places);
  expect(gateway).toEqual(one);
  expect(Object.values(one).flatMap(({ errors = [] }) => errors)).toEqual([]);
  const answered = new Set(Object.values(one).flatMap(({ data }) => [...placesAnswered(data)]));
  expect([...placesAsked(operation)].filter((place) => !answered.has(place))).toEqual([]);
});

interface Page {
  nodes: unknown[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

test('a list can be walked by pages that are asked of the two shapes in turn', async () => {
  const { token } = await both.one.as('customer');
  const row = 'nodes { number customer { name } }';
  const { data: whole } = await both.askOne(token, `{ tickets(first: 100) { ${row} } }`);
  const walked: unknown[] = [];
  let page: Page['pageInfo'] = { endCursor: null, hasNextPage: true };
  for (let turn = 0; page.hasNextPage; turn += 1) {
    const ask = turn % 2 ? both.askOne : both.askGateway;
    const { data } = await ask(
      token,
      `query Page($after: String) { tickets(first: 7, after: $after) { ${row} pageInfo { endCursor hasNextPage } } }`,
      { after: page.endCursor },
    );
    walked.push(...(data.tickets as Page).nodes);
    page = (data.tickets as Page).pageInfo;
  }
  expect(walked.length).toBeGreaterThan(14);
  expect(walked).toEqual(whole.tickets.nodes);
});
