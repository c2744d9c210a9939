/** Where webhooks go, and where they never do. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { AddressPolicy } from '../../subscriptions/webhooks/address-policy.ts';
import { deliver } from '../../subscriptions/webhooks/http-delivery.ts';
import { ORGANIZATION } from '../mutations/stage.ts';
import { desk, INCIDENTS } from './desk.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const send = (url: string, allow: string[] = []) =>
  deliver(
    { id: 'message', url: new URL(url), body: Buffer.from('{}'), at: new Date(), secrets: [SECRET] },
    new AddressPolicy(allow),
    5_000,
    new AbortController().signal,
  );

describe('nothing is sent to', () => {
  const { refused } = { refused: (address: string, protocol = 'https:') => new AddressPolicy([]).refused(address, protocol) };

  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
  ])('%s, which is not public', (address) => expect(refused(address)).toBe('NOT_PUBLIC'));

  test.each([
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:a9fe:a9fe',
    '0:0:0:0:0:ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '100::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
  ])('%s, which is not public', (address) => expect(refused(address)).toBe('NOT_PUBLIC'));

  test.each(['93.184.216.34', '172.32.0.1', '8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s without https', (address) => {
    expect(refused(address)).toBeNull();
    expect(refused(address, 'http:')).toBe('NOT_HTTPS');
  });

  test('what is allowed is reached, with https or without, and nothing beside it', () => {
    const addresses = new AddressPolicy(['10.1.0.0/16', 'fd00::/8']);
    for (const [address, why] of [
      ['10.1.2.3', null],
      ['::ffff:10.1.2.3', null],
      ['10.2.0.1', 'NOT_PUBLIC'],
      ['fd12::1', null],
      ['fc00::1', 'NOT_PUBLIC'],
      ['8.8.8.8', 'NOT_HTTPS'],
    ] as const)
      expect([address, addresses.refused(address, 'http:')]).toEqual([address, why]);
  });
});

describe('an attempt', () => {
  test.each([
    'http://127.0.0.1:9/',
    'https://127.0.0.1:9/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://localhost/',
    'https://169.254.169.254/latest/meta-data',
    'https://0/',
  ])('at %s connects to nothing', async (url) => {
    expect(await send(url)).toMatchObject({ status: null, failure: 'NOT_PUBLIC', answer: null });
  });

  test('decides about the address that it connects to: another answer of the name server later changes nothing', async () => {
    let came = 0;
    const server = createServer((_, response) => {
      came += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
    // The address is looked up by the connection itself, so what was right when the endpoint was made counts for nothing.
    expect(await send(url)).toMatchObject({ failure: 'NOT_PUBLIC' });
    expect(came).toBe(0);
    expect(await send(url, ['127.0.0.0/8', '::1/128'])).toMatchObject({ status: 200, failure: null });
    expect(came).toBe(1);
    server.close();
  });

  test('at a host that is nowhere says so, in the words for one that is not public', async () => {
    expect(await send('https://nowhere.invalid/')).toMatchObject({ status: null, failure: 'NOT_PUBLIC' });
  });

  test('by https at a server that speaks plainly is a failure', async () => {
    const server = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { failure } = await send(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`, ['127.0.0.0/8']);
    server.close();
    expect(failure).toBe('CERTIFICATE');
  });
});

describe('a program that allows nothing', () => {
  const { act, ledger, look, pass, platform, report } = desk({ env: { WEBHOOKS_ALLOW: '' } });

  test.each([
    ['http://93.184.216.34/hook', 'Webhooks are sent by https only.'],
    ...['https://93.184.216.34:22/', 'https://93.184.216.34:0/', 'https://93.184.216.34:1023/'].map((url) => [
      url,
      'The port of `url` must be 443, or from 1024 on.',
    ]),
    ...[
      'https://nowhere.invalid/',
      'https://127.0.0.1/',
      'https://localhost/',
      'https://[::1]/',
      'https://10.0.0.1/',
      'https://[::ffff:169.254.169.254]/',
    ].map((url) => [url, 'The host of `url` is not on the public internet, and webhooks are not sent anywhere else.']),
  ])('refuses an endpoint at %s', async (url, message) => {
    expect(await act('reseller', 'webhookEndpointCreate', { url, document: INCIDENTS })).toMatchObject({
      endpoint: null,
      secret: null,
      problems: [{ code: 'INVALID', field: 'url', message }],
    });
  });

  test('sends nothing to an address that has become private since', async () => {
    // One of the sample world, to which nothing was sent from here.
    const [{ id }] = (await platform().database.sql(
      `update webhook_endpoint set url = 'https://localhost/hook' where organization_id = $1 returning id`,
      [ORGANIZATION.reseller],
    )) as [{ id: string }];
    await act('reseller', 'webhookEndpointEnable', { endpointId: id });
    await report();
    await pass(0);
    expect((await ledger('reseller', id)).filter(({ state }) => state === 'PENDING')).toMatchObject([
      { state: 'PENDING', attempts: { nodes: [{ statusCode: null, failure: 'NOT_PUBLIC' }] } },
    ]);
    expect(await look('reseller', id)).toMatchObject({ state: 'ENABLED', failures: 1 });
  });
});
