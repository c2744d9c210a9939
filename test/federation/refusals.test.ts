/** What one process refuses or hides, the subgraphs behind a gateway refuse or hide too. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { answersTo, essence, faultsOf } from './answers.ts';
import { operationsOf, placesOf, type Places } from './corpus.ts';
import { shapes, type Shapes } from './shapes.ts';

const refusals = await operationsOf('refusals.graphql');

let both: Shapes;
let places: Places;
beforeAll(async () => {
  both = await shapes();
  places = await placesOf(both.database);
});
afterAll(() => both?.stop());

test.each(refusals)('$name: both shapes refuse everybody the same, at the same places', async (operation) => {
  const { one, gateway } = await answersTo(both, operation, places);
  expect(essence(gateway)).toEqual(essence(one));
  // Somebody is refused something, or sees less than another.
  const shown = new Set(Object.values(one).map(({ data }) => JSON.stringify(data)));
  expect(
    shown.size > 1 || Object.values(one).every((answer) => faultsOf(answer).length > 0 || /:null\b/.test(JSON.stringify(answer.data))),
  ).toBe(true);
});

test('an error in a field of each row takes that field alone, in both shapes, for the same reason', async () => {
  const { token } = await both.one.as('reseller');
  const query = '{ customers(first: 3) { nodes { name tickets(first: 0) { totalCount } } } }';
  const [one, gateway] = await Promise.all([both.askOne(token, query), both.askGateway(token, query)]);
  const rows = [0, 1, 2].map(() => ({ name: expect.any(String), tickets: null }));
  for (const { data } of [one, gateway]) expect(data).toEqual({ customers: { nodes: rows } });
  const refused = (row: number) => ({
    path: `customers.nodes.${row}.tickets`,
    code: 'BAD_USER_INPUT',
    message: '`first` must be from 1 to 100.',
  });
  for (const answer of [one, gateway]) expect(faultsOf(answer)).toEqual([0, 1, 2].map(refused));
});

const BAD_DOCUMENTS: [what: string, query: string, variables: Record<string, unknown>, code: string][] = [
  ['a document that is none', '{ tickets(', {}, 'GRAPHQL_PARSE_FAILED'],
  ['a field that is not there', '{ tickets { nodes { secret } } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['a private column', '{ tickets { nodes { customerId } } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['what only a router may ask', '{ _service { sdl } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['an argument that is missing', '{ supportOffering { name } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['a value that is in no enumeration', '{ tickets(filter: { states: [GONE] }) { totalCount } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['a variable of the wrong type', 'query Q($first: Int) { tickets(first: $first) { totalCount } }', { first: 'three' }, 'BAD_USER_INPUT'],
  ['a variable that is missing', 'query Q($id: ID!) { ticket(id: $id) { number } }', {}, 'BAD_USER_INPUT'],
  [
    'a variable in no enumeration',
    'query Q($states: [TicketState!]) { tickets(filter: { states: $states }) { totalCount } }',
    { states: ['GONE'] },
    'BAD_USER_INPUT',
  ],
];

test.each(BAD_DOCUMENTS)('both shapes refuse %s before anything is read', async (_what, query, variables, code) => {
  const { token } = await both.one.as('provider');
  for (const ask of [both.askOne, both.askGateway]) {
    const answer = await ask(token, query, variables);
    expect(answer.data ?? null).toBeNull();
    expect(faultsOf(answer).map((fault) => fault.code)).toEqual([code]);
  }
});

test('what is not yours and what is not there are the same answer, in both shapes', async () => {
  const { token } = await both.one.as('other-reseller');
  const query =
    'query Q($id: ID!) { ticket(id: $id) { number customer { name } } customer(id: $id) { name tickets { totalCount } } partner(id: $id) { name } supportOffering(id: $id) { name } }';
  const { ticket, customer, reseller, offering, nowhere } = places;
  for (const ask of [both.askOne, both.askGateway]) {
    for (const id of [nowhere, ticket, customer, reseller, offering]) {
      expect(await ask(token, query, { id })).toEqual({ data: { ticket: null, customer: null, partner: null, supportOffering: null } });
    }
  }
});
