/** Names lead where a name server says, and it may say something else a moment later. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { AddressPolicy } from '../../subscriptions/webhooks/address-policy.ts';
import { deliver } from '../../subscriptions/webhooks/http-delivery.ts';
import { isHostName } from '../../subscriptions/webhooks/dns.ts';
import { nameServer, type Answers, type NameServer } from './name-server.ts';
import { receiver as listen, type Receiver } from './receiver.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let names: NameServer;
let receiver: Receiver;
let answers: Answers;
beforeAll(async () => {
  names = await nameServer((name, type) => answers(name, type));
  receiver = await listen();
});
beforeEach(() => {
  names.asked.length = 0;
  receiver.received.length = 0;
});
afterAll(async () => {
  await names.stop();
  await receiver.stop();
});

const addresses = (...allow: string[]) => new AddressPolicy(allow, (host) => isHostName(host, [names.address]));
const at = (host: string) => new URL(`http://${host}:${new URL(receiver.url).port}/hook`);
const send = (host: string, to: AddressPolicy) =>
  deliver(
    { id: 'message', url: at(host), body: Buffer.from('{}'), at: new Date(), secrets: [SECRET] },
    to,
    5_000,
    new AbortController().signal,
  );
/** One answer after another, for IPv4; the last one stays. */
const inTurn = (...all: string[][]): Answers => {
  const left = [...all];
  return (_name, type) => (type === 'A' ? (left.length > 1 ? left.shift()! : left[0]!) : []);
};

test('a name that leads to a public address when the endpoint is made, and to this machine when a message is sent, is not reached', async () => {
  const to = addresses();
  answers = inTurn(['93.184.216.34'], ['127.0.0.1']);
  expect(await to.unreachable(new URL('https://turns.example/'))).toBeNull();
  expect(await send('turns.example', to)).toMatchObject({ status: null, failure: 'NOT_PUBLIC' });
  expect(receiver.received).toEqual([]);
});

test('an attempt asks for a name once, and connects to the address that it decided about', async () => {
  const to = addresses('127.0.0.1/32');
  answers = inTurn(['127.0.0.1'], ['127.0.0.2']);
  expect(await send('turns.example', to)).toMatchObject({ status: 204, failure: null });
  expect(names.asked.sort()).toEqual(['A turns.example', 'AAAA turns.example']);
  expect(await send('turns.example', to)).toMatchObject({ status: null, failure: 'NOT_PUBLIC' });
  expect(receiver.received).toHaveLength(1);
});

test('of several addresses only those are connected to that may be', async () => {
  answers = inTurn(['10.0.0.1', '127.0.0.1', '192.168.1.1']);
  expect(await send('several.example', addresses('127.0.0.0/8'))).toMatchObject({ status: 204 });
});

test.each(['::1', '::ffff:7f00:1', '64:ff9b::7f00:1', 'fe80::1', 'fd00::1'])('a name that leads to %s is not reached', async (address) => {
  answers = (_name, type) => (type === 'AAAA' ? [address] : []);
  expect(await send('six.example', addresses())).toMatchObject({ status: null, failure: 'NOT_PUBLIC' });
});

test('the machine’s own list of hosts comes before the name servers', async () => {
  answers = inTurn(['93.184.216.34']);
  expect(await send('LocalHost.', addresses())).toMatchObject({ failure: 'NOT_PUBLIC' });
  expect(names.asked).toEqual([]);
});

test('a name that nobody knows is answered like one that is not public', async () => {
  answers = () => [];
  expect(await send('nobody.example', addresses())).toMatchObject({ status: null, failure: 'NOT_PUBLIC' });
});

test('names that a name server is silent about hold up no other, and are not looked up without end before anything is sent', async () => {
  let speak = () => {};
  const silence = new Promise<readonly string[]>((resolve) => (speak = () => resolve([])));
  answers = (name, type) => (name.startsWith('silent') ? silence : type === 'A' ? ['127.0.0.1'] : []);
  const to = addresses('127.0.0.0/8');
  let over = 0;
  const silent = Array.from({ length: 8 }, (_, n) => send(`silent${n}.example`, to).finally(() => (over += 1)));
  const checks = Array.from({ length: 4 }, (_, n) => to.unreachable(at(`silent${n}.example`)).finally(() => (over += 1)));
  expect(await send('other.example', to)).toMatchObject({ status: 204 });
  // One more is decided about when something is sent there; an address needs no name server.
  expect(await to.unreachable(at('silent.example'))).toBeNull();
  expect(await to.unreachable(new URL('https://10.0.0.1/'))).toBe('NOT_PUBLIC');
  expect(over).toBe(0);
  speak();
  for (const outcome of await Promise.all(silent)) expect(outcome).toMatchObject({ failure: 'NOT_PUBLIC' });
  expect(await Promise.all(checks)).toEqual(new Array(4).fill('NOT_PUBLIC'));
});
