/** What is asked of the database ends with whoever asked it, and with its time. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { recorder } from '../http/records.ts';

const { log, records } = recorder();
let platform: TestPlatform;
let customer: Caller;
let owner: pg.Client;

beforeAll(async () => {
  platform = await testPlatform({ log, env: { READ_TIMEOUT_SECONDS: '2', CHANGE_TIMEOUT_SECONDS: '3' } });
  customer = await platform.as('customer');
  owner = new pg.Client(platform.database.url);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await platform.stop();
});
beforeEach(() => void (records.length = 0));

/** While it lasts, whoever reads a service waits. */
async function slowly<T>(work: () => Promise<T>): Promise<T> {
  await owner.query('begin; lock table service in access exclusive mode');
  try {
    return await work();
  } finally {
    await owner.query('rollback');
  }
}

/** The statements of the program that wait for a service. */
const waiting = () =>
  platform.database.sql<{ application_name: string }>(`select application_name from pg_stat_activity
    where datname = current_database() and state = 'active' and wait_event_type = 'Lock'`);
async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; !(await condition()); await new Promise(setImmediate))
    if (Date.now() > end) throw new Error('it never came');
}
const isWaiting = async () => (await waiting()).length > 0;
const isOver = async () => (await waiting()).length === 0;

const READ = '{ services(first: 1) { nodes { id } } }';
/** `__type` is not compiled, so it goes field by field. */
const BY_FIELD = '{ zz: __type(name: "X") { name } services(first: 1) { nodes { id } } }';
const post = (query: string, signal?: AbortSignal) =>
  fetch(platform.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${customer.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    signal,
  });

describe('a statement ends', () => {
  test.each([
    ['compiled', READ, 'tierline reads'],
    ['field by field', BY_FIELD, 'tierline'],
  ])('when its caller hangs up, %s, and the connection serves others', async (_how, query, name) => {
    await slowly(async () => {
      const gone = new AbortController();
      const answer = post(query, gone.signal);
      await until(isWaiting);
      expect((await waiting()).map(({ application_name }) => application_name)).toEqual([name]);

      gone.abort();

      await expect(answer).rejects.toThrow();
      await until(isOver);
    });
    expect((await customer.get<any, never>(query)).services.nodes).toHaveLength(1);
  });

  test.each([
    ['compiled', READ],
    ['field by field', BY_FIELD],
  ])('when its operation over a socket is completed, %s', async (_how, query) => {
    await slowly(async () => {
      const client = customer.socket();
      const results = client.iterate({ query });
      void results.next().catch(() => {});
      await until(isWaiting);

      await results.return!();

      await until(isOver);
      await client.dispose();
    });
  });

  test('when its socket is closed', async () => {
    await slowly(async () => {
      const client = customer.socket();
      client
        .iterate({ query: READ })
        .next()
        .catch(() => {});
      await until(isWaiting);

      client.terminate();

      await until(isOver);
    });
  });

  test('when its event stream is closed', async () => {
    await slowly(async () => {
      const gone = new AbortController();
      const headers = { authorization: `Bearer ${customer.token}`, 'content-type': 'application/json', accept: 'text/event-stream' };
      const { body } = await fetch(platform.url, { method: 'POST', headers, body: JSON.stringify({ query: READ }), signal: gone.signal });
      await until(isWaiting);

      gone.abort();

      await until(isOver);
      await body!.cancel().catch(() => {});
    });
  });

  test.each([
    ['compiled', READ],
    ['field by field', BY_FIELD],
  ])(
    'when it is out of time, %s: the answer says so, over HTTP and over a socket, and it is not tried another way',
    async (_how, query) => {
      await slowly(async () => {
        const response = await post(query);
        expect(response.status).toBe(504);
        expect(await response.json()).toEqual({
          errors: [{ message: expect.stringMatching(/took longer|waited too long/), extensions: { code: 'TIMEOUT' } }],
        });
        await until(isOver);

        const client = customer.socket();
        const { value } = await client.iterate({ query }).next();
        expect(value.errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }]);
        expect(value.errors[0].extensions).toEqual({ code: 'TIMEOUT' });
        await client.dispose();
        await until(isOver);
      });
      expect(records.filter(({ level }) => level >= 50)).toEqual([]);
    },
  );
});

test('a change that has begun is brought to its end though its caller has gone', async () => {
  const { tickets } = await customer.get<any, never>('{ tickets(first: 1) { nodes { id } } }');
  const ticketId = tickets.nodes[0].id;
  const count = async () =>
    Number((await platform.database.sql<{ count: string }>(`select count(*) from note where ticket_id = $1`, [ticketId]))[0]!.count);
  const before = await count();
  await owner.query('begin; lock table note in share row exclusive mode');
  const gone = new AbortController();
  const answer = post(
    `mutation { ticketNoteAdd(input: { ticketId: "${ticketId}", text: "Still there?" }) { problems { code } } }`,
    gone.signal,
  );
  await until(isWaiting);

  gone.abort();
  await expect(answer).rejects.toThrow();
  await owner.query('rollback');

  await until(async () => (await count()) === before + 1);
});

test('a change that waits too long for what another one holds says so, with nothing done', async () => {
  const { tickets } = await customer.get<any, never>('{ tickets(first: 1) { nodes { id } } }');
  await owner.query('begin; lock table note in share row exclusive mode');

  const response = await post(
    `mutation { ticketNoteAdd(input: { ticketId: "${tickets.nodes[0].id}", text: "Held" }) { problems { code } } }`,
  );
  await owner.query('rollback');

  const { errors } = (await response.json()) as any;
  expect(errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }]);
  expect(await platform.database.sql(`select id from note where text = 'Held'`)).toEqual([]);
});
