import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { takeAway } from './outage.ts';
import { recorder } from './records.ts';
import { post } from './wire.ts';

const { log, records } = recorder();
let platform: TestPlatform;
let reseller: Caller;

beforeAll(async () => {
  platform = await testPlatform({ log });
  reseller = await platform.as('reseller');
  // Whose organization is not known yet, cannot be looked up while the database is away.
  for (const caller of [reseller, await platform.as('customer')]) await caller.get('{ viewer { name } }');
});
afterAll(() => platform.stop());

const READ = '{ services(first: 1) { nodes { id } } }';
const CHANGE = 'mutation { ticketRequest(input: { title: "t", description: "d", severity: MINIMAL }) { ticket { id } problems { code } } }';
const UNAVAILABLE = {
  message: 'The database is not available right now. Try again in a moment.',
  extensions: { code: 'SERVICE_UNAVAILABLE' },
};

describe('while the database is away', () => {
  let bringBack: () => Promise<void>;
  beforeAll(async () => {
    bringBack = await takeAway(platform.database);
  });
  afterAll(() => bringBack());

  test.each([
    ['a query', READ],
    ['a change', CHANGE],
  ])('%s over HTTP is answered with 503, when to try again, and an error code of its own', async (_what, query) => {
    const { status, headers, json } = await post(platform.url, (await platform.as('customer')).token, { query });

    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
    expect(json.errors[0]).toMatchObject(UNAVAILABLE);
  });

  test('what needs no database is answered all the same, beside the error of what does', async () => {
    const query = '{ __type(name: "Ticket") { name } serviceIncident(id: "01990000-0000-7000-8000-000000000009") { id } }';
    const { status, json } = await post(platform.url, reseller.token, { query });

    expect([status, json.data]).toEqual([200, { __type: { name: 'Ticket' }, serviceIncident: null }]);
    expect(json.errors).toMatchObject([{ ...UNAVAILABLE, path: ['serviceIncident'] }]);
  });

  test('a query over a socket is answered with the same code, and the socket stays open', async () => {
    const client = reseller.socket();

    for (let n = 0; n < 2; n++) {
      const { value } = await client.iterate({ query: READ }).next();
      expect(value.errors).toMatchObject([UNAVAILABLE]);
    }
    await client.dispose();
  });

  test('a query over an event stream is answered with the same code', async () => {
    const { text } = await post(platform.url, reseller.token, { query: READ }, { accept: 'text/event-stream' });

    expect(text).toContain('"code":"SERVICE_UNAVAILABLE"');
  });

  test('nothing is logged as a bug', () => {
    expect(records.filter(({ errorId }) => errorId !== undefined)).toEqual([]);
    expect(records.filter(({ event }) => event === 'operation.unavailable').length).toBeGreaterThan(3);
  });
});

test('when the database is back, the same requests are answered', async () => {
  const { status, json } = await post(platform.url, reseller.token, { query: READ });

  expect([status, json.data.services.nodes.length]).toEqual([200, 1]);
});
