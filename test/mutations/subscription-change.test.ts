/** A customer asks its partner to buy or cancel; the partner answers, and nobody else (rules R30, R31). */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { act, colleague, platform, requestChange, setClock } = stage();

const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  change: null,
  ...problem(code, field, message, rule),
});
const sql = <T extends object = any>(text: string, values: unknown[] = []) => platform().database.sql<T>(text, values);

let subscription: { id: string; offer_name: string; quantity: number };
let foreign: { id: string };
beforeAll(async () => {
  [subscription] = (await sql(
    'select * from customer_subscription where customer_id = $1 and partner_of_record_id = $2 order by offer_name limit 1',
    [ORGANIZATION.customer, ORGANIZATION.reseller],
  )) as [typeof subscription];
  [foreign] = (await sql('select id from customer_subscription where customer_id <> $1 limit 1', [ORGANIZATION.customer])) as [
    typeof foreign,
  ];
});

/** Puts a request in a state, as if it had come there. */
const put = (changeId: string, state: string) => sql('update subscription_change set state = $2 where id = $1', [changeId, state]);
const buy = { kind: 'BUY', offerName: 'Power BI Pro', quantity: 3 };

describe('asking is refused', () => {
  test.each(['reseller', 'provider', 'direct', 'vendor'])('to the %s: only a customer asks', async (who) => {
    const { problems } = await act(who, 'subscriptionChangeRequest', buy);
    expect(problems).toMatchObject([{ code: 'FORBIDDEN', rule: { code: 'R30' } }]);
  });

  test('about a subscription of somebody else, as about one that is not there', async () => {
    for (const subscriptionId of [foreign.id, UNKNOWN, 'nonsense']) {
      expect(await act('customer', 'subscriptionChangeRequest', { kind: 'CANCEL', subscriptionId })).toMatchObject({
        change: null,
        problems: [{ code: 'NOT_FOUND', field: 'subscriptionId' }],
      });
    }
    const [hidden, nowhere] = await Promise.all(
      [foreign.id, UNKNOWN].map((subscriptionId) => act('customer', 'subscriptionChangeRequest', { ...buy, subscriptionId })),
    );
    expect(hidden).toEqual(nowhere);
  });

  test('of a partner that is not the customer’s, and of another than the one who sold the subscription', async () => {
    for (const partnerId of [ORGANIZATION.direct, UNKNOWN]) {
      expect(await act('customer', 'subscriptionChangeRequest', { ...buy, partnerId })).toMatchObject(
        refused('NOT_FOUND', 'partnerId', 'Your organization has no such partner.', 'R30'),
      );
    }
    expect(
      await act('customer', 'subscriptionChangeRequest', {
        kind: 'CANCEL',
        subscriptionId: subscription.id,
        partnerId: ORGANIZATION.provider,
      }),
    ).toMatchObject(refused('INVALID', 'partnerId', '`partnerId` is not the partner who sold this subscription; leave it out.'));
  });

  test.each([
    [{ kind: 'BUY', quantity: 1 }, 'offerName', 'Say what to buy: name the subscription of which you want more, or the offer.'],
    [{ kind: 'BUY', offerName: 'Power BI Pro' }, 'quantity', '`quantity` is required.'],
    [{ kind: 'BUY', offerName: 'Power BI Pro', quantity: 0 }, 'quantity', '`quantity` must be from 1 to 1,000,000.'],
    [{ kind: 'BUY', offerName: ' ', quantity: 1 }, 'offerName', '`offerName` must not be empty.'],
    [{ kind: 'CANCEL' }, 'subscriptionId', '`subscriptionId` is required.'],
  ])('where it does not say what is wanted: %j', async (input, field, message) => {
    expect(await act('customer', 'subscriptionChangeRequest', input)).toMatchObject(refused('INVALID', field, message));
  });

  test('for more units than there are', async () => {
    const input = { kind: 'CANCEL', subscriptionId: subscription.id, quantity: subscription.quantity + 1 };
    expect(await act('customer', 'subscriptionChangeRequest', input)).toMatchObject({
      problems: [
        { code: 'INVALID', field: 'quantity', message: expect.stringMatching(new RegExp(`has ${subscription.quantity} units?;`)) },
      ],
    });
  });

  test.each([
    ['EXPIRED', 'has expired'],
    ['DELETED', 'was deleted'],
  ])('to cancel what is over: %s', async (status, words) => {
    const [row] = await sql(
      `insert into customer_subscription (external_id, customer_id, offer_name, quantity, status, partner_of_record_id) values ($1, $2, 'Old', 1, $3, $4) returning id`,
      [randomUUID(), ORGANIZATION.customer, status, ORGANIZATION.reseller],
    );
    expect(await act('customer', 'subscriptionChangeRequest', { kind: 'CANCEL', subscriptionId: row.id })).toMatchObject(
      refused('STATE', 'subscriptionId', `A subscription that ${words} cannot be cancelled.`),
    );
  });
});

describe('asking', () => {
  test('reaches the partner, and the provider behind it sees it', async () => {
    setClock(new Date('2021-01-02T03:04:05.678Z'));
    const { change, problems } = await act('customer', 'subscriptionChangeRequest', { ...buy, reason: 'Three people join.' });
    setClock();

    expect(problems).toEqual([]);
    expect(change).toEqual({
      id: expect.any(String),
      ...buy,
      state: 'REQUESTED',
      reason: 'Three people join.',
      answer: null,
      requestedBy: 'Elena Bassi',
      answeredBy: null,
      createdAt: '2021-01-02T03:04:05.678Z',
      updatedAt: '2021-01-02T03:04:05.678Z',
      settledAt: null,
      customer: { id: ORGANIZATION.customer },
      partner: { id: ORGANIZATION.reseller },
      provider: { id: ORGANIZATION.provider },
      subscription: null,
    });
    const document = 'query ($id: ID!) { subscriptionChange(id: $id) { state } }';
    const seen = async (who: string) => (await (await platform().as(who)).get<any, any>(document, { id: change.id })).subscriptionChange;
    for (const who of ['customer', 'reseller', 'provider']) expect([who, await seen(who)]).toEqual([who, { state: 'REQUESTED' }]);
    for (const who of ['direct', 'other-provider', 'other-reseller', 'other-customer', 'vendor'])
      expect([who, await seen(who)]).toEqual([who, null]);
  });

  test('to cancel takes offer and partner from the subscription, and changes nothing of it', async () => {
    const before = await sql('select * from customer_subscription order by id');
    const { change } = await act('customer', 'subscriptionChangeRequest', {
      kind: 'CANCEL',
      subscriptionId: subscription.id,
      offerName: 'Other',
    });

    expect(change).toMatchObject({
      offerName: subscription.offer_name,
      quantity: null,
      subscription: { id: subscription.id },
      partner: { id: ORGANIZATION.reseller },
    });
    await act('reseller', 'subscriptionChangeAccept', { changeId: change.id });
    expect((await act('reseller', 'subscriptionChangeComplete', { changeId: change.id })).change.state).toBe('COMPLETED');
    expect(await sql('select * from customer_subscription order by id')).toEqual(before);
  });

  test('again under the same name asks once', async () => {
    const clientMutationId = randomUUID();
    const first = await act('customer', 'subscriptionChangeRequest', { ...buy, clientMutationId });
    expect(await act('customer', 'subscriptionChangeRequest', { ...buy, clientMutationId })).toEqual(first);
    expect(await act('customer', 'subscriptionChangeRequest', { ...buy, quantity: 4, clientMutationId })).toMatchObject(
      refused('CONFLICT', 'clientMutationId', 'This `clientMutationId` was used before with another input.'),
    );
  });

  test('a customer of several partners names one, or the subscription', async () => {
    const [two] = await sql<{ customer: string; one: string; other: string }>(
      `select customer_id as customer, min(partner_id::text) as one, max(partner_id::text) as other from customer_partner group by 1 having count(*) > 1 limit 1`,
    );
    const somebody = await colleague('customer', { organization: two!.customer });

    expect(await act(somebody, 'subscriptionChangeRequest', buy)).toMatchObject({ problems: [{ code: 'INVALID', field: 'partnerId' }] });
    for (const partnerId of [two!.one, two!.other])
      expect((await act(somebody, 'subscriptionChangeRequest', { ...buy, partnerId })).change.partner).toEqual({ id: partnerId });
  });
});

const VERBS = [
  ['Accept', {}],
  ['Decline', { answer: 'It is no longer sold.' }],
  ['Complete', { answer: 'Order 4711.' }],
] as const;

describe.each(VERBS)('subscriptionChange%s', (verb, said) => {
  const mutation = `subscriptionChange${verb}`;
  const from = verb === 'Complete' ? 'ACCEPTED' : 'REQUESTED';
  const ready = async () => {
    const changeId = await requestChange();
    await put(changeId, from);
    return changeId;
  };

  test('is refused to those who do not see the request: it is not there', async () => {
    const changeId = await ready();
    for (const who of ['direct', 'other-provider', 'other-reseller', 'other-customer', 'vendor'])
      expect(await act(who, mutation, { changeId, ...said })).toMatchObject(
        refused('NOT_FOUND', 'changeId', '`changeId` names nothing that is there.'),
      );
    expect(await act('reseller', mutation, { changeId: UNKNOWN, ...said })).toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
  });

  test('is refused to the customer: it cannot change its subscriptions', async () => {
    expect(await act('customer', mutation, { changeId: await ready(), ...said })).toMatchObject(
      refused('FORBIDDEN', null, 'A customer member may not do this.', verb === 'Complete' ? 'R31' : 'R30'),
    );
  });

  test('is refused to the provider behind the partner, who sees the request', async () => {
    expect(await act('provider', mutation, { changeId: await ready(), ...said })).toMatchObject(
      refused('FORBIDDEN', null, 'Only the partner whom the customer asked can answer this request and carry it out.', 'R30'),
    );
  });

  test('is refused to a helpdesk agent, who places no orders', async () => {
    const helpdesk = await colleague('reseller', { role: 'HELPDESK_AGENT' });
    expect(await act(helpdesk, mutation, { changeId: await ready(), ...said })).toMatchObject(
      refused('FORBIDDEN', null, 'A partner helpdesk agent may not do this.'),
    );
  });

  test.each(['REQUESTED', 'ACCEPTED', 'DECLINED', 'COMPLETED'])(
    'of a request that is %s does what the table of states says',
    async (state) => {
      const changeId = await requestChange();
      await put(changeId, state);
      const to: Record<string, Record<string, string>> = {
        Accept: { REQUESTED: 'ACCEPTED' },
        Decline: { REQUESTED: 'DECLINED', ACCEPTED: 'DECLINED' },
        Complete: { ACCEPTED: 'COMPLETED' },
      };
      const { change, problems } = await act('reseller', mutation, { changeId, ...said });
      expect([change?.state ?? null, problems.map(({ code, field }) => `${code} ${field}`)]).toEqual(
        to[verb]![state] ? [to[verb]![state], []] : [null, ['STATE changeId']],
      );
    },
  );

  test('is done by somebody in sales, too; it says who answered, and everybody concerned can see it', async () => {
    const changeId = await ready();
    const sales = await colleague('reseller', { role: 'SALES_AGENT', name: 'Sara Vendite' });
    const { change } = await act(sales, mutation, { changeId, ...said });

    expect(change).toMatchObject({ answeredBy: 'Sara Vendite', answer: (said as { answer?: string }).answer ?? null });
    expect(change.settledAt === null).toBe(verb === 'Accept');
    const events = await sql(`select kind from event where subject_type = 'SubscriptionChange' and subject_id = $1 order by at, id`, [
      changeId,
    ]);
    expect(events.map(({ kind }) => kind)).toEqual(['subscription_change.requested', `subscription_change.${change.state.toLowerCase()}`]);
    const document = 'query ($id: ID!) { subscriptionChange(id: $id) { state audit { nodes { verb actor } } } }';
    expect((await (await platform().as('customer')).get<any, any>(document, { id: changeId })).subscriptionChange).toEqual({
      state: change.state,
      audit: {
        nodes: [
          { verb: mutation, actor: 'Sara Vendite' },
          { verb: 'subscriptionChangeRequest', actor: 'Elena Bassi' },
        ],
      },
    });
  });

  test('again under the same name is done once', async () => {
    const input = { changeId: await ready(), ...said, clientMutationId: randomUUID() };
    const first = await act('reseller', mutation, input);
    expect(first.problems).toEqual([]);
    expect(await act('reseller', mutation, input)).toEqual(first);
  });

  test('is refused where the words are too many', async () => {
    expect(await act('reseller', mutation, { changeId: await ready(), answer: 'x'.repeat(2001) })).toMatchObject({
      problems: [{ code: 'INVALID', field: 'answer' }],
    });
  });
});

test('two agents who answer at once: one is first, and the other is told', async () => {
  const changeId = await requestChange();
  const payloads = await Promise.all([
    act('reseller', 'subscriptionChangeAccept', { changeId }),
    act('reseller', 'subscriptionChangeAccept', { changeId }),
  ]);
  expect(payloads.map(({ problems }) => problems.map(({ code }) => code)).sort()).toEqual([[], ['STATE']]);
});

test('requests are listed at the root, of the customer, of the partner and of the subscription', async () => {
  const { change } = await act('customer', 'subscriptionChangeRequest', { kind: 'CANCEL', subscriptionId: subscription.id });
  const document = `{ subscriptionChanges(first: 1, filter: { states: [REQUESTED], kinds: [CANCEL], customers: ["${ORGANIZATION.customer}"] }) { nodes { id } }
    customer(id: "${ORGANIZATION.customer}") { subscriptionChanges(first: 1) { nodes { id } } subscriptions { nodes { id changes(first: 1) { nodes { id } } } } }
    partner(id: "${ORGANIZATION.reseller}") { subscriptionChanges(first: 1) { nodes { id } } } }`;
  const seen = await (await platform().as('provider')).get<any, any>(document);

  const first = { nodes: [{ id: change.id }] };
  expect(seen.subscriptionChanges).toEqual(first);
  expect(seen.customer.subscriptionChanges).toEqual(first);
  expect(seen.partner.subscriptionChanges).toEqual(first);
  expect(seen.customer.subscriptions.nodes.find(({ id }: { id: string }) => id === subscription.id).changes).toEqual(first);
});
