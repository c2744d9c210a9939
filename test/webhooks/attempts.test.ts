/** What becomes of a message that is not taken: it comes again, later and later, and what nobody takes is given up. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DISABLE_AFTER, nextTry, RETRY_DELAYS } from '../../subscriptions/webhooks/retry-policy.ts';
import { desk } from './desk.ts';
import { listen } from '../live/ear.ts';
import { receiver as another, status, type Answers } from './receiver.ts';

const { act, endpoint, ledger, look, now, pass, platform, receiver, report } = desk({ env: { WEBHOOKS_ATTEMPT_SECONDS: '1' } });
const [HOUR, DAY] = [3_600_000, 86_400_000];

let id: string;
beforeEach(async () => {
  receiver().received.length = 0;
  receiver().answer = status(204);
  ({ id } = await endpoint());
});
afterEach(async () => {
  await act('reseller', 'webhookEndpointRemove', { endpointId: id });
});

/** The one message of the ledger, when everything that is due was done. */
const message = async () => {
  await pass(0);
  const [one] = await ledger('reseller', id);
  return one;
};
/** Answers once like this, and then takes everything. */
const once =
  (answer: Answers): Answers =>
  (response, received) => {
    receiver().answer = status(204);
    answer(response, received);
  };

describe('a message that is not taken', () => {
  test('comes again under the same id, until it is taken', async () => {
    receiver().answer = (response) => response.writeHead(500).end('Out of order');
    await report();
    expect(await message()).toMatchObject({
      state: 'PENDING',
      settledAt: null,
      attempts: { nodes: [{ statusCode: 500, answer: 'Out of order' }] },
    });
    await pass(RETRY_DELAYS[0] * 1.2);
    receiver().answer = status(200);
    await pass(RETRY_DELAYS[1] * 1.2);

    expect(new Set(receiver().received.map((each) => each.id)).size).toBe(1);
    expect(await message()).toMatchObject({ state: 'DELIVERED', nextAttemptAt: null });
    expect((await message()).attempts.nodes.map(({ statusCode }: any) => statusCode)).toEqual([200, 500, 500]);
    expect(await look('reseller', id)).toMatchObject({ failures: 0, failingSince: null });
  });

  test('does not hold up those behind it', async () => {
    receiver().answer = once(status(503));
    await report('One');
    await message();
    await report('Two');
    await receiver().until(2);
    await pass(0);
    expect((await ledger('reseller', id)).map(({ state }) => state)).toEqual(['PENDING', 'DELIVERED']);
    await pass(RETRY_DELAYS[0] * 1.2);
    expect((await ledger('reseller', id)).map(({ state }) => state)).toEqual(['DELIVERED', 'DELIVERED']);
  });

  test('is tried so often and given up, and can be sent again by hand', async () => {
    receiver().answer = status(500);
    await report();
    await message();
    for (const wait of RETRY_DELAYS) {
      expect(await message()).toMatchObject({ state: 'PENDING' });
      await pass(wait * 1.2);
    }
    const { id: deliveryId, state, nextAttemptAt } = await message();
    expect([state, nextAttemptAt, receiver().received.length]).toEqual(['FAILED', null, RETRY_DELAYS.length + 1]);

    receiver().answer = status(204);
    const { delivery, problems } = await act('reseller', 'webhookDeliveryRepeat', { deliveryId });
    expect([problems, delivery.id]).toEqual([[], deliveryId]);
    await receiver().until(RETRY_DELAYS.length + 2);
    expect(await message()).toMatchObject({ state: 'DELIVERED' });
    expect(receiver().received.at(-1)!.id).toBe(deliveryId);
  });

  test.each([
    ['no more', 302, { location: 'http://127.0.0.1:9/' }],
    ['an address that is not there', 404, {}],
    ['nothing it can read', 300, {}],
  ])('is one that was answered with %s: %s', async (_words, code, headers) => {
    receiver().answer = once(status(code, headers as Record<string, string>));
    await report();
    expect(await message()).toMatchObject({ state: 'PENDING', attempts: { nodes: [{ statusCode: code, failure: null }] } });
  });

  test('is not sent on to where a redirect leads', async () => {
    const elsewhere = await another();
    receiver().answer = status(307, { location: elsewhere.url });
    await report();
    await message();
    await elsewhere.stop();
    expect([elsewhere.received.length, receiver().received.length]).toEqual([0, 1]);
  });

  test('waits as long as the receiver asks for, and no longer than a day', async () => {
    receiver().answer = once(status(429, { 'retry-after': '7200' }));
    const before = now();
    await report();
    const { nextAttemptAt } = await message();
    expect(Date.parse(nextAttemptAt) - before.getTime()).toBeGreaterThanOrEqual(2 * HOUR);
    await pass(HOUR);
    expect(await message()).toMatchObject({ state: 'PENDING' });
    await pass(HOUR + 1_000);
    expect(await message()).toMatchObject({ state: 'DELIVERED' });
  });
});

describe('a receiver that asks to be left alone for a while', () => {
  test('is sent nothing at all until then, and then everything', async () => {
    receiver().answer = once(status(503, { 'retry-after': '7200' }));
    await report('One');
    await message();
    expect(Date.parse((await look('reseller', id)).restsUntil) - now().getTime()).toBeGreaterThan(HOUR);
    await report('Two');
    await pass(HOUR);
    expect([receiver().received.length, (await ledger('reseller', id)).length]).toEqual([1, 2]);
    await pass(HOUR + 1_000);
    expect(receiver().received).toHaveLength(3);
    expect((await ledger('reseller', id)).map(({ state }) => state)).toEqual(['DELIVERED', 'DELIVERED']);
    expect(await look('reseller', id)).toMatchObject({ restsUntil: null, failures: 0 });
  });

  test('is sent what its people want to have sent at once', async () => {
    receiver().answer = once(status(429, { 'retry-after': '7200' }));
    await report();
    const { id: deliveryId } = await message();
    const { problems } = await act('reseller', 'webhookDeliveryRepeat', { deliveryId });
    expect(problems).toEqual([]);
    expect(await message()).toMatchObject({ state: 'DELIVERED' });
  });
});

describe('an answer', () => {
  test('that does not come in time is none', async () => {
    receiver().answer = () => {}; // holds its peace
    await report();
    await receiver().until(1);
    expect(await message()).toMatchObject({
      state: 'PENDING',
      attempts: { nodes: [{ statusCode: null, failure: 'TIMEOUT', answer: null }] },
    });
  });

  test('of a gigabyte is read as far as it is kept, and counts by its status', async () => {
    let written = 0;
    let over = () => {};
    const ended = new Promise<void>((resolve) => (over = resolve));
    receiver().answer = once((response) => {
      response.writeHead(200, { 'content-length': 2 ** 30 });
      const piece = Buffer.alloc(64 * 1024, 'x');
      const more = () => {
        while (!response.destroyed && response.write(piece)) written += piece.length;
      };
      response.on('drain', more).on('close', over);
      more();
    });
    await report();
    await receiver().until(1);
    await ended;
    const { state, attempts } = await message();
    expect([state, attempts.nodes[0].answer]).toEqual(['DELIVERED', 'x'.repeat(1024)]);
    expect(written).toBeLessThan(64 * 2 ** 20); // what lay in buffers on the way
  });

  test('whose body never ends counts by its status', async () => {
    receiver().answer = once((response) => void response.writeHead(202).write('so far\0'));
    await report();
    await receiver().until(1);
    expect(await message()).toMatchObject({ state: 'DELIVERED', attempts: { nodes: [{ statusCode: 202, answer: 'so far\uFFFD' }] } });
  });

  test('that is no HTTP, or a connection that is cut, is a failure', async () => {
    receiver().answer = once((response) => response.socket!.end('What?\r\n\r\n'));
    await report();
    expect(await message()).toMatchObject({ state: 'PENDING', attempts: { nodes: [{ statusCode: null, failure: 'CONNECTION' }] } });
  });

  test('of 410 disables the endpoint at once, and its people can see why', async () => {
    receiver().answer = status(410);
    await report();
    await message();
    expect(await look('reseller', id)).toMatchObject({ state: 'DISABLED', disabledReason: 'GONE', failures: 1 });
    const document = 'query ($id: ID!) { webhookEndpoint(id: $id) { timeline(last: 1) { nodes { kind actor } } } }';
    expect((await (await platform().as('reseller')).get<any, any>(document, { id })).webhookEndpoint.timeline.nodes).toEqual([
      { kind: 'webhook.disabled', actor: 'Tierline' },
    ]);
    await report();
    await pass(DAY);
    expect(receiver().received).toHaveLength(1);
  });
});

describe('that an endpoint was disabled', () => {
  const DISABLED = `subscription ($filter: WebhookEndpointUpdateFilter) { webhookEndpointDisabled(filter: $filter) {
    ... on WebhookEndpointUpdate { endpoint { id state disabledReason } } } }`;

  test('is told live to its own people: on a socket, and by another endpoint', async () => {
    const notice = await endpoint('reseller', { document: DISABLED, variables: '{"filter":{"reasons":["GONE","FAILING"]}}' });
    const theirs = await endpoint('provider');
    const [ours, other] = await Promise.all(
      ['reseller', 'provider'].map(async (who) => {
        const ear = listen<any>(await platform().as(who), {}, DISABLED);
        await ear.begun;
        return ear;
      }),
    );
    receiver().answer = (response, { body }) => status(body.data.webhookEndpointDisabled ? 204 : 410)(response, {} as never);
    await report();
    const told = (which: string, disabledReason: string) => ({ endpoint: { id: which, state: 'DISABLED', disabledReason } });
    expect(await ours!.until((heard) => heard.length > 0)).toMatchObject([told(id, 'GONE')]);
    const [message] = await receiver().until(1, ({ body }) => body.type === 'webhook.disabled');
    expect(message!.body.data.webhookEndpointDisabled).toEqual(told(id, 'GONE'));
    await pass(0);
    // What the other hears is its own, which came later or before, and nothing else.
    await other!.until((heard) => heard.length > 0);
    expect(other!.heard).toMatchObject([told(theirs.id, 'GONE')]);
    await act('reseller', 'webhookEndpointDisable', { endpointId: notice.id });
    expect(await ours!.until((heard) => heard.length > 1)).toMatchObject([{}, told(notice.id, 'BY_HAND')]);
    await Promise.all([ours!.close(), other!.close()]);
  });
});

describe('an endpoint that takes nothing', () => {
  test('for days is disabled, its people can see it, and nothing is lost when it is enabled again', async () => {
    receiver().answer = status(500);
    await report('One');
    await message();
    for (const wait of RETRY_DELAYS) await pass(wait * 1.2);
    expect(await look('reseller', id)).toMatchObject({ state: 'ENABLED', failures: RETRY_DELAYS.length + 1 });
    await report('Two');
    await message();
    await pass(DISABLE_AFTER.ms);
    for (const wait of RETRY_DELAYS.slice(1)) await pass(wait * 1.2);

    expect(await look('reseller', id)).toMatchObject({ state: 'DISABLED', disabledReason: 'FAILING', failingSince: expect.any(String) });
    await report('Three');
    await pass(DAY);
    const before = receiver().received.length;
    receiver().answer = status(204);
    await act('reseller', 'webhookEndpointEnable', { endpointId: id });
    await pass(DAY);
    const titles = receiver()
      .received.slice(before)
      .map(({ body }) => body.data.serviceIncidentUpdated.incident.title);
    expect(titles.sort()).toEqual(['Three', 'Two']);
    expect(await look('reseller', id)).toMatchObject({ state: 'ENABLED', disabledReason: null, failures: 0, failingSince: null });
  });
});

describe('the wait before the next try', () => {
  const at = new Date('2030-01-01T00:00:00Z');
  const outcome = (code: number, retryAfter: string | null = null) => ({
    status: code,
    failure: null,
    milliseconds: 1,
    answer: '',
    retryAfter,
  });
  const wait = (tries: number, ...said: Parameters<typeof outcome>) =>
    nextTry(tries, outcome(...said), at, () => 0.5)!.getTime() - at.getTime();

  test('follows the table, a tenth longer or shorter, and ends with it', () => {
    expect(RETRY_DELAYS.map((_, index) => wait(index + 1, 500))).toEqual([...RETRY_DELAYS]);
    for (const random of [0, 1]) {
      const next = nextTry(1, outcome(500), at, () => random)!.getTime() - at.getTime();
      expect(next).toBe(RETRY_DELAYS[0] * (random ? 1.1 : 0.9));
    }
    expect(nextTry(RETRY_DELAYS.length + 1, outcome(500), at)).toBeNull();
  });

  test.each([
    [429, '60', 60_000],
    [503, 'Tue, 01 Jan 2030 00:10:00 GMT', 600_000],
    [503, '999999999', DAY],
    [429, '1', RETRY_DELAYS[0]],
    [429, 'soon', RETRY_DELAYS[0]],
    [503, 'Mon, 31 Dec 2029 00:00:00 GMT', RETRY_DELAYS[0]],
    [500, '3600', RETRY_DELAYS[0]],
  ])('after %s with Retry-After: %s is %s ms', (code, retryAfter, expected) => expect(wait(1, code, retryAfter)).toBe(expected));
});
