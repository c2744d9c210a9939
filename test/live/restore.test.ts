/** A database that goes back to an older state: nobody goes on with what it was told of another history, and nobody misses what is new. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organizationOf } from '../kit/cursors.ts';
import { copyOf, exchange, testDatabase, type TestDatabase } from '../kit/database.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { ALLOWED } from '../webhooks/desk.ts';
import { receiver, type Receiver } from '../webhooks/receiver.ts';
import { count, listen } from './ear.ts';
import { logOf, type Log } from './log.ts';
import { isThere, natsServer, type NatsServer } from './nats-server.ts';
import { proxy, type Proxy } from './proxy.ts';

const UPDATES = `subscription ($after: String) { serviceIncidentUpdated(after: $after) {
  __typename ... on ServiceIncidentUpdate { at cursor } ... on LiveFromHere { cursor } ... on ResyncRequired { reason cursor } } }`;
const CREATE = `mutation ($input: WebhookEndpointCreateInput!) { webhookEndpointCreate(input: $input) { endpoint { id } problems { message } } }`;

/** What one event stream is sent until it ends, or so many messages have come. */
async function streamed({ url, token }: { url: string; token: string }, after: string, most = Infinity): Promise<any[]> {
  const over = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    signal: over.signal,
    headers: {
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'last-event-id': after,
    },
    body: JSON.stringify({ query: UPDATES }),
  });
  const messages: any[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const events = text.split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const data = /^data: (\{.*\})$/m.exec(event)?.[1];
      if (data) messages.push(JSON.parse(data).data.serviceIncidentUpdated);
    }
    if (messages.length >= most) break;
  }
  over.abort();
  return messages;
}

const served: [string, boolean][] = [['PostgreSQL alone', false], ...(isThere ? ([['NATS between', true]] as [string, boolean][]) : [])];

describe.each(served)('when the database goes back to an older state, with %s', (_name, withNats) => {
  let nats: NatsServer | null = null;
  let database: TestDatabase;
  let older: TestDatabase;
  let wire: Proxy;
  let platform: TestPlatform;
  let taker: Receiver;
  let log: Log;

  const begin = () => {
    const url = new URL(database.url);
    const env = { ...ALLOWED, ...(nats && { NATS_URL: nats.url }) };
    url.port = String(wire.port);
    return testPlatform({ database, env: { ...env, DATABASE_URL: url.href } });
  };
  const write = async (events: number) => {
    const moments = Array.from({ length: events }, () => log.moment());
    for (const at of moments) await log.write(at);
    return moments.map((at) => at.toISOString());
  };
  /** What the endpoint was sent, from a message on: the moment of an update, or the reason of a mark. */
  const sent = (from: number) => taker.received.slice(from).map(({ body: { data } }) => data.serviceIncidentUpdated);
  const sentAll = (from: number, moments: readonly string[]) => () => moments.every((moment) => sent(from).some(({ at }) => at === moment));
  const until = async (condition: () => boolean) => {
    for (let n = taker.received.length; !condition(); n++) await taker.until(n + 1);
  };
  const viewer = async (name = 'customer') => ({ url: platform.url, token: (await platform.as(name)).token });

  beforeAll(async () => {
    if (withNats) nats = await natsServer();
    [database, taker] = await Promise.all([testDatabase(), receiver()]);
    wire = await proxy(Number(new URL(database.url).port));
    platform = await begin();
    log = await logOf(database);
    const input = { url: taker.url, document: UPDATES.replace('($after: String)', '').replace('(after: $after)', '') };
    await (await platform.as('reseller')).get<any, any>(CREATE, { input });
  });
  afterAll(async () => {
    await platform.stop();
    await log.close();
    await Promise.all([database.drop(), older?.drop(), taker.stop(), wire.close(), nats?.stop()]);
  });

  test('under a process that hears of it late, every follower starts over, and webhooks and whoever comes next get all that is new', async () => {
    const customer = await platform.as('customer');
    await write(2);
    older = await copyOf(database);
    const [common, from] = [await log.end(), taker.received.length];
    const ear = listen(customer);
    await ear.begun;
    const stream = streamed(await viewer(), common);
    const gone = await write(9);
    await ear.until(count(9));
    await until(sentAll(from, gone));
    const lost = ear.heard.at(-1)!.cursor;

    const back = taker.received.length;
    wire.to(1); // nobody is there
    wire.cut();
    await exchange(database, older);
    const fresh = await write(12);
    wire.to(Number(new URL(database.url).port));

    expect(await ear.ended).toBe(null);
    const start = { __typename: 'ResyncRequired', reason: 'LOG_DIVERGED' };
    expect(ear.marks.at(-1)).toMatchObject(start);
    const told = await stream;
    expect(told.filter(({ at }) => at).map(({ at }) => at)).toEqual(gone);
    expect(told.at(-1)).toMatchObject(start);
    await until(sentAll(back, fresh));
    await until(() => sent(back).some(({ reason }) => reason));
    expect(sent(back).filter(({ __typename }) => __typename === 'ResyncRequired')).toMatchObject([{ reason: 'LOG_DIVERGED' }]);
    expect(
      sent(back)
        .map(({ at }) => at)
        .filter((at) => fresh.includes(at))
        .sort(),
    ).toEqual(fresh);

    const [late] = await streamed(await viewer(), lost);
    expect(late).toMatchObject(start);
    const again = listen(customer, { after: lost });
    expect(await again.ended).toBe(null);
    expect(again.marks).toMatchObject([start]);
    const next = [listen(customer, { after: common }), listen(customer, { after: again.marks[0]!.cursor })];
    await next[0]!.until(count(12));
    await Promise.all(next.map(({ begun }) => begun));
    const [last] = await write(1);
    await next[0]!.until(count(13));
    await next[1]!.until(count(1));
    expect(next.map(({ heard }) => heard.map(({ at }) => at))).toEqual([[...fresh, last], [last]]);
    await Promise.all([ear, again, ...next].map((each) => each.close()));
  });

  test('while the program is stopped, cursors of before are told so, at once and when the log has grown past them, and webhooks too', async () => {
    await older.drop();
    older = await copyOf(database);
    const from = taker.received.length;
    const common = await log.end();
    const ear = listen(await platform.as('customer'), { after: common });
    await ear.until(count((await write(9)).length));
    await ear.close();
    await until(() => sent(from).length >= 9);
    await platform.stop();
    await exchange(database, older);
    const back = taker.received.length;
    platform = await begin();

    const customer = await platform.as('customer');
    const reasons: string[] = [];
    const fresh: string[] = [];
    for (const events of [0, 12]) {
      fresh.push(...(await write(events)));
      const live = listen(customer, { after: common });
      await live.until(count(events));
      for (const { cursor } of [ear.heard[0]!, ear.heard.at(-1)!]) {
        const again = listen(customer, { after: cursor });
        expect(await again.ended).toBe(null);
        expect(again.heard).toEqual([]);
        reasons.push((again.marks[0] as { reason?: string }).reason!);
        const [streaming] = await streamed(await viewer(), cursor);
        expect(streaming.__typename).toBe('ResyncRequired');
        await again.close();
      }
      expect(live.heard.map(({ at }) => at)).toEqual(fresh);
      await live.close();
    }
    expect(reasons.slice(1)).toEqual(['NOT_REACHED', 'LOG_DIVERGED', 'LOG_DIVERGED']);
    await until(sentAll(back, fresh));
    await until(() => sent(back).some(({ reason }) => reason));
    expect(sent(back).filter(({ __typename }) => __typename === 'ResyncRequired')).toMatchObject([{ reason: 'LOG_DIVERGED' }]);
  });

  test('who lost access in what is gone starts over once, and not again with the cursor that it was given', async () => {
    const tickets = 'subscription ($after: String) { ticketsUpdated(after: $after) { ... on TicketUpdate { at } } }';
    const customer = await platform.as('customer');
    await older.drop();
    older = await copyOf(database);
    const ear = listen(customer, {}, tickets);
    expect(await Promise.race([ear.begun.then(() => 'begun'), ear.ended])).toBe('begun');
    const { tickets: mine } = await customer.get<any, any>('{ tickets(first: 1) { nodes { id } } }');
    await database.sql('delete from ticket_access where organization_id = $1 and ticket_id = $2', [
      organizationOf('customer'),
      mine.nodes[0].id,
    ]);
    await write(5);
    await ear.until(() => ear.marks.some(({ __typename }) => __typename === 'AccessEnded'));
    await exchange(database, older);
    expect(await ear.ended).toBe(null);

    const again = listen(customer, { after: ear.marks.at(-1)!.cursor }, tickets);
    expect(await Promise.race([again.begun.then(() => 'begun'), again.ended.then(() => again.marks)])).toBe('begun');
    expect(again.marks).toMatchObject([{ __typename: 'LiveFromHere' }]);
    await Promise.all([ear.close(), again.close()]);
  });

  test('a log that finds itself on another timeline, as on a standby that was promoted, says so to webhooks once, and stays the log it is', async () => {
    await until(sentAll(0, await write(1))); // what the tests before did has come
    const from = taker.received.length;
    const { sql } = database;
    const idOf = async () => (await sql<{ log_id: string }>('select log_id from event_head'))[0]!.log_id;
    const before = await idOf();
    await sql(`update event_head set home = regexp_replace(home, '\\S+$', 'FFFFFFFF')`);

    const arrived = await Promise.all([1, 2, 3].map(() => sql<{ moved: boolean }>('select event_arrive(null) as moved')));

    expect(arrived.filter(([row]) => row!.moved)).toHaveLength(1);
    expect(await idOf()).toBe(before);
    const [last] = await write(1);
    await until(sentAll(from, [last!]));
    expect(sent(from).filter(({ __typename }) => __typename === 'ResyncRequired')).toMatchObject([{ reason: 'LOG_DIVERGED' }]);
  });

  test('a copy that goes its own way takes no cursor of what it does not hold, and neither hears of the other', async () => {
    await older.drop();
    older = await copyOf(database);
    const copy = await testPlatform({ database: older, env: nats ? { NATS_URL: nats.url } : {} });
    const others = await logOf(older);
    try {
      const ears = await Promise.all([platform, copy].map(async (each) => listen(await each.as('customer'))));
      await Promise.all(ears.map(({ begun }) => begun));
      const mine = await write(3);
      const theirs = Array.from({ length: 5 }, () => others.moment());
      for (const at of theirs) await others.write(at);
      await ears[0]!.until(count(3));
      await ears[1]!.until(count(5));
      expect(ears.map(({ heard }) => heard.map(({ at }) => at))).toEqual([mine, theirs.map((at) => at.toISOString())]);
      const crossed = [
        listen(await copy.as('customer'), { after: ears[0]!.heard.at(-1)!.cursor }),
        listen(await platform.as('customer'), { after: ears[1]!.heard[1]!.cursor }),
      ];
      for (const each of crossed) {
        expect(await each.ended).toBe(null);
        expect(each.marks).toMatchObject([{ __typename: 'ResyncRequired', reason: 'LOG_DIVERGED' }]);
      }
      await Promise.all([...ears, ...crossed].map((ear) => ear.close()));
    } finally {
      await others.close();
      await copy.stop();
    }
  });
});
