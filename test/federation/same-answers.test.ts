/** One graph, two shapes: what one process answers, the subgraphs behind a gateway answer too. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { wholeGraph } from '../../src/graphql/schema.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { answersTo } from './answers.ts';
import { operationsOf, placesOf, type Places } from './corpus.ts';
import { placesAnswered, said, sayable } from './coverage.ts';
import { everyOrder, everyRoot } from './generate.ts';
import { shapes, type Shapes } from './shapes.ts';

const graph = wholeGraph(subgraphs);
const reads = [
  ...(await operationsOf('reads.graphql')),
  ...everyRoot(graph, 'first: 2', 2),
  ...everyRoot(graph, 'last: 2', 1),
  ...everyOrder(graph),
];

let both: Shapes;
let places: Places;
beforeAll(async () => {
  both = await shapes();
  places = await placesOf(both.database);
});
afterAll(() => both?.stop());

test.each(reads)('$name: both shapes answer everybody alike, and without an error', async (operation) => {
  const { one, gateway } = await answersTo(both, operation, places);
  expect(gateway).toEqual(one);
  expect(Object.values(one).flatMap(({ errors = [] }) => errors)).toEqual([]);
  expect(Object.values(one).flatMap(({ data }) => [...placesAnswered(data)])).not.toEqual([]);
});

test('the operations ask for every field that can be asked for, and give every input field that can be given', () => {
  const found = said(graph, reads);
  expect([...sayable(graph)].filter((field) => !found.has(field))).toEqual([]);
});
