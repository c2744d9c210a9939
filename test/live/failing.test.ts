/** A statement that fails takes no update with it. */
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { isTransient } from '../../subscriptions/fan-out/database-retry.ts';
import { testDatabase } from '../kit/database.ts';
import { desk } from '../webhooks/desk.ts';
import { count, listen, UPDATES } from './ear.ts';
import { logOf, type Log } from './log.ts';

/** What the program logs, and waiting for a line of it. */
const lines: string[] = [];
let look = () => {};
const output = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk));
    look();
    done();
  },
});
const logged = (text: string, from: number) =>
  new Promise<void>((resolve) => {
    look = () => {
      if (!lines.slice(from).some((line) => line.includes(text))) return;
      look = () => {};
      resolve();
    };
    look();
  });

const database = await testDatabase();
let log: Log;
const { endpoint, ledger, pass, platform, receiver } = desk({
  log: pino({ level: 'warn' }, output),
  database,
});
const sql = (text: string, values?: unknown[]) => database.sql(text, values);

beforeAll(async () => void (log = await logOf(database)));
afterAll(async () => {
  await log.close();
  await database.drop();
});
const POSTS = UPDATES.replace('incident { id', 'incident { posts(first: 1) { nodes { id } } id');
const WAITING = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and application_name = 'tierline'`;

describe('a statement that is broken off', () => {
  test.each([
    ['by hand', 'pg_cancel_backend', 'user request'],
    ['with its connection', 'pg_terminate_backend', 'administrator command'],
  ])('%s is tried again: everything is heard, in order and without errors', async (_how, end, why) => {
    const ear = listen(await platform().as('customer'), {}, POSTS);
    await ear.begun;
    receiver().received.length = 0;
    const { id } = await endpoint('reseller', {
      document: `subscription { ${POSTS.slice(POSTS.indexOf('{') + 1).replace('(filter: $filter, after: $after)', '')}`,
    });
    const repair = await log.begin();
    await repair.run('lock table incident_post in access exclusive mode');
    const moments = [log.moment(), log.moment(), log.moment()];
    for (const at of moments) await log.write(at);
    let pids: { pid?: number }[] = [];
    while (pids.length === 0) pids = await sql(WAITING);
    const from = lines.length;
    for (const { pid } of pids) await sql(`select ${end}($1)`, [pid]);
    await logged(why, from);
    await repair.commit();

    const expected = moments.map((at) => at.toISOString());
    const heard: string[] = [];
    for (let one = ear; ;) {
      await Promise.race([one.until(count(3 - heard.length)), one.ended]);
      heard.push(...one.heard.map(({ at }) => at));
      await one.close();
      if (heard.length >= 3) break;
      one = listen(await platform().as('customer'), { after: one.marks.at(-1)!.cursor }, POSTS);
    }
    expect(heard).toEqual(expected);
    const sent = await receiver().until(3);
    expect(sent.map(({ body }) => [body.timestamp, 'errors' in body])).toEqual(expected.map((at) => [at, false]));
    await (await platform().as('reseller')).get(`mutation { webhookEndpointRemove(input: { endpointId: "${id}" }) { problems { code } } }`);
  });

  test.each(['40001', '40P01', '55P03', '57014', '57P01', '53300', '58030', '08006'])('with %s is one that passes', (code) => {
    expect(isTransient(Object.assign(new Error('x'), { code }))).toBe(true);
  });
  test.each(['22012', '42P01', '23505', undefined])('with %s is not', (code) => {
    expect(isTransient(Object.assign(new Error('x'), { code }))).toBe(false);
  });
});

test('an update that cannot be made at all is told as such, once, and what follows it is heard', async () => {
  const ear = listen(await platform().as('customer'));
  await ear.begun;
  const { id } = await endpoint('reseller');
  await sql('alter table service_incident drop constraint if exists service_incident_status_check');
  const [before] = await sql(
    `update service_incident set status = 'BROKEN' where id = $1 returning (select status from service_incident where id = $1) as status`,
    [log.incidentId],
  );
  await log.write(log.moment());

  expect(await ear.ended).toBe(null);
  expect(ear.heard).toEqual([]);
  expect(ear.marks.at(-1)).toMatchObject({ __typename: 'ResyncRequired', reason: 'UPDATE_FAILED', query: 'serviceIncidents' });
  let messages: any[] = [];
  while (!messages[0]?.attempts.nodes[0]) {
    await pass(0);
    messages = await ledger('reseller', id);
  }
  expect(messages).toMatchObject([
    { state: 'PENDING', nextAttemptAt: expect.any(String), attempts: { nodes: [{ statusCode: null, failure: 'NOT_MADE' }] } },
  ]);

  await sql('update service_incident set status = $2 where id = $1', [log.incidentId, before!.status]);
  const at = log.moment();
  await log.write(at);
  const again = listen(await platform().as('customer'), { after: ear.marks.at(-1)!.cursor });
  expect((await again.until(count(1))).map((each) => each.at)).toEqual([at.toISOString()]);
  await again.close();
});

test('a subscription that asks wrongly ends with what is wrong', async () => {
  const ear = listen(
    await platform().as('customer'),
    {},
    UPDATES.replace('incident { id', 'incident { posts(first: 1000) { nodes { id } } id'),
  );
  await ear.begun;
  await log.write(log.moment());
  expect(await ear.ended).toBe(null);
  await expect(ear.until(count(1))).rejects.toThrow('BAD_USER_INPUT');
});
