/** Rows that the program would not have written: a compiled read must not answer with less than the schema promises, and must harm nobody else. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';

let database: TestDatabase;
let compiled: TestPlatform;
let batched: TestPlatform;
const failures: { event: string }[] = [];
beforeAll(async () => {
  database = await testDatabase();
  const log = pino({ level: 'error' }, { write: (line: string) => void failures.push(JSON.parse(line) as { event: string }) });
  [compiled, batched] = [await testPlatform({ database, log }), await testPlatform({ database, compiled: false, log })];
});
afterAll(async () => {
  await compiled.stop();
  await batched.stop();
  await database.drop();
});

/** The answer of both programs, without the ids under which they logged what is wrong. */
const asked = async (persona: string, document: string): Promise<string[]> =>
  Promise.all(
    [compiled, batched].map(async (platform) =>
      JSON.stringify(await (await platform.as(persona)).ask(document)).replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID'),
    ),
  );

test.each([
  ['hours without a zone', `hours = hours - 'zone'`, 'hours { zone }'],
  ['days that are nothing', `hours = jsonb_set(hours, '{days}', 'null')`, 'hours { days { day } }'],
  ['a day without intervals', `hours = jsonb_set(hours, '{days,0}', '{"day": "MONDAY"}')`, 'hours { days { day intervals { opens } } }'],
  ['a contact method that is nothing', `contact_methods = '[null]'`, 'contactMethods { kind value }'],
  ['a price without a currency', 'price_amount = 1, price_currency = null', 'price { amount currency }'],
])('%s: an error at its place, as graphql-js has it, and the next one is served', async (_what, change, selection) => {
  const [offering] = await database.sql<{ id: string }>(`select id from support_offering where state = 'PUBLISHED' order by id limit 1`);
  const { id } = offering!;
  const kept = await database.sql(`select * from support_offering where id = '${id}'`);
  await database.sql(`update support_offering set ${change} where id = '${id}'`);
  failures.length = 0;

  const [one, other] = await asked('provider', `{ supportOfferings(first: 50) { nodes { id name ${selection} } } }`);

  expect(one).toBe(other);
  expect(one).toContain('"errors"');
  expect(failures.map(({ event }) => event)).toContain('operation.compiled_read_failed');
  const viewers = await Promise.all(
    ['customer', 'other-customer', 'reseller'].map((persona) => asked(persona, '{ viewer { name } customers { nodes { name } } }')),
  );
  for (const [mine, theirs] of viewers) expect(mine).toBe(theirs);
  expect(new Set(viewers.map(([mine]) => mine)).size).toBe(3);
  const columns = Object.keys(kept[0]!);
  await database.sql(
    `update support_offering set (${columns.join(', ')}) = (select ${columns.join(', ')} from jsonb_populate_record(null::support_offering, $1)) where id = '${id}'`,
    [JSON.stringify(kept[0])],
  );
});
