import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { logOf, type Log } from './log.ts';
import { wire } from './wire.ts';

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

const UPDATE = '... on ServiceIncidentUpdate { at }';

describe('a subscription may be written', () => {
  test.each<[string, string, object, (data: any) => unknown]>([
    ['under an alias', `subscription { mine: serviceIncidentUpdated { ${UPDATE} } }`, {}, ({ mine }) => mine],
    [
      'in a fragment',
      `subscription { ...F } fragment F on Subscription { serviceIncidentUpdated { ...U } } fragment U on ServiceIncidentUpdate { at }`,
      {},
      ({ serviceIncidentUpdated }) => serviceIncidentUpdated,
    ],
    [
      'with a part that is left out',
      `subscription ($no: Boolean!) { serviceIncidentUpdated { ${UPDATE} ... on ServiceIncidentUpdate @skip(if: $no) { incident { id } } } }`,
      { no: true },
      ({ serviceIncidentUpdated }) => serviceIncidentUpdated,
    ],
    [
      'as one of several operations',
      `query A { viewer { name } } subscription B { serviceIncidentUpdated { ${UPDATE} } }`,
      { operationName: 'B' },
      ({ serviceIncidentUpdated }) => serviceIncidentUpdated,
    ],
  ])('%s', async (_how, query, more, updateOf) => {
    const { operationName, ...variables } = more as { operationName?: string };
    const { send, next, socket } = await wire(platform.url, { token: customer.token });
    send({ type: 'subscribe', id: '1', payload: { query, variables, operationName } });
    expect(updateOf((await next('next')).payload.data)).toEqual({});
    const at = log.moment();
    await log.write(at);
    expect(updateOf((await next('next')).payload.data)).toEqual({ at: at.toISOString() });
    socket.close();
  });
});

describe('a subscription is refused, and the socket goes on, when it asks for', () => {
  test.each([
    ['two fields', `subscription { serviceIncidentUpdated { ${UPDATE} } other: serviceIncidentUpdated { ${UPDATE} } }`, {}],
    [
      'two fields through fragments',
      `subscription { ...A ...B } fragment A on Subscription { a: serviceIncidentUpdated { __typename } } fragment B on Subscription { b: serviceIncidentUpdated { __typename } }`,
      {},
    ],
    ['a field that is left out', `subscription ($no: Boolean!) { serviceIncidentUpdated @skip(if: $no) { ${UPDATE} } }`, { no: true }],
    ['its type alone', 'subscription { __typename }', {}],
    ['a variable that is not given', `subscription ($no: Boolean!) { serviceIncidentUpdated { ${UPDATE} @skip(if: $no) } }`, {}],
    ['more than is kept for it', `subscription { serviceIncidentUpdated { ${UPDATE} } }`, { more: 'x'.repeat(64 * 1024) }],
    ['a filter of the wrong kind', `subscription { serviceIncidentUpdated(filter: { services: [1.5] }) { ${UPDATE} } }`, {}],
  ])('%s', async (_what, query, variables) => {
    const { send, next, socket } = await wire(platform.url, { token: customer.token });
    send({ type: 'subscribe', id: '1', payload: { query, variables } });
    const { payload } = await next('error');
    expect(payload.length).toBeGreaterThan(0);
    expect(payload[0].extensions.code).not.toBe('INTERNAL_SERVER_ERROR');
    send({ type: 'subscribe', id: '2', payload: { query: '{ viewer { name } }' } });
    expect((await next('next')).payload.data.viewer.name).toBe('Elena Bassi');
    expect(platform.subscriptions()).toBe(0);
    socket.close();
  });
});
