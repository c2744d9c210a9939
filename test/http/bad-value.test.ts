import { describe, expect, test } from '@jest/globals';
import { sturdy } from './sturdy.ts';

const { ask, platform } = sturdy();

const UNKNOWN = '01990000-0000-7000-8000-00000000ffff';
const OPEN = 'mutation ($input: TicketOpenInput!) { ticketOpen(input: $input) { ticket { id } problems { code field message } } }';
const LIST = 'query ($filter: TicketFilter) { tickets(first: 1, filter: $filter) { totalCount } }';
const good = {
  customerId: '01990000-0000-7000-8000-000000000004',
  title: 'Mail is late',
  description: 'Since this morning.',
  severity: 'MINIMAL',
};

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
  ])('that names nothing is answered like one that is not yours: %#', async (id) => {
    const { status, json } = await ask({
      query:
        'query ($id: ID!) { ticket(id: $id) { id } partner(id: $id) { id } customer(id: $id) { id } serviceIncident(id: $id) { id } supportOffering(id: $id) { id } }',
      variables: { id },
    });

    expect([status, json]).toEqual([
      200,
      { data: { ticket: null, partner: null, customer: null, serviceIncident: null, supportOffering: null } },
    ]);
  });

  test.each([null, true, 1.5, [UNKNOWN], { id: UNKNOWN }])('that is no id is refused by the name of the variable: %j', async (id) => {
    const { status, json } = await ask({ query: 'query ($id: ID!) { ticket(id: $id) { id } }', variables: { id } });

    expect([status, json.errors[0].message]).toEqual([400, expect.stringContaining('Variable "$id" ')]);
  });

  test('in an input is answered by the name of the field', async () => {
    expect(await open({ customerId: 'x' })).toEqual(problem('customerId', '`customerId` names nothing that is there.', 'NOT_FOUND'));
    expect(await open({ customerId: UNKNOWN })).toEqual(problem('customerId', 'There is no such customer.', 'NOT_FOUND'));
    expect((await list({ customers: [UNKNOWN, 'x'] })).errors[0]).toMatchObject({
      message: '`filter.customers.1` names nothing that is there.',
      extensions: { field: 'filter.customers.1' },
    });
  });
});

describe('a text', () => {
  test.each([
    ['title', '', 'must not be empty'],
    ['title', ' \t\n ', 'holds a control character, U+0009, at position 2'],
    ['title', '\u00a0\u2003', 'must not be empty'],
    ['title', '\u200b\u2060\ufeff', 'must not be empty'],
    ['title', 'two\nlines', 'holds a control character, U+000A, at position 4'],
    ['title', '😀 bell \u0007', 'holds a control character, U+0007, at position 8'],
    ['title', 'Invoice \u202Efdp.exe', 'holds a control character, U+202E, at position 9'],
    ['title', 'apart \u2066\u2069', 'holds a control character, U+2066, at position 7'],
    ['title', 'two\u2028lines', 'holds a control character, U+2028, at position 4'],
    ['title', 'NUL \0', 'holds a control character, U+0000, at position 5'],
    ['title', 'half \ud83d', 'is not well-formed Unicode'],
    ['title', 'x'.repeat(201), 'is longer than 200 characters'],
    ['title', '😀'.repeat(201), 'is longer than 200 characters'],
    ['title', 'x'.repeat(1_000_000), 'is longer than 200 characters'],
    ['description', '', 'must not be empty'],
    ['description', '\n \n', 'must not be empty'],
    ['description', 'NUL \0', 'holds a control character, U+0000, at position 5'],
    ['description', 'one\r\ntwo\rthree', 'holds a control character, U+000D, at position 9'],
    ['description', 'up\vdown', 'holds a control character, U+000B, at position 3'],
    ['description', 'x'.repeat(1_000_000), 'is longer than 20,000 characters'],
    ['clientMutationId', '', 'must not be empty'],
    ['clientMutationId', 'x'.repeat(129), 'is longer than 128 characters'],
  ])('%s %j is refused by name, and nothing is done', async (field, value, message) => {
    const before = await tickets();

    expect(await open({ [field]: value })).toEqual(problem(field, `\`${field}\` ${message}.`));
    expect(await tickets()).toBe(before);
  });

  test('within an object is refused by its path', async () => {
    expect(await open({ contact: { name: '' } })).toEqual(problem('contact.name', '`contact.name` must not be empty.'));
    expect(await open({ contact: { name: 'x', email: 'a\0' } })).toEqual(
      problem('contact.email', '`contact.email` holds a control character, U+0000, at position 2.'),
    );
    expect((await list({ search: '\ud800' })).errors[0]).toMatchObject({
      message: '`filter.search` is not well-formed Unicode.',
      extensions: { field: 'filter.search' },
    });
  });

  test('is taken as it is, whatever it would mean elsewhere', async () => {
    for (const search of ["'; drop table ticket; --", '%', '_', '\\', '${7*7}', '{{7*7}}', '<script>', '😀'.repeat(100)]) {
      expect(await list({ search })).toEqual({ data: { tickets: { totalCount: 0 } } });
    }
  });
});

describe('a list of values', () => {
  test('that is longer than it may be is refused by name', async () => {
    const message = '`filter.customers` holds more than 100 values.';

    for (const length of [101, 20_000])
      expect((await list({ customers: Array(length).fill(UNKNOWN) })).errors[0]).toMatchObject({
        message,
        extensions: { field: 'filter.customers' },
      });
  });

  test('may be empty, doubled, or a single value: then it means what it says', async () => {
    for (const customers of [[], [UNKNOWN, UNKNOWN], UNKNOWN])
      expect(await list({ customers })).toEqual({ data: { tickets: { totalCount: 0 } } });
  });
});
