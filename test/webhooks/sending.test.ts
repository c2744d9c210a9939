/** What is sent, to whom, and how it says who sent it. */
import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { desk, INCIDENTS } from './desk.ts';
import { status, verified } from './receiver.ts';

const { act, endpoint, ledger, pass, platform, receiver, report } = desk();

beforeEach(() => {
  receiver().received.length = 0;
  receiver().answer = status(204);
});

describe('an endpoint', () => {
  test('is sent what its subscription selects, signed so that the library of the scheme takes it', async () => {
    const { id, secret } = await endpoint('reseller', { description: 'Our status wall' });
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
    await act('reseller', 'webhookEndpointRemove', { endpointId: id });
  });
});
