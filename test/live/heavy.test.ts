/** What a subscription costs delays that subscription, and nobody else. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { desk } from '../webhooks/desk.ts';
import { count, listen, UPDATES, type Ear } from './ear.ts';
import { logOf, type Log } from './log.ts';

const { endpoint, platform, receiver } = desk();
let log: Log;
beforeAll(async () => void (log = await logOf(platform().database)));
afterAll(() => log.close());

const HEAVY = 100;
const heavy = (index: number) => UPDATES.replace('incident { id', `incident { a${index}: affectedCustomers { nodes { id } } id`);
const ats = ({ heard }: Ear) => heard.map(({ at }) => at);

/** Goes on until so many were heard, and comes back when told to. */
async function all(first: Ear, index: number, most: number): Promise<string[]> {
  const heard: string[] = [];
  for (let ear = first; ;) {
    await Promise.race([ear.until(count(most - heard.length)), ear.ended]);
    heard.push(...ats(ear));
    await ear.close();
    if (heard.length >= most) return heard;
    const left = ear.marks.at(-1)!;
    expect(left.__typename).toBe('UpdatesLeftOut');
    ear = listen(await platform().as('provider'), { after: left.cursor }, heavy(index));
  }
}

test('a hundred subscriptions that wait for a table delay nobody who does not read it: over WebSocket, event stream and webhook', async () => {
  const after = await log.end();
  const client = (await platform().as('provider')).socket();
  const slow = Array.from({ length: HEAVY }, (_, index) => listen(client, {}, heavy(index)));
  await Promise.all(slow.map(({ begun }) => begun));
  const customer = await platform().as('customer');
  const quick = listen(customer);
  const sse = createClient({ url: platform().url, headers: { authorization: `Bearer ${customer.token}` }, retryAttempts: 0 });
  const streamed = sse.iterate<any>({ query: UPDATES, variables: { after } });
  const away = listen(customer, { after });
  await Promise.all([quick.begun, away.begun, streamed.next()]);
  await endpoint('reseller');
  const repair = await log.begin();
  await repair.run('lock table customer in access exclusive mode');

  const moments = [log.moment(), log.moment(), log.moment()].map((at) => at.toISOString());
  for (const at of moments) await log.write(new Date(at));

  expect((await quick.until(count(3))).map(({ at }) => at)).toEqual(moments);
  expect((await away.until(count(3))).map(({ at }) => at)).toEqual(moments);
  const events: string[] = [];
  while (events.length < 3) events.push((await streamed.next()).value.data.serviceIncidentUpdated.at);
  expect(events).toEqual(moments);
  const sent = await receiver().until(3, ({ body }) => moments.includes(body.timestamp));
  expect(sent.map(({ body }) => body.timestamp)).toEqual(moments);
  // Whoever comes while it lasts is served at once as well.
  const late = listen(customer, { after });
  expect((await late.until(count(3))).map(({ at }) => at)).toEqual(moments);
  expect(slow.flatMap(ats)).toEqual([]);

  await repair.commit();
  const heard = await Promise.all(slow.map((ear, index) => all(ear, index, 3)));
  expect(heard).toEqual(slow.map(() => moments));
  sse.dispose();
  await Promise.all([quick.close(), away.close(), late.close(), client.dispose()]);
});

test('whoever is told nothing is told where the log stands, so that its cursor does not grow old', async () => {
  const customer = await platform().as('customer');
  const quiet = listen(customer, { filter: { services: [log.incidentId] } });
  const sse = createClient({ url: platform().url, headers: { authorization: `Bearer ${customer.token}` }, retryAttempts: 0 });
  const streamed = sse.iterate<any>({ query: 'subscription { ticketsUpdated { __typename ... on LiveFromHere { cursor } } }' });
  const begun = (await streamed.next()).value.data.ticketsUpdated;
  await quiet.begun;

  // So much that it is said twice: what was told since the first time is new enough.
  await log.fill(20_000);

  const again = (await streamed.next()).value.data.ticketsUpdated;
  expect(again).toMatchObject({ __typename: 'LiveFromHere' });
  expect(again.cursor).not.toBe(begun.cursor);
  await quiet.until(() => quiet.marks.length === 2);
  expect(quiet.marks.map(({ __typename }) => __typename)).toEqual(['LiveFromHere', 'LiveFromHere']);
  // It is as good as any other: what comes then is delivered behind it.
  const at = log.moment();
  await log.write(at);
  const next = listen(customer, { after: quiet.marks[1]!.cursor });
  expect((await next.until(count(1)))[0]!.at).toBe(at.toISOString());
  sse.dispose();
  await Promise.all([quiet.close(), next.close()]);
});
