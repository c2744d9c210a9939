import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { recorder } from './records.ts';
import { post } from './wire.ts';

const { log, records } = recorder();
let platform: TestPlatform;
let reseller: Caller;

beforeAll(async () => {
  platform = await testPlatform({ log });
  reseller = await platform.as('reseller');
  // A bug, as good as any: code that asks for what is not there.
  await platform.database.sql('alter table support_offering rename to moved_elsewhere');
});
afterAll(() => platform.stop());

const logged = (errorId: unknown) => records.filter((record) => record.errorId === errorId);

describe('a bug', () => {
  test('is not shown: the answer has an id, and what lies behind it is in the log under that id', async () => {
    const { data, errors } = await reseller.ask('{ viewer { name } supportOfferings { totalCount nodes { id } } }');

    expect(data).toEqual({ viewer: { name: 'Davide Ronchi' }, supportOfferings: null });
    for (const { message, path, extensions } of errors!) {
      expect(message).toBe(`Something went wrong here; it was logged as ${extensions.errorId}.`);
      expect(path![0]).toBe('supportOfferings');
      expect(logged(extensions.errorId)).toMatchObject([
        { level: 50, err: { message: expect.stringContaining('"support_offering" does not exist') } },
      ]);
    }
    expect(JSON.stringify(errors)).not.toMatch(/support_offering|relation|select|stack|node_modules/);
  });

  test('is logged with the request in which it happened', async () => {
    const { json } = await post(
      platform.url,
      reseller.token,
      { query: '{ supportOfferings { nodes { id } } }' },
      { 'x-request-id': 'req-17' },
    );

    expect(logged(json.errors[0].extensions.errorId)).toMatchObject([{ requestId: 'req-17', path: ['supportOfferings'] }]);
  });

  test('in one place leaves the others their answers', async () => {
    const { data, errors } = await reseller.ask<any, never>(
      '{ viewer { partner { name supportProfile { email } } } other: partner(id: "01990000-0000-7000-8000-000000000002") { id offerings { totalCount } } }',
    );

    expect(data.viewer.partner.name).toBe('Corlanto Sistemi S.r.l.');
    expect([data.other, errors![0]!.path]).toEqual([
      { id: '01990000-0000-7000-8000-000000000002', offerings: null },
      ['other', 'offerings'],
    ]);
  });

  test('over the socket is masked and logged alike', async () => {
    const client = reseller.socket();
    const { value: result } = await client.iterate({ query: '{ supportOfferings { nodes { id } } }' }).next();
    await client.dispose();

    const { message, extensions } = result.errors![0]!;
    expect(message).toBe(`Something went wrong here; it was logged as ${extensions.errorId}.`);
    expect(logged(extensions.errorId)).toHaveLength(1);
  });
});

describe('a request has an id', () => {
  test.each(['', 'two words', 'x'.repeat(65), '<script>', 'naïve'])(
    'that is made here when the given one could do harm: %j',
    async (given) => {
      const { headers } = await post(
        platform.url,
        reseller.token,
        { query: '{ viewer { name } }' },
        { 'x-request-id': Buffer.from(given).toString('latin1') },
      );

      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    },
  );

  test('that is given back, refused or not, and is in the log with the time it took', async () => {
    for (const [token, status] of [
      [null, 401],
      [reseller.token, 200],
    ] as const) {
      const id = `client.${status}`;
      const { headers } = await post(platform.url, token, { query: '{ viewer { name } }' }, { 'x-request-id': id });

      expect(headers.get('x-request-id')).toBe(id);
      while (!records.some(({ event, requestId }) => event === 'http.request' && requestId === id)) await new Promise(setImmediate);
      expect(records.find(({ event, requestId }) => event === 'http.request' && requestId === id)).toMatchObject({
        level: 30,
        method: 'POST',
        path: '/graphql',
        status,
        ms: expect.any(Number),
      });
    }
  });
});

test('a refusal is no bug: it is not logged as one', async () => {
  const before = records.length;

  const { errors } = await reseller.ask('{ tickets(first: 101) { nodes { id } } }');

  expect(errors![0]).toMatchObject({
    message: '`first` must be from 1 to 100.',
    path: ['tickets'],
    extensions: { code: 'BAD_USER_INPUT', field: 'first' },
  });
  expect(records.slice(before).filter(({ level }) => level >= 40)).toEqual([]);
});
