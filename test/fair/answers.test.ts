/** What an answer may hold is bounded while it is made, however it is asked for. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { recorder } from '../http/records.ts';

const { log, records } = recorder();
let platform: TestPlatform;
let customer: Caller;

beforeAll(async () => {
  platform = await testPlatform({ log });
  customer = await platform.as('customer');
  await platform.database.sql(`update ticket set description = repeat('What the customer saw. ', 50000)
    where customer_id = '01990000-0000-7000-8000-000000000004'`);
});
afterAll(() => platform.stop());

/** More than twenty megabytes. */
const LARGE = `{ tickets(first: 20) { nodes { description } } }`;
const BY_FIELD = `{ zz: __type(name: "X") { name } tickets(first: 20) { nodes { description } } }`;
const TOO_LARGE = [{ message: expect.stringContaining('ask for less'), extensions: { code: 'ANSWER_TOO_LARGE' } }];

describe.each([
  ['compiled', LARGE],
  ['field by field', BY_FIELD],
])('an answer that is too large, %s', (_how, query) => {
  test('is refused over HTTP, and the next one is served', async () => {
    const answer = await customer.ask<any, never>(query);

    expect(answer).toEqual({ errors: TOO_LARGE });
    expect((await customer.get<any, never>(query.replaceAll('first: 20', 'first: 2'))).tickets.nodes).toHaveLength(2);
    expect(records.filter(({ level }) => level >= 50)).toEqual([]);
  });

  test('is refused over a socket, which goes on', async () => {
    const client = customer.socket();

    const { value } = await client.iterate({ query }).next();
    const { value: next } = await client.iterate<any>({ query: query.replaceAll('first: 20', 'first: 2') }).next();

    expect(value.errors).toEqual(TOO_LARGE);
    expect(next.data.tickets.nodes).toHaveLength(2);
    await client.dispose();
  });
});

test('the statement of an answer that is too large ends with it', async () => {
  await customer.ask(LARGE);

  const running = () =>
    platform.database.sql(`select pid from pg_stat_activity
      where datname = current_database() and application_name = 'tierline reads' and state = 'active'`);
  for (const end = Date.now() + 15_000; (await running()).length > 0; await new Promise(setImmediate)) expect(Date.now()).toBeLessThan(end);
});

test('an answer with more errors than anybody reads is refused as one', async () => {
  const { tickets } = await customer.get<any, never>('{ tickets(first: 1) { nodes { id } } }');
  const wrong = Array.from({ length: 1_200 }, (_, n) => `a${n}: notes(first: 0) { totalCount }`).join(' ');

  const { errors } = await customer.ask<any, never>(`{ ticket(id: "${tickets.nodes[0].id}") { ${wrong} } }`);

  expect(errors).toHaveLength(1);
});
