import { describe, expect, test } from '@jest/globals';
import { SOON, sturdy } from './sturdy.ts';

const { ask, platform } = sturdy();

const UNKNOWN = '01990000-0000-7000-8000-00000000ffff';
const OPEN = 'mutation ($input: TicketOpenInput!) { ticketOpen(input: $input) { ticket { id } problems { code field message } } }';
const LIST = 'query ($filter: TicketFilter) { tickets(first: 1, filter: $filter) { totalCount } }';
const good = { title: 'Mail is late', description: 'Since this morning.', severity: 'MINIMAL' };

const open = async (input: object) => (await ask({ query: OPEN, variables: { input: { ...good, ...input } } })).json;
const list = async (filter: object) => (await ask({ query: LIST, variables: { filter } })).json;
const tickets = async () => (await platform().database.sql<{ count: number }>('select count(*)::int from ticket'))[0]!.count;

const problem = (field: string, message: string, code = 'INVALID') => ({
  data: { ticketOpen: { ticket: null, problems: [{ code, field, message }] } },
});

describe('an id', () => {
  test.each([
    UNKNOWN,
    'x',
    '',
    '\0',
    '\ud800',
    "' or true --",
    '7',
    'x'.repeat(1_000_000),
    UNKNOWN.replace('0', 'g'),
    `{${UNKNOWN}}`,
    `${UNKNOWN}\n`,
  ])(
    'that names nothing is answered like one that is not yours: %#',
    async (id) => {
      const { status, json } = await ask({
        query:
          'query ($id: ID!) { ticket(id: $id) { id } partner(id: $id) { id } customer(id: $id) { id } serviceIncident(id: $id) { id } supportOffering(id: $id) { id } }',
        variables: { id },
      });

      expect([status, json]).toEqual([
        200,
        { data: { ticket: null, partner: null, customer: null, serviceIncident: null, supportOffering: null } },
      ]);
    },
    SOON,
  );

  test.each([null, true, 1.5, [UNKNOWN], { id: UNKNOWN }])(
    'that is no id is refused by the name of the variable: %j',
    async (id) => {
      const { status, json } = await ask({ query: 'query ($id: ID!) { ticket(id: $id) { id } }', variables: { id } });

      expect([status, json.errors[0].message]).toEqual([400, expect.stringContaining('Variable "$id" ')]);
    },
    SOON,
  );

  test(
    'in an input is answered by the name of the field',
    async () => {
      expect(await open({ customerId: 'x' })).toEqual(problem('customerId', '`customerId` names nothing that is there.', 'NOT_FOUND'));
      expect(await open({ customerId: UNKNOWN })).toEqual(problem('customerId', 'There is no such customer.', 'NOT_FOUND'));
      expect((await list({ customers: [UNKNOWN, 'x'] })).errors[0]).toMatchObject({
        message: '`filter.customers.1` names nothing that is there.',
        extensions: { field: 'filter.customers.1' },
      });
    },
    SOON,
  );
});

describe('a text', () => {
  test.each([
    ['title', '', 'must not be empty'],
    ['title', ' \t\n ', 'holds a control character'],
    ['title', '\u00a0\u2003', 'must not be empty'],
    ['title', '\u200b\u2060\ufeff', 'must not be empty'],
    ['title', 'two\nlines', 'holds a control character'],
    ['title', 'a bell \u0007', 'holds a control character'],
    ['title', 'NUL \0', 'holds a control character'],
    ['title', 'half \ud83d', 'is not well-formed Unicode'],
    ['title', 'x'.repeat(201), 'is longer than 200 characters'],
    ['title', '😀'.repeat(201), 'is longer than 200 characters'],
    ['title', 'x'.repeat(1_000_000), 'is longer than 200 characters'],
    ['description', '', 'must not be empty'],
    ['description', '\n \n', 'must not be empty'],
    ['description', 'NUL \0', 'holds a control character'],
    ['description', 'x'.repeat(1_000_000), 'is longer than 20000 characters'],
    ['clientMutationId', '', 'must not be empty'],
    ['clientMutationId', 'x'.repeat(129), 'is longer than 128 characters'],
  ])(
    '%s %j is refused by name, and nothing is done',
    async (field, value, message) => {
      const before = await tickets();

      expect(await open({ [field]: value })).toEqual(problem(field, `\`${field}\` ${message}.`));
      expect(await tickets()).toBe(before);
    },
    SOON,
  );

  test(
    'within an object is refused by its path',
    async () => {
      expect(await open({ contact: { name: '' } })).toEqual(problem('contact.name', '`contact.name` must not be empty.'));
      expect(await open({ contact: { name: 'x', email: 'a\0' } })).toEqual(
        problem('contact.email', '`contact.email` holds a control character.'),
      );
      expect((await list({ search: '\ud800' })).errors[0]).toMatchObject({
        message: '`filter.search` is not well-formed Unicode.',
        extensions: { field: 'filter.search' },
      });
    },
    SOON,
  );

  test(
    'is taken as it is, whatever it would mean elsewhere',
    async () => {
      for (const search of ["'; drop table ticket; --", '%', '_', '\\', '${7*7}', '{{7*7}}', '<script>', '😀'.repeat(100)]) {
        expect(await list({ search })).toEqual({ data: { tickets: { totalCount: 0 } } });
      }
    },
    SOON,
  );
});

describe('a value that GraphQL itself refuses is refused by its place', () => {
  test.each<[string, object, string]>([
    [
      'of no enumeration',
      { ...good, severity: 'URGENT' },
      'got invalid value "URGENT" at "input.severity"; Value "URGENT" does not exist in "TicketSeverity" enum.',
    ],
    [
      'called __proto__',
      JSON.parse('{"title":"x","description":"x","severity":"MINIMAL","__proto__":{"title":"x"}}'),
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
    ['that is missing', { title: 'x' }, 'Field "description" of required type "String!" was not provided.'],
  ])(
    '%s',
    async (_what, input, message) => {
      const { status, json } = await ask({ query: OPEN, variables: { input } });

      expect(status).toBe(400);
      expect(json.errors[0]).toMatchObject({ message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT' } });
    },
    SOON,
  );

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
  ])(
    'of no time: %#',
    async (createdFrom) => {
      const { status, json } = await ask({ query: LIST, variables: { filter: { createdFrom } } });

      expect([status, json.errors[0].message]).toEqual([400, expect.stringMatching(/^Variable "\$filter" got invalid value /)]);
    },
    SOON,
  );

  test(
    'of any time that there is, it takes',
    async () => {
      for (const createdFrom of [
        '0000-01-01T00:00:00Z',
        '0001-01-01T00:00:00+14:00',
        '1969-12-31T23:59:59.999999999-12:00',
        '9999-12-31T23:59:59Z',
      ]) {
        expect((await list({ createdFrom })).data.tickets.totalCount).toEqual(expect.any(Number));
      }
    },
    SOON,
  );

  test.each([
    [
      'a million lists in lists',
      `{"query":${JSON.stringify(LIST)},"variables":{"filter":{"states":${'['.repeat(1e6)}${']'.repeat(1e6)}}}}`,
    ],
    [
      'half a million objects in objects',
      `{"query":${JSON.stringify(LIST)},"variables":{"filter":${'{"a":'.repeat(5e5)}1${'}'.repeat(5e5)}}}`,
    ],
    ['a hundred thousand wrong values', { query: LIST, variables: { filter: { states: Array(100_000).fill('NONE') } } }],
    [
      'sixty wrong names beside a text of three million characters',
      {
        query: OPEN,
        variables: { input: { title: 'x'.repeat(3e6), ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`a${i}`, 1])) } },
      },
    ],
  ])(
    'of %s, and the answer is no larger than it must be',
    async (_what, body) => {
      const { status, json, text } = await ask(body);

      expect([status, json.errors[0].message]).toEqual([400, expect.stringMatching(/^Variable "\$(filter|input)" got invalid value /)]);
      expect(text.length).toBeLessThan(16 * 1024);
    },
    SOON,
  );
});

describe('a list of values', () => {
  test(
    'that is longer than it may be is refused by name',
    async () => {
      const message = '`filter.customers` holds more than 100 values.';

      for (const length of [101, 90_000])
        expect((await list({ customers: Array(length).fill(UNKNOWN) })).errors[0]).toMatchObject({
          message,
          extensions: { field: 'filter.customers' },
        });
    },
    SOON,
  );

  test(
    'may be empty, doubled, or a single value: then it means what it says',
    async () => {
      for (const customers of [[], [UNKNOWN, UNKNOWN], UNKNOWN])
        expect(await list({ customers })).toEqual({ data: { tickets: { totalCount: 0 } } });
    },
    SOON,
  );
});

test(
  'names from the depths of JavaScript beside the query change nothing',
  async () => {
    const bodies = [
      '{"query":"{ viewer { name } }","__proto__":{"query":"x"},"constructor":1,"variables":{"__proto__":{"x":1}}}',
      '{"query":"{ viewer { name } }","extensions":{"__proto__":{"persistedQuery":1}}}',
    ];

    for (const body of bodies) expect((await ask(body)).json).toEqual({ data: { viewer: { name: 'Davide Ronchi' } } });
    for (const operationName of ['__proto__', 'constructor', 'toString'])
      expect((await ask({ query: 'query A { viewer { name } }', operationName })).status).toBe(400);
    expect((await ask('{"query":{"toString":1}}')).json.errors[0].message).toBe('GraphQL queries must be strings.');
  },
  SOON,
);
