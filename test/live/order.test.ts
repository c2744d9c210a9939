import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { count, listen, type Update } from './ear.ts';
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

const moments = (heard: readonly Update[]) => heard.map(({ at }) => at);
const texts = (...dates: Date[]) => dates.map((date) => date.toISOString());

/** What somebody hears who listens all the while, and what somebody hears who comes back later with the same cursor. */
async function hears(doing: () => Promise<unknown>, most: number): Promise<string[]> {
  const after = await log.end();
  const live = listen(customer, { after });
  await doing();
  await live.until(count(most));
  const later = listen(customer, { after });
  await later.until(count(most));
  expect(moments(later.heard)).toEqual(moments(live.heard));
  expect(moments(live.heard)).toEqual(await log.behind(after));
  await Promise.all([live.close(), later.close()]);
  return moments(live.heard);
}

describe('updates come in the order of the commits', () => {
  test('when the transaction that wrote first commits last, after the other was heard', async () => {
    const [first, second] = [log.moment(), log.moment()];
    const after = await log.end();
    const live = listen(customer, { after });
    const slow = await log.begin();
    await slow.write(first);
    await log.write(second);
    expect(moments(await live.until(count(1)))).toEqual(texts(second));

    await slow.commit();

    expect(moments(await live.until(count(2)))).toEqual(texts(second, first));
    const resumed = listen(customer, { after: live.heard[0]!.cursor });
    expect(moments(await resumed.until(count(1)))).toEqual(texts(first));
    await Promise.all([live.close(), resumed.close()]);
  });

  test('when it commits at once after the other, many times over', async () => {
    for (let round = 0; round < 10; round++) {
      const [first, second] = [log.moment(), log.moment()];
      const heard = await hears(async () => {
        const [slow, fast] = [await log.begin(), await log.begin()];
        await slow.write(first);
        await fast.write(second);
        await fast.commit();
        await slow.commit();
      }, 2);
      expect(heard).toEqual(texts(second, first));
    }
  });

  test('when the one that began first waited for what the other did before it wrote', async () => {
    for (let round = 0; round < 10; round++) {
      const [first, second] = [log.moment(), log.moment()];
      const heard = await hears(async () => {
        const [early, late] = [await log.begin(), await log.begin()];
        await early.run('select pg_current_xact_id()'); // as a receipt does
        await late.run(`select from service_incident where id = '${log.incidentId}' for update`);
        const waiting = early.run(`select from service_incident where id = '${log.incidentId}' for update`);
        await late.write(first);
        await late.commit();
        await waiting;
        await early.write(second);
        await early.commit();
      }, 2);
      expect(heard).toEqual(texts(first, second));
    }
  });

  test('and within one transaction in the order in which they were written', async () => {
    const all = Array.from({ length: 30 }, () => log.moment());

    const heard = await hears(async () => {
      const writing = await log.begin();
      for (const at of all) await writing.write(at);
      await writing.commit();
    }, all.length);

    expect(heard).toEqual(texts(...all));
  });
});

test('what was rolled back is never heard, in whole or in part', async () => {
  const [gone, half, kept, last] = [log.moment(), log.moment(), log.moment(), log.moment()];

  const heard = await hears(async () => {
    const aborted = await log.begin();
    await aborted.write(gone);
    const partly = await log.begin();
    await partly.run('savepoint before');
    await partly.write(half);
    await partly.run('rollback to before');
    await partly.write(kept);
    await partly.commit();
    await aborted.rollback();
    await log.write(last);
  }, 2);

  expect(heard).toEqual(texts(kept, last));
});

test('a transaction that stays open holds nobody back, and is heard when it commits', async () => {
  const own = log.moment();
  const others = Array.from({ length: 10 }, () => log.moment());

  const heard = await hears(async () => {
    const [open, idle] = [await log.begin(), await log.begin()];
    await open.write(own);
    await idle.run('select pg_current_xact_id()');
    const live = listen(customer, { after: await log.end() });
    for (const [index, at] of others.entries()) {
      await log.write(at);
      await live.until(count(index + 1));
    }
    await live.close();
    await open.commit();
    await idle.rollback();
  }, 11);

  expect(heard).toEqual(texts(...others, own));
});
