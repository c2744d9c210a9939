import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import pg from 'pg';
import { isOutage } from '../../src/kernel/load/outage.ts';
import { cursorsOf, organizationOf } from '../kit/cursors.ts';
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
  expect(slow.marks).toMatchObject([
    { __typename: 'LiveFromHere' },
    { __typename: 'UpdatesLeftOut', cause: 'SLOW_SUBSCRIPTION', retryAfterMs: expect.any(Number) },
  ]);
  await repair.commit();
  const again = listen(customer, { after: slow.marks[1]!.cursor }, CUSTOMERS);
  expect((await again.until(count(2)))[0]!.at).toBe(at.toISOString());
  await Promise.all([again.close(), quick.close(), slow.close()]);
});

test('a subscription that cannot begin says where to begin it again', async () => {
  const { sql } = platform.database;
  const after = await log.end();
  await log.write(log.moment());
  // What happened long before it started, a process asks of the database.
  await log.fill(10_000);
  const other = await testPlatform({ database: platform.database });
  const there = await other.as('customer');
  await sql('alter function event_since(bigint, int) rename to event_since_lost');

  const ear = listen(there, { after });
  expect(await ear.ended).toBe(null);

  await sql('alter function event_since_lost(bigint, int) rename to event_since');
  expect(ear.marks).toEqual([{ __typename: 'UpdatesLeftOut', cause: 'UNAVAILABLE', retryAfterMs: expect.any(Number), cursor: after }]);
  const again = listen(there, { after: ear.marks[0]!.cursor });
  await again.until(count(1));
  await Promise.all([ear.close(), again.close()]);
  await other.stop();
});

test('when the log is restored from an older copy, whoever is there is told to start over, and then hears what comes', async () => {
  const { sql } = platform.database;
  const cursors = await cursorsOf(platform.database);
  const ear = listen(customer);
  await ear.begun;
  for (let n = 0; n < 3; n++) await log.write(log.moment());
  await ear.until(count(3));
  const { position, stamp } = cursors.decode(ear.heard[0]!.cursor, organizationOf('customer')!);

  await sql(
    `with gone as (delete from event_log where position > ${position}) update event_head set position = ${position}, stamp = ${stamp}`,
  );
  await sql('notify tierline_event');

  expect(await ear.ended).toBe(null);
  const mark = { __typename: 'ResyncRequired', reason: 'NOT_REACHED', query: 'serviceIncidents', cursor: ear.heard[0]!.cursor };
  expect(ear.marks.slice(1)).toEqual([mark]);
  const again = listen(customer, { after: mark.cursor });
  await again.begun;
  const at = log.moment();
  await log.write(at);
  expect((await again.until(count(1)))[0]!.at).toBe(at.toISOString());
  await Promise.all([ear.close(), again.close()]);
});

test('a connection that the database has ended is told from a question that is wrong, whatever is asked of it: then it is asked again', async () => {
  const client = new pg.Client(platform.database.url);
  client.on('error', () => {});
  await client.connect();
  const failure = (text: string) => client.query(text).then(String, (error: unknown) => error);
  expect(isOutage(await failure('select * from nothing'))).toBe(false);
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const running = failure('select pg_sleep(60)');
  const ended = new Promise((resolve) => client.once('end', resolve as () => void));
  await platform.database.sql('select pg_terminate_backend($1)', [rows[0]!.pid]);

  expect(isOutage(await running)).toBe(true);
  await ended;
  const after = await failure('select 1');
  expect(String(after)).toBe('Error: Client has encountered a connection error and is not queryable');
  expect(isOutage(new GraphQLError('', { originalError: new Error('', { cause: after }) }))).toBe(true);
  await client.end().catch(() => {});
  expect(isOutage(await failure('select 1'))).toBe(true);
});
