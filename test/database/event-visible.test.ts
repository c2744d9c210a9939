import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../kit/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test('who may see an event is looked up for every type that events can happen to, and for no other', async () => {
  const [{ policy, source }] = (await database.sql(
    `select (select qual from pg_policies where policyname = 'event_see') as policy, (select prosrc from pg_proc where proname = 'event_visible') as source`,
  )) as [{ policy: string; source: string }];
  const named = [...policy.matchAll(/'(\w+)'::text/g)].map(([, name]) => name).sort();
  const known = [...source.matchAll(/when '(\w+)' then/g)].map(([, name]) => name).sort();
  expect(named.length).toBeGreaterThan(20);
  expect(known).toEqual(named);
});
