/** Numbers of tickets: each once, and nothing follows from two of them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { APP_ROLE } from '../../src/database/role.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const drawn = async (count: number) =>
  (await database.sql<{ number: number }>('select ticket_number() as number from generate_series(1, $1::int)', [count])).map(
    ({ number }) => number,
  );

test('numbers are drawn once each, and whoever has two of them cannot tell how many lie between', async () => {
  const numbers = await drawn(5_000);

  expect(new Set(numbers).size).toBe(5_000);
  expect(numbers.every((number) => number >= 1_000_000 && number < 1_000_000 + 2 ** 20)).toBe(true);
  // Of neighbours about half fall, and they lie far apart.
  const steps = numbers.slice(1).map((number, at) => number - numbers[at]!);
  const falling = steps.filter((step) => step < 0).length;
  expect(falling).toBeGreaterThan(2_200);
  expect(falling).toBeLessThan(2_800);
  expect(steps.filter((step) => Math.abs(step) < 1_000).length).toBeLessThan(50);
});

test('a number that is taken is passed over', async () => {
  const [{ last }] = (await database.sql<{ last: number }>('select last_value::int as last from ticket_number')) as [{ last: number }];
  const [next] = await drawn(1);
  await database.sql(`update ticket set number = $1 where id = (select id from ticket limit 1)`, [next]);
  await database.sql(`select setval('ticket_number', $1)`, [last]);

  expect(await drawn(1)).not.toContain(next);
});

test('the role of the program draws numbers, and reads neither the sequence nor the key', async () => {
  const may = await database.sql(
    `select has_function_privilege($1, 'ticket_number()', 'execute') as draws, has_sequence_privilege($1, 'ticket_number', 'select, usage, update') as reads, has_table_privilege($1, 'ticket_number_key', 'select') as knows`,
    [APP_ROLE],
  );

  expect(may).toEqual([{ draws: true, reads: false, knows: false }]);
});
