/** References past the router: whoever asks a subgraph for `_entities` sees no more than through the graph. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { subgraphs } from '../../src/subgraphs.ts';
import { placesOf, type Places } from './corpus.ts';
import { entities, referable, someIds, tables } from './references.ts';
import { shapes, type Shapes } from './shapes.ts';

/** Everybody sees what the vendor says of its services, where help is, and who may file; all else is somebody's. */
const PUBLIC = ['Service', 'ServiceIncident', 'IncidentPost', 'SupportResource', 'FilingPolicy'];
/** What the vendor publishes to many tenants is one row for all of them. */
const PUBLISHED = 'ServiceMessage';
const [OURS, THEIRS] = [
  ['provider', 'reseller', 'customer'],
  ['other-provider', 'other-reseller', 'other-customer'],
] as const;

let both: Shapes;
let places: Places;
beforeAll(async () => {
  both = await shapes();
  places = await placesOf(both.database);
});
afterAll(() => both?.stop());

const pairs = subgraphs.flatMap((subgraph) => referable(subgraph).map((type) => ({ type, subgraph: subgraph.name })));
const ownerOf = (type: string) => subgraphs.find(({ types }) => types.some((cls) => cls.name === type))!.name;

/** Which of the ids a subgraph answers to a persona; each answer must stand in the place of its question. */
async function seen(subgraph: string, type: string, persona: string, ids: readonly string[]): Promise<string[]> {
  const { data, errors } = await entities(
    await both.alone[subgraph]!.as(persona),
    type,
    ids.map((id) => ({ id })),
  );
  expect(errors).toBeUndefined();
  const answered: ({ id: string } | null)[] = data._entities;
  expect(answered.map((row, index) => row === null || row.id === ids[index])).toEqual(ids.map(() => true));
  return answered.flatMap((row) => row?.id ?? []);
}

describe.each(pairs)('a reference to a $type in $subgraph', ({ type, subgraph }) => {
  test('is null for whom it is not, and what one side sees the other does not', async () => {
    const ids = await someIds(both.database, type);
    const [ours, theirs] = await Promise.all(
      [OURS, THEIRS].map(async (side) => (await Promise.all(side.map((persona) => seen(subgraph, type, persona, ids)))).flat()),
    );
    if (PUBLIC.includes(type)) return void expect(new Set([...ours!, ...theirs!])).toEqual(new Set(ids));
    if (type !== PUBLISHED) expect(ours!.filter((id) => theirs!.includes(id))).toEqual([]);
    expect(Math.min(ours!.length, theirs!.length)).toBeGreaterThan(0);
    expect(new Set([...ours!, ...theirs!]).size).toBeLessThan(ids.length);
  });

  test('is there for exactly whom the owner of the type shows the row', async () => {
    const ids = await someIds(both.database, type);
    for (const persona of [...OURS, 'vendor', 'other-reseller'])
      expect(await seen(subgraph, type, persona, ids)).toEqual(await seen(ownerOf(type), type, persona, ids));
  });

  test('is null when its id is malformed, missing, no text, or nowhere', async () => {
    const wrong = [
      'nope',
      '',
      ' ',
      '0',
      "' or true --",
      `{${places.nowhere}}`,
      `${places.nowhere} `,
      places.nowhere,
      7,
      1.5,
      true,
      null,
      {},
      [],
      [places.nowhere],
      { id: places.nowhere },
    ];
    const { data, errors } = await entities(await both.alone[subgraph]!.as('provider'), type, [...wrong.map((id) => ({ id })), {}]);
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([...wrong, {}].map(() => null));
  });
});

/** Edges that a subgraph hangs on a type it knows by id only: they must not answer for a row that is hidden. */
const STUB_EDGES = [
  { subgraph: 'tickets', type: 'Customer', place: 'customer', selection: 'id tickets { totalCount nodes { title } }' },
  { subgraph: 'tickets', type: 'Partner', place: 'reseller', selection: 'id tickets { totalCount nodes { title } }' },
  { subgraph: 'health', type: 'Customer', place: 'customer', selection: 'id serviceIncidents { totalCount nodes { title } }' },
  { subgraph: 'offerings', type: 'Partner', place: 'reseller', selection: 'id offerings { totalCount nodes { name } }' },
  {
    subgraph: 'offerings',
    type: 'Customer',
    place: 'customer',
    selection: 'id offeringAcknowledgements { totalCount } supportCoverage { duties { coverers { company } } }',
  },
  {
    subgraph: 'notices',
    type: 'Customer',
    place: 'customer',
    selection:
      'id notices { totalCount nodes { title } } serviceMessages { totalCount nodes { title } } commercialRelationships { totalCount }',
  },
] as const;

test.each(STUB_EDGES)(
  'the edges that $subgraph adds to a $type lead nowhere from one that is hidden',
  async ({ subgraph, type, place, selection }) => {
    const platform = both.alone[subgraph]!;
    const refused = await entities(await platform.as('other-reseller'), type, [{ id: places[place] }], selection);
    expect(refused).toEqual({ data: { _entities: [null] } });
    const shown = await entities(await platform.as('reseller'), type, [{ id: places[place] }], selection);
    expect(shown.data._entities).toEqual([expect.objectContaining({ __typename: type, id: places[place] })]);
  },
);

test('a sales agent is answered the customers of its organization by reference, but no ticket and no note', async () => {
  const { token } = await both.one.issuer.sign('sales', {
    name: 'Sales',
    kind: 'PARTNER',
    role: 'SALES_AGENT',
    organization: places.reseller,
  });
  const caller = both.alone.tickets!.with(token);
  const [note] = await both.database.sql<{ id: string }>(`select id from note where ticket_id = $1 and audience = 'CUSTOMER'`, [
    places.ticket,
  ]);
  expect(await entities(caller, 'Ticket', [{ id: places.ticket }])).toEqual({ data: { _entities: [null] } });
  expect(await entities(caller, 'Note', [{ id: note!.id }])).toEqual({ data: { _entities: [null] } });
  const { data } = await entities(caller, 'Customer', [{ id: places.customer }], 'id tickets { totalCount nodes { id } }');
  expect(data._entities).toEqual([{ __typename: 'Customer', id: places.customer, tickets: { totalCount: 0, nodes: [] } }]);
});

test('what a reference claims beside its id is not believed', async () => {
  const { otherTicket, otherCustomer, ticket } = places;
  const forged = { title: 'forged', customerId: otherCustomer, organization: otherCustomer };
  const caller = await both.alone.tickets!.as('customer');
  const { data } = await entities(
    caller,
    'Ticket',
    [
      { id: otherTicket, ...forged },
      { id: ticket, ...forged },
    ],
    'title customer { id }',
  );
  expect(data._entities).toEqual([
    null,
    { __typename: 'Ticket', title: expect.not.stringMatching('forged'), customer: { id: places.customer } },
  ]);
});

test.each([{}, { id: 'x' }, { __typename: null }, { __typename: 7 }])(
  'a reference that names no type, %j, is refused by that',
  async (representation) => {
    const caller = await both.alone[subgraphs[0]!.name]!.as('reseller');
    const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
    const { errors } = await caller.ask(query, { representations: [representation] } as never);
    expect(errors).toMatchObject([{ message: expect.stringMatching(/`__typename`/), extensions: { code: 'BAD_USER_INPUT' } }]);
  },
);

test('a reference asked for twice, or in capitals, is the same row twice', async () => {
  const id = places.customer!;
  const { data } = await entities(
    await both.alone.tickets!.as('customer'),
    'Customer',
    [{ id }, { id: id.toUpperCase() }, { id }],
    'id tickets { totalCount }',
  );
  expect(data._entities).toEqual([data._entities[0], data._entities[0], data._entities[0]]);
  expect(data._entities[0]).toMatchObject({ id });
});

test('every type that has an owner is asked for', () => {
  expect([...new Set(pairs.map(({ type }) => type))].sort()).toEqual([...tables.keys()].sort());
});
