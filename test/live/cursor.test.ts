import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EventCursors } from '../../src/kernel/live/event-cursor.ts';
import { recorder } from '../http/records.ts';
import { cursorsOf, organizationOf } from '../kit/cursors.ts';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { count, listen } from './ear.ts';
import { logOf, type Log } from './log.ts';

const { log: lines, records } = recorder();
let platform: TestPlatform;
let log: Log;
let customer: Caller;
let cursors: EventCursors;

beforeAll(async () => {
  platform = await testPlatform({ log: lines });
  log = await logOf(platform.database);
  customer = await platform.as('customer');
  cursors = await cursorsOf(platform.database);
});
afterAll(async () => {
  await log.close();
  await platform.stop();
});

const NO_CURSOR = '`after` is not a cursor of this subscription.';
const forged = (text: string) => Buffer.from(text).toString('base64url');

describe('a cursor is refused by name, and the socket’s other operations go on, when it is', () => {
  test.each([
    ['empty', () => '', NO_CURSOR],
    ['no cursor', () => 'yesterday', NO_CURSOR],
    ['NUL', () => '\0', NO_CURSOR],
    ['half a character', () => '\ud800', NO_CURSOR],
    ['a million characters long', () => 'A'.repeat(1_000_000), NO_CURSOR],
    ['of a list', () => forged('["STARTED_AT","2026-01-01T00:00:00.000Z","01990000-0000-7000-8000-000000000002"]'), NO_CURSOR],
    ['negative', () => forged('event:-1'), NO_CURSOR],
    ['no whole number', () => forged('event:1.5'), NO_CURSOR],
    ['a number beyond all numbers', () => forged(`event:${'9'.repeat(40)}`), NO_CURSOR],
    ['SQL', () => forged('event:1; drop table event'), NO_CURSOR],
    ['of another organization', () => cursors.encode({ position: 1, stamp: 0 }, organizationOf('other-customer')), NO_CURSOR],
  ])('%s', async (_what, cursor, message) => {
    const client = customer.socket();
    const other = listen(client, { after: await log.end() });

    const refused = await listen(client, { after: cursor() }).ended;

    expect(refused).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT', field: 'after' } }]);
    const at = log.moment();
    await log.write(at);
    await other.until(count(1));
    expect(other.heard).toMatchObject([{ at: at.toISOString() }]);
    await other.close();
    await client.dispose();
    expect(records.filter(({ level }) => level >= 40)).toEqual([]);
  });
});

test.each([1_000_000, 99_999_999_999_999])('a cursor from the future, %i, is answered with where the log ends', async (position) => {
  const end = await log.end();

  const ear = listen(customer, { after: cursors.encode({ position, stamp: 0 }, organizationOf('customer')!) });
  expect(await ear.ended).toBe(null);

  expect(ear.marks).toEqual([{ __typename: 'ResyncRequired', reason: 'NOT_REACHED', query: 'serviceIncidents', cursor: end }]);
  await ear.close();
});

test('a filter that cannot be is refused by its place, and so is a document', async () => {
  const client = customer.socket();

  for (const [variables, query, message] of [
    [{ filter: { services: ['x'] } }, undefined, '`filter.services.0` names nothing that is there.'],
    [{ filter: { regions: [''] } }, undefined, '`filter.regions.0` must not be empty.'],
    [{ filter: { regions: Array(101).fill('EUR') } }, undefined, '`filter.regions` holds more than 100 values.'],
    [
      { filter: { classifications: ['NONE'] } },
      undefined,
      expect.stringContaining('Value "NONE" does not exist in "IncidentClassification" enum.'),
    ],
    [{}, 'subscription { nothing }', 'Cannot query field "nothing" on type "Subscription".'],
    [{}, 'subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { cursor }', 'Syntax Error: Expected Name, found <EOF>.'],
    [
      {},
      'subscription { a: serviceIncidentUpdated { ... on ServiceIncidentUpdate { cursor } } b: serviceIncidentUpdated { cursor } }',
      'Anonymous Subscription must select only one top level field.',
    ],
    [
      {},
      `subscription ${'{ x '.repeat(5_000)}${'}'.repeat(5_000)}`,
      expect.stringMatching(/^The document is nested more than 200 levels deep at line 1, column \d+\.$/),
    ],
  ] as const) {
    const ear = listen(client, variables, query);
    const failure: any = await ear.until(() => false).catch((error: unknown) => error);
    const [{ message: shown }] = failure instanceof Error ? JSON.parse(failure.message) : failure;
    expect(shown).toEqual(message);
  }
  const { value } = await client.iterate({ query: '{ viewer { name } }' }).next();
  expect(value).toEqual({ data: { viewer: { name: 'Elena Bassi' } } });
  await client.dispose();
});
