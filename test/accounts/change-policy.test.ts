/** A request to buy or cancel goes to the partner, who alone answers it: the database says so to whatever the program runs. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { names, observe, type Observed } from '../visibility/lookers.ts';

let world: Observed;
let change: { id: string; customer_id: string; partner_id: string; provider_id: string };
let bought: { id: string; partner_of_record_id: string };
beforeAll(async () => {
  world = await observe();
  const [customer, partner, provider] = ['customer', 'reseller', 'provider'].map((name) => world.looker(name).viewer.organization);
  [change] = (await world.platform.database.sql(
    `insert into subscription_change (kind, state, customer_id, partner_id, provider_id, offer_name, quantity, requested_by, created_at, updated_at)
     values ('BUY', 'REQUESTED', $1, $2, $3, 'x', 1, 'x', now(), now()) returning *`,
    [customer, partner, provider],
  )) as [typeof change];
  [bought] = (await world.platform.database.sql(
    'select * from customer_subscription where customer_id = $1 and partner_of_record_id = $2',
    [customer, partner],
  )) as [typeof bought];
});
afterAll(() => world.stop());

/** How many rows a statement touches, or the code with which PostgreSQL refuses it. */
const outcome = (name: string, statement: string, values: unknown[] = []) =>
  world.as(world.looker(name).viewer, `${statement} returning id`, values).then(
    (rows) => rows.length,
    ({ code }: { code: string }) => code,
  );

test.each(names)('the answer of the %s is written by the partner that was asked, and by nobody else', async (name) => {
  const answered = await outcome(name, `update subscription_change set state = 'ACCEPTED', answer = 'x' where id = $1`, [change.id]);
  expect(answered).toBe({ reseller: 1, provider: '42501', sales: '42501' }[name] ?? 0);
});

test.each(['customer_id', 'partner_id', 'provider_id', 'quantity', 'offer_name', 'kind', 'reason', 'requested_by'])(
  'what was asked stays: nobody changes %s',
  async (column) => {
    for (const name of names)
      expect(await outcome(name, `update subscription_change set ${column} = null where id = $1`, [change.id])).toBe('42501');
  },
);

test('a customer asks, for itself, whoever sold it the subscription or sells to it, and answers nothing itself', async () => {
  const ask = (
    partner: string,
    { subscription = null, state = 'REQUESTED', by = 'customer' }: Partial<Record<'subscription' | 'state' | 'by', string | null>> = {},
  ) =>
    outcome(
      by!,
      `insert into subscription_change (kind, state, customer_id, partner_id, subscription_id, offer_name, quantity, requested_by, created_at, updated_at)
       values ('BUY', $1, $2, $3, $4, 'x', 1, 'x', now(), now())`,
      [state, change.customer_id, partner, subscription],
    );
  const [{ id: foreign }] = (await world.platform.database.sql('select id from customer_subscription where customer_id <> $1 limit 1', [
    change.customer_id,
  ])) as [{ id: string }];

  expect(await ask(change.partner_id)).toBe(1);
  expect(await ask(bought.partner_of_record_id, { subscription: bought.id })).toBe(1);
  for (const partner of [change.provider_id, world.looker('direct').viewer.organization])
    for (const subscription of [null, bought.id]) expect(await ask(partner, { subscription })).toBe('42501');
  for (const more of [{ subscription: foreign }, { state: 'COMPLETED' }, { by: 'reseller' }, { by: 'other-customer' }])
    expect([more, await ask(change.partner_id, more)]).toEqual([more, '42501']);
});
