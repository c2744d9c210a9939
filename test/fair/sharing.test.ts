/** One caller's work leaves room for the others', told by order: what is slow waits for a lock, and what is quick is answered meanwhile. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';

let platform: TestPlatform;
let slow: Caller;
let other: Caller;
let owner: pg.Client;

beforeAll(async () => {
  platform = await testPlatform();
  slow = await platform.as('customer');
  other = await platform.as('other-customer');
  owner = new pg.Client(platform.database.url);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await platform.stop();
});

const SERVICES = '{ services(first: 1) { nodes { id } } }';
const BY_FIELD = '{ zz: __type(name: "X") { name } services(first: 1) { nodes { id } } }';
const TICKETS = '{ tickets(first: 1) { nodes { id } } }';

/** How many statements wait for the lock. */
const waiting = async () =>
  (
    await platform.database.sql(`select pid from pg_stat_activity
      where datname = current_database() and state = 'active' and wait_event_type = 'Lock'`)
  ).length;

/** While it lasts, whoever reads a service waits; begins once as many as there can be do. */
async function whileFull<T>(queries: readonly string[], count: number, work: () => Promise<T>): Promise<T> {
  await owner.query('begin; lock table service in access exclusive mode');
  const over = new AbortController();
  const asked = queries.flatMap((query) =>
    Array.from({ length: count }, () =>
      fetch(platform.url, {
        method: 'POST',
        headers: { authorization: `Bearer ${slow.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
        signal: over.signal,
      }).then(
        (response) => response.status,
        () => 0,
      ),
    ),
  );
  for (const end = Date.now() + 15_000; (await waiting()) < 2; await new Promise(setImmediate))
    if (Date.now() > end) throw new Error('nothing waits');
  try {
    return await work();
  } finally {
    await owner.query('rollback');
    over.abort();
    await Promise.all(asked);
  }
}

test('reads, changes, live updates and /readyz of others are answered while one caller has everything that it can have', async () => {
  const ticket = (await other.get<any, never>(TICKETS)).tickets.nodes[0].id;

  await whileFull([SERVICES, BY_FIELD], 30, async () => {
    expect((await other.get<any, never>(TICKETS)).tickets.nodes).toHaveLength(1);
    const { ticketNoteAdd } = await other.get<any, never>(
      `mutation { ticketNoteAdd(input: { ticketId: "${ticket}", text: "Hello" }) { problems { code } note { id } } }`,
    );
    expect(ticketNoteAdd.problems).toEqual([]);
    const ready = await fetch(new URL('/readyz', platform.url));
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
    const client = other.socket();
    const { value } = await client.iterate<any>({ query: TICKETS }).next();
    expect(value.data.tickets.nodes).toHaveLength(1);
    await client.dispose();
    expect(await waiting()).toBeGreaterThan(0);
  });
});

test('a live update reaches its subscribers while one caller has everything that it can have', async () => {
  const client = other.socket();
  const updates = client.iterate<any>({ query: 'subscription { ticketsUpdated { __typename } }' });
  expect((await updates.next()).value.data.ticketsUpdated.__typename).toBe('LiveFromHere');
  const ticket = (await other.get<any, never>(TICKETS)).tickets.nodes[0].id;

  await whileFull([SERVICES, BY_FIELD], 30, async () => {
    await other.get<any, never>(
      `mutation { ticketNoteAdd(input: { ticketId: "${ticket}", audience: CUSTOMER, text: "Hello" }) { problems { code } note { id } } }`,
    );
    expect((await updates.next()).value.data.ticketsUpdated.__typename).toBe('TicketUpdate');
  });
  await client.dispose();
});

test('who has too much waiting is refused with a code and when to come again; the others are served', async () => {
  await owner.query('begin; lock table service in access exclusive mode');
  const over = new AbortController();
  const statuses: [number, string | null, any][] = [];
  const { promise: refused, resolve } = Promise.withResolvers<void>();
  const all = Array.from({ length: 520 }, () =>
    fetch(platform.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${slow.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: SERVICES }),
      signal: over.signal,
    }).then(
      async (response) => {
        statuses.push([response.status, response.headers.get('retry-after'), await response.json()]);
        resolve();
      },
      () => {},
    ),
  );

  await refused;
  expect((await other.get<any, never>(TICKETS)).tickets.nodes).toHaveLength(1);
  await owner.query('rollback');
  over.abort();
  await Promise.all(all);

  const [status, retryAfter, { errors }] = statuses[0]!;
  expect([status, retryAfter]).toEqual([429, '1']);
  expect(errors).toMatchObject([{ extensions: { code: 'TOO_MANY_REQUESTS' } }]);
});
