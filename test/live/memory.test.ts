import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setImmediate as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { count, listen } from './ear.ts';
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

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('what was told is not kept', async () => {
  const large = 1_000_000;
  await platform.database.sql('update service_incident set impact = repeat($1, $2) where id = $3', ['x', large, log.incidentId]);
  const ear = listen(customer, {}, 'subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { incident { impact } } } }');
  await ear.begun;
  collect();
  const before = process.memoryUsage().arrayBuffers;

  for (let n = 1; n <= 40; n++) {
    await log.write(log.moment());
    await ear.until(count(n));
  }
  ear.heard.length = 0;

  while (process.memoryUsage().arrayBuffers - before > 5 * large) {
    await pause();
    collect();
  }
  expect(ear.marks).toHaveLength(1);
  await ear.close();
});
