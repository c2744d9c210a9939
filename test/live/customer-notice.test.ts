import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organizationOf } from '../kit/cursors.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { count, listen, type Ear } from './ear.ts';
import { logOf, type Log } from './log.ts';

let platform: TestPlatform;
let log: Log;
/** The sample customer, and another customer of the same reseller, with its own program. */
let customers: [string, string];
let neighbour: string;
/** Hears all that the reseller sends: what it has heard of, everybody else who may has been told. */
let sender: Ear<Delivered>;

beforeAll(async () => {
  platform = await testPlatform();
  log = await logOf(platform.database);
  const own = organizationOf('customer')!;
  const [{ id }] = (await platform.database.sql<{ id: string }>(
    'select customer_id as id from customer_partner where partner_id = $1 and customer_id <> $2 order by customer_id limit 1',
    [organizationOf('reseller'), own],
  )) as [{ id: string }];
  customers = [own, id];
  const claims = { name: 'Next Door', kind: 'CUSTOMER', role: 'MEMBER', organization: id } as const;
  neighbour = (await platform.issuer.sign('somebody@next-door.example', claims)).token;
  sender = await hear('reseller');
  await sender.begun;
});
afterAll(async () => {
  await sender.close();
  await log.close();
  await platform.stop();
});

interface Delivered {
  readonly cursor: string;
  readonly delivery: {
    readonly customer: { readonly id: string } | null;
    readonly notice: {
      readonly id: string;
      readonly title: string;
      readonly deliveries: { readonly nodes: { customer: { id: string } }[] };
    };
  };
}

const QUERY = `subscription ($filter: CustomerNoticeUpdateFilter, $after: String) {
  customerNoticeReceived(filter: $filter, after: $after) {
    ... on CustomerNoticeUpdate { cursor delivery { customer { id } notice { id title deliveries { nodes { customer { id } } } } } }
  }
}`;
const personOf = (who: string) => (who === 'neighbour' ? Promise.resolve(platform.with(neighbour)) : platform.as(who));
const hear = async (who: string, variables: object = {}) => listen<Delivered>(await personOf(who), variables, QUERY);

let sent = 0;
/** Sends a notice as the reseller, and answers its title when it was delivered. */
async function send(customerIds: readonly string[], input: object = {}): Promise<string> {
  const title = `Notice ${++sent}`;
  const { customerNoticeSend } = await (
    await platform.as('reseller')
  ).get<any, any>(
    'mutation ($input: CustomerNoticeSendInput!) { customerNoticeSend(input: $input) { notice { id } problems { message } } }',
    {
      input: { customerIds, topic: 'OPERATIONAL', title, html: 'x', ...input },
    },
  );
  expect(customerNoticeSend.problems).toEqual([]);
  await sender.until((heard) => titles(heard).filter((each) => each === title).length === customerIds.length);
  return title;
}
const titles = (heard: readonly Delivered[]) => heard.map(({ delivery }) => delivery.notice.title);

describe('a notice', () => {
  test('comes to each customer that it was sent to, who hears of no other; and to its sender once for each', async () => {
    const ears = await Promise.all(['customer', 'neighbour'].map((who) => hear(who)));
    const [customer, next] = ears as [Ear<Delivered>, Ear<Delivered>];
    const before = sender.heard.length;
    await Promise.all(ears.map(({ begun }) => begun));

    const both = await send(customers);
    const mine = await send([customers[0]]);
    const theirs = await send([customers[1]]);
    const last = await send(customers);

    expect(titles(await customer.until(count(3)))).toEqual([both, mine, last]);
    expect(titles(await next.until(count(3)))).toEqual([both, theirs, last]);
    expect(titles(sender.heard.slice(before))).toEqual([both, both, mine, theirs, last, last]);
    for (const [ear, own] of [
      [customer, customers[0]],
      [next, customers[1]],
    ] as const) {
      const named = ear.heard.flatMap(({ delivery: { customer: to, notice } }) => [
        to,
        ...notice.deliveries.nodes.map((each) => each.customer),
      ]);
      expect(new Set(named.map((each) => each?.id))).toEqual(new Set([own]));
    }
    await Promise.all(ears.map((ear) => ear.close()));
  });

  test('is heard of by nobody else: not by the provider behind the sender, nor by the vendor, nor by strangers', async () => {
    const others = ['provider', 'vendor', 'direct', 'other-reseller', 'other-customer'];
    const after = await Promise.all(others.map((who) => log.end(who)));
    await send(customers);

    const ears = await Promise.all(others.map((who, index) => hear(who, { after: after[index] })));
    await Promise.all(ears.map(({ begun }) => begun));

    expect(ears.map(({ heard }) => heard)).toEqual(others.map(() => []));
    await Promise.all(ears.map((ear) => ear.close()));
  });

  test('that came while one was away comes first, in order, and then a mark; a cursor of another is none', async () => {
    const after = await log.end();
    const missed = [await send(customers), await send([customers[1]]), await send(customers)];

    const ear = await hear('customer', { after });
    await ear.begun;
    const now = await send(customers);

    expect(titles(await ear.until(count(3)))).toEqual([missed[0], missed[2], now]);
    expect(ear.marks).toEqual([{ __typename: 'LiveFromHere', cursor: expect.any(String) }]);
    const foreign = await hear('neighbour', { after });
    expect(await foreign.ended).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    await Promise.all([ear.close(), foreign.close()]);
  });
});

describe('a filter', () => {
  test.each([
    ['topics', { topics: ['GENERAL'] }, [2]],
    ['sources', { sources: ['PARTNER'] }, [0, 0, 1, 2]],
    ['sources that sent none', { sources: ['VENDOR'] }, []],
    ['nothing', {}, [0, 0, 1, 2]],
  ])('by %s delivers what matches and nothing else', async (_what, filter, wanted) => {
    const after = await log.end('reseller');
    const all = [await send(customers), await send([customers[1]]), await send([customers[0]], { topic: 'GENERAL' })];

    const ear = await hear('reseller', { after, filter });
    await ear.begun;

    expect(titles(ear.heard)).toEqual(wanted.map((index) => all[index]));
    await ear.close();
  });

  test('by customers delivers what was sent to one of them; a customer that one may not see is none', async () => {
    const after = await log.end('reseller');
    const mine = await log.end();
    await send(customers);

    const ear = await hear('reseller', { after, filter: { customers: [customers[1], organizationOf('other-customer')] } });
    const curious = await hear('customer', { after: mine, filter: { customers: [customers[1]] } });
    await Promise.all([ear.begun, curious.begun]);

    expect(ear.heard.map(({ delivery }) => delivery.customer!.id)).toEqual([customers[1]]);
    expect(curious.heard).toEqual([]);
    await Promise.all([ear.close(), curious.close()]);
  });
});

test('a sender that is away while it loses sight of a customer must start over', async () => {
  const after = await log.end('direct');
  const [{ customer_id: lost }] = (await platform.database.sql<{ customer_id: string }>(
    'delete from customer_partner where (customer_id, partner_id) = (select customer_id, partner_id from customer_partner where partner_id = $1 limit 1) returning customer_id',
    [organizationOf('direct')],
  )) as [{ customer_id: string }];
  expect(lost).toEqual(expect.any(String));
  await send(customers); // behind it in the log

  const ear = await hear('direct', { after });
  expect(await ear.ended).toBe(null);

  expect(ear.marks).toMatchObject([{ __typename: 'ResyncRequired', reason: 'RIGHTS_CHANGED', query: 'customerNotices' }]);
  await ear.close();
});
