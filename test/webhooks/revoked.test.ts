/** Webhooks of a person whose sessions were revoked: nothing is sent as this person any more. */
import { expect, test } from '@jest/globals';
import type { Caller } from '../kit/platform.ts';
import { desk } from './desk.ts';

const { act, endpoint, ledger, look, platform, receiver, report } = desk();

const SUBJECT = 'gone@corlanto.example';
const claims = { name: 'Somebody', kind: 'PARTNER', role: 'ADMIN_AGENT', organization: '01990000-0000-7000-8000-000000000002' } as const;
const somebody = async (): Promise<Caller> => platform().with((await platform().issuer.sign(SUBJECT, claims)).token);
const revoke = async (subject: string) => {
  const document = 'mutation ($input: SessionRevocationCreateInput!) { sessionRevocationCreate(input: $input) { problems { code } } }';
  await (await platform().as('reseller')).get<any, any>(document, { input: { subject } });
};
const titles = () => receiver().received.map(({ body }) => body.data.serviceIncidentUpdated.incident.title);

test('it is disabled and says why; whoever enables it reads it from then on, and has what happened meanwhile', async () => {
  const document = 'subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { incident { title } } } }';
  const { id } = await endpoint('reseller', { document });
  const kept = await endpoint('direct', { document, url: `${receiver().url}/kept` });
  await act(await somebody(), 'webhookEndpointChange', { endpointId: id, document });
  await report('Before');
  await platform().dispatchWebhooks();
  expect(titles()).toEqual(['Before', 'Before']);

  await revoke(SUBJECT);
  await platform().dispatchWebhooks();
  expect(await look('reseller', id)).toMatchObject({ state: 'DISABLED', disabledReason: 'REVOKED', reader: 'Somebody', failures: 0 });
  await report('Meanwhile');
  await platform().dispatchWebhooks();
  expect(titles()).toEqual(['Before', 'Before', 'Meanwhile']);
  expect(await look('direct', kept.id)).toMatchObject({ state: 'ENABLED' });

  await act('reseller', 'webhookEndpointEnable', { endpointId: id });
  await platform().dispatchWebhooks();
  expect(await look('reseller', id)).toMatchObject({ state: 'ENABLED', disabledReason: null, reader: 'Davide Ronchi' });
  expect(titles()).toEqual(['Before', 'Before', 'Meanwhile', 'Meanwhile']);
  expect((await ledger('reseller', id)).map(({ state }) => state)).toEqual(['DELIVERED', 'DELIVERED']);
});

test('what waited to be sent as this person is sent as nobody', async () => {
  const { id } = await endpoint('reseller', { url: `${receiver().url}/waiting` });
  await act('reseller', 'webhookEndpointDisable', { endpointId: id });
  await report('Waiting');
  const before = await platform().as('reseller');
  await revoke('davide.ronchi@corlanto.example');
  while (!(await before.ask('{ viewer { name } }')).errors) await new Promise(setImmediate);
  const later = async (): Promise<Caller> => {
    const caller = platform().with((await platform().issuer.sign('davide.ronchi@corlanto.example', claims)).token);
    return (await caller.ask('{ viewer { name } }')).errors ? later() : caller;
  };
  receiver().received.length = 0;
  await act(await later(), 'webhookEndpointEnable', { endpointId: id });
  await platform().dispatchWebhooks();
  expect(await look('direct', id)).toBe(null);
  const document = 'query ($id: ID!) { webhookEndpoint(id: $id) { state disabledReason } }';
  expect(await (await later()).get<any, any>(document, { id })).toEqual({
    webhookEndpoint: { state: 'DISABLED', disabledReason: 'REVOKED' },
  });
  expect(receiver().received.filter(({ path }) => path === '/waiting')).toEqual([]);
});
