import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { count, listen, UPDATES } from './ear.ts';
import { logOf, type Log } from './log.ts';

let platform: TestPlatform;
let log: Log;
let customer: Caller;

beforeAll(async () => {
  platform = await testPlatform();
  log = await logOf(platform.database);
  customer = await platform.as('customer');
});
afterAll(async () => {
  await log.close();
  await platform.stop();
});

const CUSTOMERS = UPDATES.replace('incident { id', 'incident { affectedCustomers { nodes { id } } id');

test('an update that cannot be worked out holds back those who asked for it and nobody else, and they are told where to come back', async () => {
  const slow = listen(customer, {}, CUSTOMERS);
  const quick = listen(customer);
  await Promise.all([slow.begun, quick.begun]);
  const repair = await log.begin();
  await repair.run('lock table customer in access exclusive mode');

  const at = log.moment();
  await log.write(at);
  await log.write(log.moment());

  await quick.until(count(2));
  expect(await slow.ended).toBe(null);
  expect(slow.heard).toEqual([]);
  expect(slow.marks).toMatchObject([{ __typename: 'LiveFromHere' }, { __typename: 'UpdatesLeftOut' }]);
  await repair.commit();
  const again = listen(customer, { after: slow.marks[1]!.cursor }, CUSTOMERS);
  expect((await again.until(count(2)))[0]!.at).toBe(at.toISOString());
  await Promise.all([again.close(), quick.close(), slow.close()]);
});

test('a subscription that cannot begin says where to begin it again', async () => {
  const { sql } = platform.database;
  const after = await log.end();
  await log.write(log.moment());
  // What happened before it started, a process asks of the database.
  const other = await testPlatform({ database: platform.database });
  const there = await other.as('customer');
  await sql('alter function event_since(bigint, int) rename to event_since_lost');

  const ear = listen(there, { after });
  expect(await ear.ended).toBe(null);

  await sql('alter function event_since_lost(bigint, int) rename to event_since');
  expect(ear.marks).toEqual([{ __typename: 'UpdatesLeftOut', cursor: after }]);
  const again = listen(there, { after: ear.marks[0]!.cursor });
  await again.until(count(1));
  await Promise.all([ear.close(), again.close()]);
  await other.stop();
});
