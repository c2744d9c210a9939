import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { takeAway } from '../http/outage.ts';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { count, listen, type Ear } from './ear.ts';
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

const moments = ({ heard }: Ear) => heard.map(({ at }) => at);
const QUERY = 'subscription ($after: String) { serviceIncidentUpdated(after: $after) { ... on ServiceIncidentUpdate { cursor at } } }';

const incidentsBehind = async (cursor: string) => (await log.behind(cursor)).filter((at) => at.startsWith('2026-01-01'));

/** Writes events, several at a time, until so many are written. */
async function flood(most: number, atOnce = 4): Promise<void> {
  let left = most;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await log.write(log.moment());
    }),
  );
}

/** Kills the connection of the feed and nothing else. */
async function killFeed(): Promise<void> {
  const killed = await platform.database.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'tierline feed'`,
  );
  expect(killed.length).toBeGreaterThan(0);
}

describe('who comes back with the last cursor', () => {
  test('gets everything since, each once, in order, and then goes on live without a gap, while more keeps coming', async () => {
    const after = await log.end();
    await flood(60);
    const writing = flood(90);

    const ears = [listen(customer, { after }, QUERY)];
    for (const most of [20, 70, 100]) {
      await ears[0]!.until(count(most));
      ears.push(listen(customer, { after }, QUERY));
    }
    await writing;
    const all = await log.behind(after);

    expect(all).toHaveLength(150);
    for (const ear of ears) {
      await ear.until(count(all.length));
      expect(moments(ear)).toEqual(all);
      await ear.close();
    }
  });

  test('again and again, however the connection ends, has everything once', async () => {
    const after = await log.end();
    const writing = flood(150);
    const heard: { at: string; cursor: string }[] = [];

    while (heard.length < 150) {
      const client = customer.socket();
      const ear = listen(client, { after: heard.at(-1)?.cursor ?? after }, QUERY);
      await ear.until(count(Math.min(17, 150 - heard.length)));
      client.terminate();
      heard.push(...ear.heard);
    }
    await writing;

    expect(heard.map(({ at }) => at)).toEqual(await log.behind(after));
  });

  test('after a restart gets it without asking the database for each', async () => {
    const after = await log.end();
    for (let n = 0; n < 3; n++) await log.write(log.moment());
    const restarted = await testPlatform({ database: platform.database });
    const { sql } = platform.database;
    await sql('alter function event_since(bigint, int) rename to event_since_lost');

    const ear = listen(await restarted.as('customer'), { after }, QUERY);
    await ear.until(count(3));

    await sql('alter function event_since_lost(bigint, int) rename to event_since');
    await ear.close();
    await restarted.stop();
  });

  test('after a long time gets also what is no longer kept in memory', async () => {
    const after = await log.end();
    for (let round = 0; round < 5; round++) {
      await log.write(log.moment());
      await log.fill(4_500); // of twenty thousand at most are kept
    }
    const all = await incidentsBehind(after);

    const ear = listen(customer, { after }, QUERY);
    await ear.until(count(5));

    expect(moments(ear)).toEqual(all);
    await ear.close();
  });
});

describe('nothing is missed and nothing comes twice', () => {
  test('when the connection of the feed is killed: before, between and after what happens', async () => {
    const after = await log.end();
    const live = listen(customer, { after }, QUERY);
    for (let round = 0; round < 5; round++) {
      await Promise.all([killFeed(), flood(10, 2)]);
      await live.until(count(10 * (round + 1)));
    }
    const later = listen(customer, { after }, QUERY);
    await Promise.all([killFeed(), later.until(count(50))]);

    const all = await log.behind(after);
    expect(moments(live)).toEqual(all);
    expect(moments(later)).toEqual(all);
    await Promise.all([live.close(), later.close()]);
  });

  test('when the whole database goes away and comes back', async () => {
    const after = await log.end();
    const live = listen(customer, { after }, QUERY);
    await flood(3, 1);
    await live.until(count(3));

    const bringBack = await takeAway(platform.database);
    await bringBack();
    await retried(() => flood(1, 1));
    await live.until(count(4));

    expect(moments(live)).toEqual(await log.behind(after));
    await live.close();
  });

  test('when another process of the same database is asked, though it has not heard of the cursor yet', async () => {
    const other = await testPlatform({ database: platform.database });
    const there = await other.as('customer');
    const after = await log.end();
    const ear = listen(there, { after }, QUERY);

    for (let round = 0; round < 10; round++) {
      await flood(5);
      await ear.until(count(5 * (round + 1)));
      // Straight from here to there: the other process may be behind this one.
      const cursor = await log.end();
      const next = listen(there, { after: cursor }, QUERY);
      const at = log.moment();
      await log.write(at);
      await next.until(count(1));
      expect(moments(next)).toEqual([at.toISOString()]);
      await next.close();
      await ear.until((heard) => heard.at(-1)?.at === at.toISOString());
      ear.heard.splice(5 * (round + 1));
    }

    await ear.close();
    await other.stop();
  });
});

async function retried(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) && !/Connection terminated|ECONN/.test(String(error))) throw error;
    }
  }
}
