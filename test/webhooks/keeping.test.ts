/** How long what was sent is kept, what becomes of a subscription that the graph has grown out of, and who sends. */
import { expect, test } from '@jest/globals';
import { testDatabase } from '../kit/database.ts';
import { testPlatform } from '../kit/platform.ts';
import { ALLOWED, desk, INCIDENTS } from './desk.ts';
import { status, verified } from './receiver.ts';

const { act, endpoint, ledger, look, pass, platform, receiver, report } = desk();
const sql = <T extends object = any>(text: string, values?: unknown[]) => platform().database.sql<T>(text, values);

test('messages are kept as long as the event log, with what was attempted; what is still to be sent stays', async () => {
  const { id } = await endpoint();
  await report('Taken');
  await receiver().until(1);
  await pass(0);
  receiver().answer = status(500);
  await report('Not taken');
  await receiver().until(2);
  await pass(0);
  const [taken, waiting] = await ledger('reseller', id);
  await sql(`update webhook_delivery set created_at = created_at - interval '2 days' where endpoint_id = $1`, [id]);

  const cleaning = await testPlatform({ database: platform().database, env: { ...ALLOWED, EVENTS_KEEP: '1d,1GB' } });
  await cleaning.dispatchWebhooks();
  await cleaning.stop();
  expect((await ledger('reseller', id)).map((each) => each.id)).toEqual([waiting.id]);
  expect(await sql('select id from webhook_attempt where delivery_id = $1', [taken.id])).toEqual([]);
  expect(await sql('select id from webhook_attempt where delivery_id = $1', [waiting.id])).not.toEqual([]);
  receiver().answer = status(204);
  await act('reseller', 'webhookEndpointRemove', { endpointId: id });
});

test('an endpoint whose subscription can no longer be followed is disabled, and says why', async () => {
  const { id } = await endpoint();
  await sql(`update webhook_endpoint set document = 'subscription { noLongerThere { id } }', updated_at = now() where id = $1`, [id]);
  await report();
  await pass(0);
  expect(await look('reseller', id)).toMatchObject({ state: 'DISABLED', disabledReason: 'NOT_UNDERSTOOD' });
  expect(await ledger('reseller', id)).toEqual([]);
});

test('an endpoint whose subscription asks for more than the limits allow by now is disabled, says why, and has lost nothing once it asks for less', async () => {
  const { id } = await endpoint();
  const many = Array.from(
    { length: 60 },
    (_, at) => `a${at}: service { incidents(first: 100) { nodes { posts(first: 100) { nodes { html } } } } }`,
  );
  const document = `subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { incident { ${many.join(' ')} } } } }`;
  await sql(`update webhook_endpoint set document = $2, updated_at = now() where id = $1`, [id, document]);
  const incident = await report('While it was disabled');
  await pass(0);
  expect(await look('reseller', id)).toMatchObject({ state: 'DISABLED', disabledReason: 'TOO_LARGE' });
  // It would be disabled again at once, and nobody would know why.
  const [problem] = (await act('reseller', 'webhookEndpointEnable', { endpointId: id })).problems;
  expect(problem).toMatchObject({
    code: 'INVALID',
    field: 'endpointId',
    message: expect.stringMatching(/cannot be followed: .*61 subqueries.*the maximum is 50/),
  });
  expect(await look('reseller', id)).toMatchObject({ state: 'DISABLED' });
  receiver().received.length = 0;
  expect((await act('reseller', 'webhookEndpointChange', { endpointId: id, document: INCIDENTS })).problems).toEqual([]);
  expect((await act('reseller', 'webhookEndpointEnable', { endpointId: id })).problems).toEqual([]);
  await pass(0);
  expect((await receiver().until(1))[0]!.body.data.serviceIncidentUpdated.incident).toMatchObject({ id: incident });
  await act('reseller', 'webhookEndpointRemove', { endpointId: id });
});

test('a process with this subgraph alone sends what the others tell', async () => {
  const database = await testDatabase();
  const health = await testPlatform({ database, subgraph: 'health' });
  const webhooks = await testPlatform({ database, subgraph: 'webhooks', env: ALLOWED });
  receiver().received.length = 0;
  try {
    const customer = await webhooks.as('customer');
    const wrong = { url: receiver().url, document: 'subscription { nothing }' };
    expect((await act(customer, 'webhookEndpointCreate', wrong)).problems).toMatchObject([{ code: 'INVALID', field: 'document' }]);
    const made = await act(customer, 'webhookEndpointCreate', { url: receiver().url, document: INCIDENTS });
    expect(made.problems).toEqual([]);
    const incident = await report('Told by another', health);
    const [message] = await receiver().until(1);
    expect(message!.body.data.serviceIncidentUpdated.incident).toMatchObject({ id: incident, title: 'Told by another' });
    expect(verified(made.secret, message!)).toEqual(message!.body);
  } finally {
    await webhooks.stop();
    await health.stop();
    await database.drop();
  }
});
