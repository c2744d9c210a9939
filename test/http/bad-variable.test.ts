import { describe, expect, test } from '@jest/globals';
import { sturdy } from './sturdy.ts';

const { ask } = sturdy();

const OPEN = 'mutation ($input: TicketOpenInput!) { ticketOpen(input: $input) { ticket { id } problems { code field message } } }';
const LIST = 'query ($filter: TicketFilter) { tickets(first: 1, filter: $filter) { totalCount } }';
const good = {
  customerId: '01990000-0000-7000-8000-000000000004',
  title: 'Mail is late',
  description: 'Since this morning.',
  severity: 'MINIMAL',
};

const list = async (filter: object) => (await ask({ query: LIST, variables: { filter } })).json;

describe('a value that GraphQL itself refuses is refused by its place', () => {
  test.each<[string, object, string]>([
    [
      'of no enumeration',
      { ...good, severity: 'URGENT' },
      'got invalid value "URGENT" at "input.severity"; Value "URGENT" does not exist in "TicketSeverity" enum.',
    ],
    [
      'called __proto__',
      JSON.parse('{"customerId":"x","title":"x","description":"x","severity":"MINIMAL","__proto__":{"title":"x"}}'),
      'Field "__proto__" is not defined by type "TicketOpenInput".',
    ],
    ['called constructor', { ...good, constructor: { prototype: {} } }, 'Field "constructor" is not defined by type "TicketOpenInput".'],
    [
      'that is null',
      { ...good, title: null },
      'got invalid value null at "input.title"; Expected non-nullable type "String!" not to be null.',
    ],
    [
      'that is a list',
      { ...good, title: ['x'] },
      'got invalid value ["x"] at "input.title"; String cannot represent a non string value: ["x"]',
    ],
    [
      'that is a list and no object',
      { ...good, contact: [] },
      'got invalid value [] at "input.contact"; Expected type "TicketContactInput" to be an object.',
    ],
    ['that is missing', { customerId: 'x', title: 'x' }, 'Field "description" of required type "String!" was not provided.'],
  ])('%s', async (_what, input, message) => {
    const { status, json } = await ask({ query: OPEN, variables: { input } });

    expect(status).toBe(400);
    expect(json.errors[0]).toMatchObject({ message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT' } });
  });

  test.each([
    'x',
    '2026-02-30T00:00:00Z',
    '2026-01-01',
    '2026-01-01T00:00:00+99:99',
    '2026-01-01T24:00:01Z',
    1e20,
    12,
    {},
    'x'.repeat(1_000_000),
  ])('of no time: %#', async (createdFrom) => {
    const { status, json } = await ask({ query: LIST, variables: { filter: { createdFrom } } });

    expect([status, json.errors[0].message]).toEqual([400, expect.stringMatching(/^Variable "\$filter" got invalid value /)]);
  });

  test('of any time that there is, it takes', async () => {
    for (const createdFrom of [
      '0000-01-01T00:00:00Z',
      '0001-01-01T00:00:00+14:00',
      '1969-12-31T23:59:59.999999999-12:00',
      '9999-12-31T23:59:59Z',
    ]) {
      expect((await list({ createdFrom })).data.tickets.totalCount).toEqual(expect.any(Number));
    }
  });

  test.each([
    [
      'lists in lists, as deep as a body may be',
      `{"query":${JSON.stringify(LIST)},"variables":{"filter":{"states":${'['.repeat(190)}${']'.repeat(190)}}}}`,
    ],
    [
      'objects in objects, as deep as a body may be',
      `{"query":${JSON.stringify(LIST)},"variables":{"filter":${'{"a":'.repeat(190)}1${'}'.repeat(190)}}}`,
    ],
    ['as many wrong values as a body may hold', { query: LIST, variables: { filter: { states: Array(49_990).fill('NONE') } } }],
    [
      'sixty wrong names beside a text of three million characters',
      {
        query: OPEN,
        variables: { input: { title: 'x'.repeat(3e6), ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`a${i}`, 1])) } },
      },
    ],
  ])('of %s, and the answer is no larger than it must be', async (_what, body) => {
    const { status, json, text } = await ask(body);

    expect([status, json.errors[0].message]).toEqual([400, expect.stringMatching(/^Variable "\$(filter|input)" got invalid value /)]);
    expect(text.length).toBeLessThan(16 * 1024);
  });
});

test('names from the depths of JavaScript beside the query change nothing', async () => {
  const bodies = [
    '{"query":"{ viewer { name } }","__proto__":{"query":"x"},"constructor":1,"variables":{"__proto__":{"x":1}}}',
    '{"query":"{ viewer { name } }","extensions":{"__proto__":{"persistedQuery":1}}}',
  ];

  for (const body of bodies) expect((await ask(body)).json).toEqual({ data: { viewer: { name: 'Davide Ronchi' } } });
  for (const operationName of ['__proto__', 'constructor', 'toString'])
    expect((await ask({ query: 'query A { viewer { name } }', operationName })).status).toBe(400);
  expect((await ask('{"query":{"toString":1}}')).json.errors[0].message).toBe('GraphQL queries must be strings.');
});
