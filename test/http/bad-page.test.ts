import { describe, expect, test } from '@jest/globals';
import { sturdy } from './sturdy.ts';

const { ask } = sturdy();

const QUERY = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: TicketOrder) {
  tickets(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) { edges { cursor } }
}`;
const page = async (variables: object) => (await ask({ query: QUERY, variables })).json;

const ID = '01990000-0000-7000-8000-000000000002';
const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
const BY_NUMBER = { field: 'NUMBER', direction: 'ASC' };

/** The one error that a list answers instead of a page. */
const refusal = (field: string, message: string) => ({
  data: { tickets: null },
  errors: [{ message, locations: [expect.anything()], path: ['tickets'], extensions: { code: 'BAD_USER_INPUT', field, rule: null } }],
});

describe('a page is refused by the name of the argument', () => {
  test.each([0, -1, 101, 1_000, 2_147_483_647, -2_147_483_648])('when `first` or `last` is %d', async (size) => {
    expect(await page({ first: size })).toEqual(refusal('first', '`first` must be from 1 to 100.'));
    expect(await page({ last: size })).toEqual(refusal('last', '`last` must be from 1 to 100.'));
  });

  test.each([2_147_483_648, 1e300, -1e300, 1.5, '1', true, [], {}])('when `first` is no whole number at all: %j', async (size) => {
    const { status, json } = await ask({ query: QUERY, variables: { first: size } });

    expect([status, json.errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(json.errors[0].message).toMatch(
      /^Variable "\$first" got invalid value .*; Int cannot represent (non-integer|non 32-bit signed integer) value/,
    );
  });

  test('when two arguments contradict each other', async () => {
    expect(await page({ first: 1, last: 1 })).toEqual(refusal('last', 'Give `first` or `last`, not both.'));
    expect(await page({ last: 1, after: 'x' })).toEqual(refusal('after', '`after` does not go with `last`.'));
    expect(await page({ first: 1, before: 'x' })).toEqual(refusal('before', '`before` does not go with `first`.'));
    expect(await page({ after: 'x', before: 'y' })).toEqual(refusal('after', '`after` does not go with `last`.'));
  });

  test.each([
    ['empty', ''],
    ['no cursor', 'page 2'],
    ['a million characters long', 'A'.repeat(1_000_000)],
    ['a million characters long within', forged('CREATED_AT', 'x'.repeat(700_000), ID)],
    ['a hundred thousand lists in lists', Buffer.from('['.repeat(100_000)).toString('base64url')],
    ['half a character', '\ud800'],
    ['NUL', '\0'],
    ['not a list', Buffer.from('{"length":3}').toString('base64url')],
    ['too short', forged('CREATED_AT', '2026-01-01T00:00:00.000Z')],
    ['without an id', forged('CREATED_AT', '2026-01-01T00:00:00.000Z', 'x')],
    ['with SQL for an id', forged('CREATED_AT', '2026-01-01T00:00:00.000Z', "'; drop table ticket; --")],
    ['with SQL for a time', forged('CREATED_AT', "2026'; drop table ticket; --", ID)],
    ['of a day that there is not', forged('CREATED_AT', '2026-02-30T00:00:00.000Z', ID)],
    ['of a year that there is not', forged('CREATED_AT', '0000-01-01T00:00:00.000Z', ID)],
    ['of a time with a zone', forged('CREATED_AT', '2026-01-01T00:00:00+99:00', ID)],
    ['of no time', forged('CREATED_AT', null, ID)],
  ])('when the cursor is %s', async (_what, cursor) => {
    expect(await page({ after: cursor })).toEqual(refusal('after', '`after` is not a cursor of this list: it cannot be read.'));
    expect(await page({ before: cursor })).toEqual(refusal('before', '`before` is not a cursor of this list: it cannot be read.'));
  });

  test.each([2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1.5, '1', null])(
    'when the cursor is of a number that there cannot be: %j',
    async (number) => {
      const message = '`after` is not a cursor of this list: it cannot be read.';

      expect(await page({ orderBy: BY_NUMBER, after: forged('NUMBER', number, ID) })).toEqual(refusal('after', message));
    },
  );

  test('when the cursor is of another list or another order', async () => {
    const { edges } = (await page({ first: 1 })).data.tickets;
    const names = (await ask({ query: '{ partners(first: 1) { edges { cursor } } }' })).json.data.partners.edges;

    expect(await page({ after: names[0].cursor })).toEqual(
      refusal('after', '`after` is not a cursor of this list: it belongs to the order NAME, and this is CREATED_AT.'),
    );
    expect(await page({ orderBy: BY_NUMBER, after: edges[0].cursor })).toEqual(
      refusal('after', '`after` is not a cursor of this list: it belongs to the order CREATED_AT, and this is NUMBER.'),
    );
  });

  test('when the order is none of the list', async () => {
    for (const orderBy of [
      {},
      { field: 'NUMBER' },
      { field: 'TITLE', direction: 'ASC' },
      { field: '__proto__', direction: 'ASC' },
      { field: 'NUMBER', direction: 'UP' },
    ]) {
      const { status, json } = await ask({ query: QUERY, variables: { orderBy } });
      expect([status, json.errors[0].message]).toEqual([400, expect.stringContaining('Variable "$orderBy" got invalid value')]);
    }
  });
});

test('a cursor with any one bit flipped is refused by name or is another cursor, and never an error of the program', async () => {
  const [{ cursor }] = (await page({ first: 1 })).data.tickets.edges;
  const bytes = Buffer.from(cursor, 'base64url');
  const flips = Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    return flipped.toString('base64url');
  });

  const answers = await Promise.all(flips.map((after) => page({ first: 1, after })));

  for (const { data, errors } of answers) {
    if (errors)
      expect(errors).toMatchObject([
        { message: expect.stringContaining('`after` is not a cursor of this list: it '), extensions: { field: 'after' } },
      ]);
    else expect(data.tickets.edges.length).toBeLessThanOrEqual(1);
  }
  expect(answers.filter(({ errors }) => errors).length).toBeGreaterThan(answers.length / 2);
}, 10_000);
