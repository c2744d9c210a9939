import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Caller } from '../kit/platform.ts';
import { ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { act, colleague, platform, reportIncident, setClock } = stage();
afterEach(() => setClock());

const refused = (code: string, field: string | null, message: string, rule: string | null = null) => ({
  notice: null,
  ...problem(code, field, message, rule),
});
const said = (more: object = {}) => ({
  customerIds: [ORGANIZATION.customer],
  topic: 'OPERATIONAL',
  title: 'A new address',
  html: '<p>From Monday on.</p>',
  ...more,
});
const count = async (table: string) => (await platform().database.sql<{ count: number }>(`select count(*)::int from ${table}`))[0]!.count;
const seen = async (who: string | Caller, id: string) => {
  const caller = typeof who === 'string' ? await platform().as(who) : who;
  return (await caller.get<any, any>('query ($id: ID!) { customerNotice(id: $id) { title } }', { id })).customerNotice;
};

/** Customers of the reseller, the persona's first; subscriptions of that one; a customer of others; one that the vendor does not see. */
let customers: string[];
let subscription: string;
let foreign: string;
beforeAll(async () => {
  const ids = async (text: string, ...values: unknown[]) =>
    (await platform().database.sql<{ id: string }>(text, values)).map(({ id }) => id);
  customers = await ids(
    'select customer_id as id from customer_partner where partner_id = $1 order by customer_id <> $2, customer_id',
    ORGANIZATION.reseller,
    ORGANIZATION.customer,
  );
  [subscription] = (await ids(
    'select id from customer_subscription where customer_id = $1 and partner_of_record_id = $2 order by id',
    ORGANIZATION.customer,
    ORGANIZATION.reseller,
  )) as [string];
  [foreign] = (await ids('select customer_id as id from customer_partner where partner_id = $1 order by id', ORGANIZATION.direct)) as [
    string,
  ];
});

describe('a notice is refused', () => {
  test('to a customer, and to a sales agent, whatever it is about', async () => {
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });
    for (const topic of ['OPERATIONAL', 'GENERAL']) {
      expect(await act('customer', 'customerNoticeSend', said({ topic }))).toMatchObject(
        refused('FORBIDDEN', null, 'A customer member may not do this.', 'R14'),
      );
      expect(await act(sales, 'customerNoticeSend', said({ topic }))).toMatchObject(
        refused('FORBIDDEN', null, 'A partner sales agent may not do this.', 'R01'),
      );
    }
  });

  test('to the vendor about subscriptions (R15) and about what is for partners to tell (R14)', async () => {
    expect(await act('vendor', 'customerNoticeSend', said({ topic: 'SUBSCRIPTION' }))).toMatchObject(
      refused('FORBIDDEN', 'topic', 'The vendor does not write to customers about their subscriptions: that is for their partners.', 'R15'),
    );
    expect(await act('vendor', 'customerNoticeSend', said({ topic: 'GENERAL' }))).toMatchObject(
      refused('FORBIDDEN', 'topic', 'The vendor does not write to customers about this: that is for their partners.', 'R14'),
    );
  });

  test('about a subscription to whoever does not answer for it: the provider behind the partner of record (R15)', async () => {
    const message = 'You are not the partner that answers for this subscription, or for any of this customer.';
    for (const subscriptionId of [subscription, undefined])
      expect(await act('provider', 'customerNoticeSend', said({ topic: 'SUBSCRIPTION', subscriptionId }))).toMatchObject(
        refused('FORBIDDEN', 'customerIds.0', message, 'R15'),
      );
  });

  test('to the vendor about another product where no relationship outside CSP is recorded, or the channel is CSP, or it has ended (R17)', async () => {
    const about = (product: string) => said({ topic: 'OTHER_PRODUCT', product });
    for (const product of ['Visio Professional', 'Microsoft 365 Business Premium'])
      expect(await act('vendor', 'customerNoticeSend', about(product))).toMatchObject(
        refused('FORBIDDEN', 'customerIds.0', `It is not recorded that this customer buys ${product} outside CSP.`, 'R17'),
      );

    const { relationship } = await act('customer', 'commercialRelationshipRecord', {
      product: 'Visio Professional',
      channel: 'DIRECT',
      since: '2020-01-01T00:00:00Z',
    });
    expect((await act('vendor', 'customerNoticeSend', about('visio professional'))).problems).toEqual([]);
    await act('customer', 'commercialRelationshipEnd', { relationshipId: relationship.id });
    expect((await act('vendor', 'customerNoticeSend', about('Visio Professional'))).problems).toMatchObject([{ rule: { code: 'R17' } }]);
  });

  test('for a customer that is hidden as for one that is not there, by its place in the list, and then nobody gets it', async () => {
    const before = [await count('customer_notice'), await count('notice_delivery'), await count('event')];
    for (const [who, hidden] of [
      ['reseller', foreign],
      ['provider', foreign],
      ['vendor', customers.at(-1)!],
      ['other-reseller', ORGANIZATION.customer],
    ] as const) {
      for (const id of [hidden, UNKNOWN]) {
        const customerIds = who === 'other-reseller' ? [id] : [ORGANIZATION.customer, ORGANIZATION.customer, id];
        expect(await act(who, 'customerNoticeSend', said({ customerIds }))).toMatchObject(
          refused('NOT_FOUND', `customerIds.${customerIds.length - 1}`, 'There is no such customer.'),
        );
      }
    }
    expect([await count('customer_notice'), await count('notice_delivery'), await count('event')]).toEqual(before);
  });

  test('without customers, with too many, without words, or with words of which nothing can be shown', async () => {
    expect(await act('reseller', 'customerNoticeSend', said({ customerIds: [] }))).toMatchObject(
      refused('INVALID', 'customerIds', '`customerIds` must not be empty.'),
    );
    expect(await act('reseller', 'customerNoticeSend', said({ customerIds: Array.from({ length: 501 }, () => UNKNOWN) }))).toMatchObject(
      refused('INVALID', 'customerIds', '`customerIds` holds more than 500 values.'),
    );
    expect(await act('reseller', 'customerNoticeSend', said({ title: ' ' }))).toMatchObject(
      refused('INVALID', 'title', '`title` must not be empty.'),
    );
    expect(await act('reseller', 'customerNoticeSend', said({ html: '<script>alert(1)</script>' }))).toMatchObject(
      refused('INVALID', 'html', '`html` holds nothing that is safe to show.'),
    );
  });

  test('when what it refers to is missing, is not there, or does not go with it', async () => {
    expect(await act('vendor', 'customerNoticeSend', said({ topic: 'SERVICE_INCIDENT' }))).toMatchObject(
      refused('INVALID', 'incidentId', '`incidentId` is required.'),
    );
    expect(await act('reseller', 'customerNoticeSend', said({ incidentId: UNKNOWN }))).toMatchObject(
      refused('NOT_FOUND', 'incidentId', 'There is no such incident.'),
    );
    expect(await act('reseller', 'customerNoticeSend', said({ topic: 'OTHER_PRODUCT' }))).toMatchObject(
      refused('INVALID', 'product', '`product` is required.'),
    );
    expect(await act('reseller', 'customerNoticeSend', said({ product: 'Visio' }))).toMatchObject(
      refused('INVALID', 'product', '`product` goes only with the topic OTHER_PRODUCT.'),
    );
    // The vendor sees no subscription at all.
    for (const [who, subscriptionId] of [
      ['reseller', UNKNOWN],
      ['vendor', subscription],
    ] as const)
      expect(await act(who, 'customerNoticeSend', said({ subscriptionId }))).toMatchObject(
        refused('NOT_FOUND', 'subscriptionId', 'There is no such subscription.'),
      );
  });

  test('for a customer who must not hear of another’s subscription, by its place in the list', async () => {
    const input = said({ customerIds: customers.slice(0, 2), subscriptionId: subscription });
    for (const topic of ['OPERATIONAL', 'GENERAL'])
      expect(await act('reseller', 'customerNoticeSend', { ...input, topic })).toMatchObject(
        refused('INVALID', 'customerIds.1', 'The subscription is not this customer’s, which must not hear of it.'),
      );
  });
});

describe('a notice that is sent', () => {
  test('reaches each customer once, is safe to show, and is seen by its sender and by them alone', async () => {
    const now = new Date('2026-11-20T12:00:00.123Z');
    setClock(now);
    const [first, second] = customers as [string, string];
    const html = '<p>From <b>Monday</b> on.</p><img src=x onerror=alert(1)>';
    const before = await count('event');

    const { notice, problems } = await act('reseller', 'customerNoticeSend', said({ customerIds: [first, second, first], html }));

    expect(problems).toEqual([]);
    expect(notice).toMatchObject({
      topic: 'OPERATIONAL',
      html: '<p>From <b>Monday</b> on.</p>',
      source: 'PARTNER',
      author: 'Davide Ronchi',
      product: null,
      sender: { id: ORGANIZATION.reseller },
      incident: null,
      subscription: null,
      sentAt: now.toISOString(),
    });
    expect(notice.deliveries.nodes.map(({ customer }: any) => customer.id).sort()).toEqual([first, second].sort());
    expect(await count('event')).toBe(before + 2);
    expect(await seen('customer', notice.id)).toEqual({ title: 'A new address' });
    for (const stranger of ['provider', 'direct', 'vendor', 'other-reseller', 'other-customer'])
      expect([stranger, await seen(stranger, notice.id)]).toEqual([stranger, null]);
    const other = await colleague('customer', { organization: second });
    expect(await seen(other, notice.id)).toEqual({ title: 'A new address' });
  });

  test('tells a customer that it got it, and not who else did', async () => {
    const { notice } = await act('reseller', 'customerNoticeSend', said({ customerIds: customers.slice(0, 3) }));

    const { customerNotice, customer } = await (
      await platform().as('customer')
    ).get<any, any>(
      `query ($id: ID!, $customer: ID!) {
        customerNotice(id: $id) { deliveries { totalCount nodes { customer { id } } } }
        customer(id: $customer) { notices(first: 1) { nodes { id sender { id } } } } }`,
      { id: notice.id, customer: ORGANIZATION.customer },
    );

    expect(customerNotice.deliveries).toEqual({ totalCount: 1, nodes: [{ customer: { id: ORGANIZATION.customer } }] });
    expect(customer.notices.nodes).toEqual([{ id: notice.id, sender: { id: ORGANIZATION.reseller } }]);
    const { url } = platform().database;
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: url, options: '-c role=tierline_app' });
    await client.connect();
    const viewer = { subject: 'x', name: 'x', organization: ORGANIZATION.customer, kind: 'CUSTOMER', role: 'MEMBER' };
    await client.query(`select set_config('tierline.viewer', $1, false)`, [JSON.stringify(viewer)]);
    const events = await client.query(
      `select 1 from event where kind = 'notice.sent' and subject_id in (select id from notice_delivery where notice_id = $1)`,
      [notice.id],
    );
    const all = await client.query(`select 1 from event where kind = 'notice.sent' and at = $1`, [notice.sentAt]);
    await client.end();
    expect([events.rowCount, all.rowCount]).toEqual([1, 1]);
  });

  test('about a subscription comes from the partner of record, for one customer or for all that buy from it', async () => {
    const one = await act('reseller', 'customerNoticeSend', said({ topic: 'SUBSCRIPTION', subscriptionId: subscription }));
    expect(one).toMatchObject({ notice: { subscription: { id: subscription } }, problems: [] });
    const all = await act('reseller', 'customerNoticeSend', said({ topic: 'SUBSCRIPTION', customerIds: customers }));
    expect(all).toMatchObject({ notice: { deliveries: { totalCount: customers.length } }, problems: [] });
  });

  test('about a subscription without a partner of record comes from the provider that answers for it', async () => {
    const setRecord = (partner: string | null) =>
      platform().database.sql('update customer_subscription set partner_of_record_id = $2 where id = $1', [subscription, partner]);
    const input = said({ topic: 'SUBSCRIPTION', subscriptionId: subscription });
    await setRecord(null);
    const problems = [];
    for (const who of ['provider', 'reseller']) problems.push((await act(who, 'customerNoticeSend', input)).problems);
    await setRecord(ORGANIZATION.reseller);

    expect(problems).toMatchObject([[], [{ code: 'FORBIDDEN', field: 'customerIds.0', rule: { code: 'R15' } }]]);
  });

  test.each(['SERVICE_INCIDENT', 'OPERATIONAL'])('about %s may come from the partner, its provider and the vendor (R16)', async (topic) => {
    const incidentId = await reportIncident();
    for (const who of ['reseller', 'provider', 'vendor']) {
      const { notice, problems } = await act(who, 'customerNoticeSend', said({ topic, incidentId }));
      expect([who, problems]).toEqual([who, []]);
      expect(notice).toMatchObject({ source: who === 'vendor' ? 'VENDOR' : 'PARTNER', incident: { id: incidentId } });
      if (who === 'vendor') expect(notice.sender).toBeNull();
      expect(await seen('customer', notice.id)).not.toBeNull();
    }
  });

  test('comes again under its name and is sent once', async () => {
    const input = said({ customerIds: customers, clientMutationId: 'once' });
    const first = await act('reseller', 'customerNoticeSend', input);
    const before = [await count('customer_notice'), await count('notice_delivery'), await count('event')];

    expect(await act('reseller', 'customerNoticeSend', input)).toEqual(first);
    expect([await count('customer_notice'), await count('notice_delivery'), await count('event')]).toEqual(before);
    expect((await act('reseller', 'customerNoticeSend', { ...input, title: 'Another' })).problems).toMatchObject([{ code: 'CONFLICT' }]);
  });

  test('is found by topic, source and customer, and the newest first', async () => {
    const titles = async (filter: object) => {
      const { customerNotices } = await (
        await platform().as('customer')
      ).get<any, any>(
        'query ($filter: CustomerNoticeFilter) { customerNotices(first: 100, filter: $filter) { nodes { topic source sentAt } } }',
        { filter },
      );
      return customerNotices.nodes as { topic: string; source: string; sentAt: string }[];
    };
    const all = await titles({});
    expect(all.map(({ sentAt }) => sentAt)).toEqual(all.map(({ sentAt }) => sentAt).toSorted((a, b) => (a < b ? 1 : -1)));
    expect(await titles({ topics: ['OTHER_PRODUCT'] })).toEqual(all.filter(({ topic }) => topic === 'OTHER_PRODUCT'));
    expect(await titles({ sources: ['VENDOR'] })).toEqual(all.filter(({ source }) => source === 'VENDOR'));
    expect(await titles({ customers: [ORGANIZATION.customer] })).toEqual(all);
    expect(await titles({ customers: [foreign] })).toEqual([]);
  });
});

describe('in the database, too, as the program’s own role,', () => {
  const as = async (viewer: object, ...statements: [text: string, values: unknown[]][]) => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: platform().database.url, options: '-c role=tierline_app' });
    await client.connect();
    try {
      await client.query(`select set_config('tierline.viewer', $1, false)`, [JSON.stringify({ subject: 'x', name: 'x', ...viewer })]);
      await client.query('begin');
      for (const [text, values] of statements) await client.query(text, values);
      return 'done';
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await client.query('rollback');
      await client.end();
    }
  };
  const vendor = { organization: '00000000-0000-7000-8000-000000000000', kind: 'VENDOR', role: 'MEMBER' };
  const provider = { organization: ORGANIZATION.provider, kind: 'PARTNER', role: 'ADMIN_AGENT' };
  const notice = (sender: { organization: string; kind: string }, topic: string): [string, unknown[]] => [
    `insert into customer_notice (id, topic, title, html, source, sender_id, author, sent_at) values ($1, $2, 'x', 'x', $3, $4, 'x', now())`,
    [UNKNOWN, topic, sender.kind, sender.organization],
  ];
  const to = (customer: string): [string, unknown[]] => [
    'insert into notice_delivery (notice_id, customer_id, sent_at) values ($1, $2, now())',
    [UNKNOWN, customer],
  ];

  test('nobody writes past the rules', async () => {
    expect(await as(vendor, notice(vendor, 'OPERATIONAL'), to(ORGANIZATION.customer))).toBe('done');
    for (const topic of ['SUBSCRIPTION', 'GENERAL']) expect(await as(vendor, notice(vendor, topic))).toBe('42501');
    expect(await as(vendor, notice(vendor, 'OTHER_PRODUCT'), to(ORGANIZATION.customer))).toBe('42501');
    expect(await as(vendor, notice(vendor, 'OPERATIONAL'), to(customers.at(-1)!))).toBe('42501');
    expect(await as(provider, notice(provider, 'SUBSCRIPTION'), to(ORGANIZATION.customer))).toBe('42501');
    expect(await as(provider, notice(vendor, 'OPERATIONAL'))).toBe('42501');
    expect(await as({ ...provider, role: 'SALES_AGENT' }, notice(provider, 'OPERATIONAL'))).toBe('42501');
    expect(await as({ organization: ORGANIZATION.customer, kind: 'CUSTOMER', role: 'MEMBER' }, notice(vendor, 'OPERATIONAL'))).toBe(
      '42501',
    );
  });
});
