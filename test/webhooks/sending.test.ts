/** What is sent, to whom, and how it says who sent it. */
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testPlatform } from '../kit/platform.ts';
import { ORGANIZATION } from '../mutations/stage.ts';
import { ALLOWED, desk, INCIDENTS } from './desk.ts';
import { status, verified } from './receiver.ts';

const { act, endpoint, ledger, look, now, pass, platform, receiver, report } = desk();
const HOUR = 3_600_000;

let mine: string | undefined;
beforeEach(() => {
  receiver().received.length = 0;
  receiver().answer = status(204);
});
afterEach(async () => {
  if (mine) await act('reseller', 'webhookEndpointRemove', { endpointId: mine });
  mine = undefined;
});
const made = async (input?: Record<string, unknown>) => {
  const one = await endpoint('reseller', input);
  mine = one.id;
  return one;
};

describe('an endpoint', () => {
  test('is sent what its subscription selects, signed so that the library of the scheme takes it', async () => {
    const { id, secret } = await made({ description: 'Our status wall' });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const incident = await report('Mail is late');
    const [message] = await receiver().until(1);

    expect(new Webhook(secret).verify(message!.text, message!.headers as Record<string, string>)).toEqual(message!.body);
    expect(message!.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Tierline-Webhooks' });
    expect(message!.body).toEqual({
      type: 'incident.reported',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: {
        serviceIncidentUpdated: {
          __typename: 'ServiceIncidentUpdate',
          change: 'REPORTED',
          cursor: expect.stringMatching(/^[\w-]{22}$/),
          incident: { id: incident, trackingId: expect.any(String), title: 'Mail is late', status: 'INVESTIGATING' },
          post: null,
        },
      },
    });
    await pass(0);
    expect(await ledger('reseller', id)).toEqual([
      expect.objectContaining({
        id: message!.id,
        kind: 'incident.reported',
        state: 'DELIVERED',
        nextAttemptAt: null,
        attempts: { nodes: [{ at: expect.any(String), statusCode: 204, failure: null, milliseconds: expect.any(Number), answer: '' }] },
      }),
    ]);
  });

  test('is told first from where on it hears, so that its people see that messages arrive', async () => {
    receiver().begun.length = 0;
    const { id, secret } = await made();
    const incident = await report('After');
    const [message] = await receiver().until(1);
    const [begun] = receiver().begun;
    expect(verified(secret, begun!)).toEqual({
      type: 'subscription.live_from_here',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { serviceIncidentUpdated: { __typename: 'LiveFromHere', cursor: expect.stringMatching(/^[\w-]{22}$/) } },
    });
    expect(message!.body.data.serviceIncidentUpdated.incident.id).toBe(incident);
    await pass(0);
    const document = 'query ($id: ID!) { webhookEndpoint(id: $id) { deliveries(last: 9) { nodes { kind state } } } }';
    const { webhookEndpoint } = await (await platform().as('reseller')).get<any, any>(document, { id });
    expect(webhookEndpoint.deliveries.nodes.toReversed()).toEqual([
      { kind: 'subscription.live_from_here', state: 'DELIVERED' },
      { kind: 'incident.reported', state: 'DELIVERED' },
    ]);
  });

  test('is sent everything once, in the order in which it happened, as long as it takes it', async () => {
    const { id } = await made();
    const incidents = [await report('One'), await report('Two'), await report('Three')];
    const messages = await receiver().until(3);
    await pass(0);

    expect(messages.map(({ body }) => body.data.serviceIncidentUpdated.incident.id)).toEqual(incidents);
    expect(new Set(messages.map((each) => each.id)).size).toBe(3);
    expect((await ledger('reseller', id)).map(({ state }) => state)).toEqual(['DELIVERED', 'DELIVERED', 'DELIVERED']);
    expect(receiver().received).toHaveLength(3);
  });

  test('is sent only what passes the filter of its subscription', async () => {
    const document = `subscription ($filter: ServiceIncidentUpdateFilter) { serviceIncidentUpdated(filter: $filter) { ... on ServiceIncidentUpdate { incident { title } } } }`;
    await made({ document, variables: JSON.stringify({ filter: { classifications: ['ADVISORY'] } }) });
    await report('An incident');
    const [service] = await platform().database.sql<{ id: string }>('select id from service limit 1');
    const advisory = { trackingId: 'ADV1', serviceId: service!.id, title: 'Advice', classification: 'ADVISORY' };
    await act('vendor', 'serviceIncidentReport', advisory);
    const [message] = await receiver().until(1);
    await pass(0);
    expect(message!.body.data).toEqual({ serviceIncidentUpdated: { incident: { title: 'Advice' } } });
    expect(receiver().received).toHaveLength(1);
  });

  test('that was made later is sent nothing of what was before', async () => {
    await report('Before');
    await pass(0);
    await made();
    await report('After');
    const [message] = await receiver().until(1);
    expect(message!.body.data.serviceIncidentUpdated.incident.title).toBe('After');
  });

  test('whose subscription is changed is sent nothing of what was before by the new one', async () => {
    const { id } = await made({ document: 'subscription { ticketsUpdated { ... on TicketUpdate { cursor } } }' });
    await report('Before');
    await pass(0);
    await act('reseller', 'webhookEndpointChange', { endpointId: id, document: INCIDENTS });
    await report('After');
    const [message] = await receiver().until(1);
    expect(message!.body.data.serviceIncidentUpdated.incident.title).toBe('After');
  });

  test('to which nothing is sent is noted from time to time as having been told everything, for the log is not kept for ever', async () => {
    const { id } = await made({ document: 'subscription { ticketsUpdated { ... on TicketUpdate { cursor } } }' });
    const behind = async () => {
      const [row] = await platform().database.sql<{ behind: string }>(
        'select h.position - e.position as behind from webhook_endpoint e, event_head h where e.id = $1',
        [id],
      );
      return Number(row!.behind);
    };
    await pass(0);
    await report('Of no concern');
    await pass(0);
    expect(await behind()).toBeGreaterThan(0);
    await pass(HOUR);
    expect(await behind()).toBe(0);
  });

  test('that was disabled goes on from where it stood when it is enabled again', async () => {
    const { id } = await made();
    await act('reseller', 'webhookEndpointDisable', { endpointId: id });
    const [first, second] = [await report('While it slept'), await report('And again')];
    await pass(0);
    expect(receiver().received).toEqual([]);

    await act('reseller', 'webhookEndpointEnable', { endpointId: id });
    const messages = await receiver().until(2);
    expect(messages.map(({ body }) => body.data.serviceIncidentUpdated.incident.id)).toEqual([first, second]);
  });

  test('is told to start over when what came next is no longer in the log', async () => {
    const { id } = await made();
    await act('reseller', 'webhookEndpointDisable', { endpointId: id });
    const { sql } = platform().database;
    await report('Lost');
    await pass(0);
    // As long as the head: everything up to here is dropped with its partitions.
    await sql(`do $$ declare part regclass; begin
      for part in select inhrelid::regclass from pg_inherits where inhparent = 'event_log'::regclass loop execute format('drop table %s', part); end loop;
      update event_head set floor = position, floor_stamp = stamp, ceiling = position; end $$`);
    // What the program holds in memory is gone with it.
    const fresh = await testPlatform({ database: platform().database, now, env: ALLOWED });
    try {
      await fresh.database.sql(`update webhook_endpoint set state = 'ENABLED', disabled_reason = null, updated_at = now() where id = $1`, [
        id,
      ]);
      await fresh.dispatchWebhooks();
      const [message] = await receiver().until(1);
      expect(message!.body).toMatchObject({
        type: 'subscription.resync_required',
        data: { serviceIncidentUpdated: { __typename: 'ResyncRequired', reason: 'NO_LONGER_KEPT', query: 'serviceIncidents' } },
      });
      const incident = await report('Afterwards', fresh);
      await receiver().until(1, ({ body }) => body.data.serviceIncidentUpdated.incident?.id === incident);
    } finally {
      await fresh.stop();
    }
  });

  test('is told when its organization loses sight of something', async () => {
    await made();
    const { sql } = platform().database;
    const [row] = await sql<{ customer_id: string }>(
      'select customer_id from customer_partner where partner_id = $1 and provider_id is not null and customer_id <> $2 limit 1',
      [ORGANIZATION.reseller, ORGANIZATION.customer],
    );
    await sql('delete from customer_partner where customer_id = $1 and partner_id = $2', [row!.customer_id, ORGANIZATION.reseller]);
    const [{ still }] = (await sql<{ still: boolean }>(
      'select exists (select from account_access where organization_id = $1 and account_id = $2) as still',
      [ORGANIZATION.reseller, row!.customer_id],
    )) as [{ still: boolean }];
    expect(still).toBe(false);
    const [message] = await receiver().until(
      1,
      ({ body }) => body.type === 'subscription.access_ended' && body.data.serviceIncidentUpdated.targetId === row!.customer_id,
    );
    expect(message!.body.data).toEqual({
      serviceIncidentUpdated: { __typename: 'AccessEnded', targetType: 'Account', targetId: row!.customer_id, cursor: expect.any(String) },
    });
  });
});

describe('the secret', () => {
  test('that was there before signs beside the new one for 24 hours', async () => {
    const { id, secret } = await made();
    const { secret: next } = await act('reseller', 'webhookEndpointSecretRotate', { endpointId: id });
    expect(next).not.toBe(secret);
    await report();
    const [both] = await receiver().until(1);
    expect(String(both!.headers['webhook-signature']).split(' ')).toHaveLength(2);
    for (const each of [secret, next]) expect(verified(each, both!)).toEqual(both!.body);

    await pass(24 * HOUR);
    await report();
    const [, one] = await receiver().until(2);
    expect(verified(next, one!)).toEqual(one!.body);
    expect(() => verified(secret, one!)).toThrow('the signature is not good');
  });

  test('is in no column of the database, and is another one for each endpoint', async () => {
    const { secret } = await made();
    const other = await endpoint('customer');
    expect(other.secret).not.toBe(secret);
    await act('customer', 'webhookEndpointRemove', { endpointId: other.id });
    const { sql } = platform().database;
    for (const table of ['webhook_endpoint', 'webhook_secret', 'webhook_delivery', 'webhook_attempt', 'receipt', 'event', 'audit_entry']) {
      const rows = await sql(`select t from ${table} t where t::text like '%' || $1 || '%'`, [secret.slice(6)]);
      expect([table, rows]).toEqual([table, []]);
    }
  });
});

describe('what is sent', () => {
  test('is what the one who wrote the subscription may see when it is sent, and nothing where that is nothing', async () => {
    const { id } = await made();
    receiver().answer = status(503);
    const incident = await report('To be taken back');
    await receiver().until(1);
    await pass(0);
    await platform().database.sql(`update service_incident set title = 'Put in other words' where id = $1`, [incident]);
    receiver().answer = status(204);
    await pass(10_000);
    const [first, second] = await receiver().until(2);
    expect(second!.id).toBe(first!.id);
    expect(second!.body.data.serviceIncidentUpdated.incident.title).toBe('Put in other words');

    receiver().answer = status(503);
    const gone = await report('To be taken away');
    await receiver().until(3);
    await pass(0);
    await platform().database.sql('delete from service_incident where id = $1', [gone]);
    await pass(10_000);
    expect(receiver().received).toHaveLength(3);
    expect((await ledger('reseller', id)).map(({ state }) => state)).toEqual(['DELIVERED', 'WITHDRAWN']);
    expect(await look('reseller', id)).toMatchObject({ document: INCIDENTS, follows: 'serviceIncidentUpdated' });
  });
});
