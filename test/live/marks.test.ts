import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EventCursors } from '../../src/kernel/live/event-cursor.ts';
import { cursorsOf, organizationOf, placeOf } from '../kit/cursors.ts';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { count, listen } from './ear.ts';
import { logOf, type Log } from './log.ts';

let platform: TestPlatform;
let log: Log;
let customer: Caller;
let cursors: EventCursors;

beforeAll(async () => {
  platform = await testPlatform();
  log = await logOf(platform.database);
  customer = await platform.as('customer');
  cursors = await cursorsOf(platform.database);
});
afterAll(async () => {
  await log.close();
  await platform.stop();
});

/** Says in the log that an organization has lost sight of an account, as the end of a partnership does. */
const loseSight = (persona: string) =>
  platform.database
    .sql(
      `with lost as (insert into account_access (organization_id, account_id, reason, source_id) values ($1, uuidv7(), 'PARTNER', uuidv7()) returning id)
     select id from lost`,
      [organizationOf(persona)],
    )
    .then(([row]) => platform.database.sql('delete from account_access where id = $1', [(row as { id: string }).id]));

describe('a subscription', () => {
  test('without `after` begins with a cursor, after which nothing is missed', async () => {
    const end = await log.end();
    const first = listen(customer);
    await first.begun;
    expect(first.marks).toEqual([{ __typename: 'LiveFromHere', cursor: end }]);
    await first.close();
    const at = log.moment();
    await log.write(at);

    const again = listen(customer, { after: first.marks[0]!.cursor });
    await again.until(count(1));

    expect(again.heard.map((update) => update.at)).toEqual([at.toISOString()]);
    await again.close();
  });

  test('says when all that was missed is delivered, and where that is', async () => {
    const after = await log.end();
    const live = listen(customer, { after });
    await log.write(log.moment());
    await log.write(log.moment());
    await live.until(count(2));

    const ear = listen(customer, { after });
    await ear.begun;

    expect(ear.heard).toHaveLength(2);
    expect(ear.marks).toEqual([{ __typename: 'LiveFromHere', cursor: ear.heard[1]!.cursor }]);
    await Promise.all([live.close(), ear.close()]);
  });

  test('that was away while its organization lost sight of something must start over; another organization goes on', async () => {
    const mine = await log.end();
    const others = await log.end('other-customer');
    await loseSight('customer');
    await log.write(log.moment());
    const end = await log.end();

    const other = listen(await platform.as('other-customer'), { after: others });
    await other.until(count(1));
    const ear = listen(customer, { after: mine });
    expect(await ear.ended).toBe(null);

    expect(ear.heard).toEqual([]);
    expect(ear.marks).toEqual([{ __typename: 'ResyncRequired', reason: 'RIGHTS_CHANGED', query: 'serviceIncidents', cursor: end }]);
    expect(other.heard).toHaveLength(1);
    const resumed = listen(customer, { after: ear.marks[0]!.cursor });
    await resumed.begun;
    await Promise.all([ear.close(), other.close(), resumed.close()]);
  });

  test('that is there when its organization loses sight of something is told what, and goes on', async () => {
    const ear = listen(customer);
    const other = listen(await platform.as('other-customer'));
    await Promise.all([ear.begun, other.begun]);

    await loseSight('customer');
    await log.write(log.moment());
    await Promise.all([ear.until(count(1)), other.until(count(1))]);

    expect(ear.marks.slice(1)).toEqual([
      { __typename: 'AccessEnded', targetType: 'Account', targetId: expect.any(String), cursor: expect.any(String) },
    ]);
    expect(other.marks).toHaveLength(1);
    await Promise.all([ear.close(), other.close()]);
  });
});

test('that sight was lost is said once for all who are told it alike, and not to those who follow another thing', async () => {
  const customer = await platform.as('customer');
  const { tickets } = await customer.get<any, any>('{ tickets(first: 2) { nodes { id } } }');
  const [lost, kept] = tickets.nodes as [{ id: string }, { id: string }];
  const all = 'subscription { ticketsUpdated { ... on TicketUpdate { at } } }';
  const one = (id: string) => `subscription { ticketUpdated(id: "${id}") { ... on TicketUpdate { at } } }`;
  const ears = [all, all, one(lost.id), one(kept.id)].map((query) => listen(customer, {}, query));
  await Promise.all(ears.map(({ begun }) => begun));
  const before = platform.executionCount();

  await platform.database.sql('delete from ticket_access where organization_id = $1 and ticket_id = $2', [
    organizationOf('customer'),
    lost.id,
  ]);
  expect(await ears[2]!.ended).toBe(null);

  const told = { __typename: 'AccessEnded', targetType: 'Ticket', targetId: lost.id };
  expect(ears.map(({ marks }) => marks.slice(1))).toMatchObject([[told], [told], [told], []]);
  expect(platform.executionCount() - before).toBe(2);
  await Promise.all(ears.map((ear) => ear.close()));
});

/** Ends the partition that is there with what is in it, and lets those to come hold so many rows. */
async function smallPartitions(rows: number): Promise<void> {
  const { sql } = platform.database;
  const [{ head }] = (await sql<{ head: string }>('select event_sequence() as head')) as [{ head: string }];
  await sql('alter table event_log detach partition event_log_1');
  await sql(`alter table event_log attach partition event_log_1 for values from (1) to (${Number(head) + 1})`);
  await sql('update event_head set ceiling = position, partition_rows = $1', [rows]);
}

describe('the log', () => {
  test('is dropped by age and by size, whole partitions at a time: who comes back from before must start over, and others go on', async () => {
    const { sql } = platform.database;
    const early = await log.end();
    await smallPartitions(20);
    for (let n = 0; n < 90; n++) await log.write(log.moment());
    const late = await log.end();
    await log.write(log.moment());

    await sql(`select event_retain(now(), '1 day', 1)`);

    const [kept] = (await sql('select count(*)::int as rows, min(position)::int as first from event_log')) as [
      { rows: number; first: number },
    ];
    expect(kept.rows).toBeLessThanOrEqual(20);
    const { position } = cursors.decode(early, organizationOf('customer')!);
    const gone = cursors.encode(await placeOf(platform.database, position - 1), organizationOf('customer')!);
    const other = await testPlatform({ database: platform.database });
    const there = await other.as('customer');
    const ear = listen(there, { after: gone });
    expect(await ear.ended).toBe(null);
    expect(ear.marks).toMatchObject([{ __typename: 'ResyncRequired', reason: 'NO_LONGER_KEPT', query: 'serviceIncidents' }]);
    const next = listen(there, { after: late });
    await next.until(count(1));
    await Promise.all([ear.close(), next.close()]);
    await other.stop();
  });

  test('goes on while somebody reads all of it for long, such as a backup: what is too old is dropped another time', async () => {
    const { sql } = platform.database;
    for (let n = 0; n < 45; n++) await log.write(log.moment());
    const ear = listen(customer);
    await ear.begun;
    const partitions = () => sql(`select inhrelid from pg_inherits where inhparent = 'event_log'::regclass`);
    const before = (await partitions()).length;
    expect(before).toBeGreaterThan(1);
    const backup = await log.begin();
    await backup.run('select count(*) from event_log');

    await sql(`select event_retain(now(), '1 day', 1)`);
    await log.write(log.moment());
    await ear.until(count(1));

    expect(await partitions()).toHaveLength(before);
    await backup.commit();
    await sql(`select event_retain(now(), '1 day', 1)`);
    expect(await partitions()).toHaveLength(1);
    await ear.close();
  });

  test('keeps what is young, whatever was dropped, and the history keeps everything', async () => {
    const { sql } = platform.database;
    const before = await sql('select id from event');
    await sql(`select event_retain(now() + interval '2 days', '1 day', 1000000000)`);
    const partitions = await sql(`select inhrelid from pg_inherits where inhparent = 'event_log'::regclass`);
    expect(partitions).toHaveLength(1);
    expect(await sql('select id from event')).toHaveLength(before.length);
  });
});
