import { beforeAll, expect, test } from '@jest/globals';
import type { Caller } from '../kit/platform.ts';
import { ORGANIZATION, problem, stage } from './stage.ts';

const { platform, act, colleague } = stage();

const said = { title: 'Mail is late', description: 'Since this morning.', severity: 'MODERATE' };
const noTicket = (code: string, field: string | null, message: string, rule?: string) => ({
  ticket: null,
  ...problem(code, field, message, rule),
});

/** A customer that two partners sell to, and what each of them sold it. */
let shared: { id: string; caller: Caller; partners: { partner_id: string; provider_id: string }[] };
beforeAll(async () => {
  const { sql } = platform().database;
  const [row] = await sql<{ customer_id: string }>('select customer_id from customer_partner group by 1 having count(*) = 2 order by 1');
  const id = row!.customer_id;
  const partners = await sql<any>('select partner_id, provider_id from customer_partner where customer_id = $1', [id]);
  shared = { id, caller: await colleague('customer', { organization: id }), partners };
});

test('a request of a customer with two partners is refused when nothing tells which: both are named, and how to say it', async () => {
  const names = await platform().database.sql<any>('select name from partner where id = any($1) order by name', [
    shared.partners.map(({ partner_id }) => partner_id),
  ]);
  const [one, other] = names.map(({ name }) => name);
  const message = `This customer has several partners. Name one by \`partnerId\`, or say by \`subscriptionId\` or \`serviceId\` what it is about: ${one} or ${other}.`;

  expect(await act(shared.caller, 'ticketRequest', said)).toMatchObject(noTicket('INVALID', 'partnerId', message, 'R19'));
  expect(await act('provider', 'ticketOpen', { ...said, customerId: shared.id })).toMatchObject(
    noTicket('INVALID', 'partnerId', message, 'R19'),
  );
});

test('it is opened with the partner that is named, or that sold the subscription; the other partner does not see it', async () => {
  const [sold] = await platform().database.sql<any>(
    'select id, service_id, partner_of_record_id from customer_subscription where customer_id = $1 and service_id is not null limit 1',
    [shared.id],
  );

  for (const { partner_id, provider_id } of shared.partners) {
    const { ticket } = await act(shared.caller, 'ticketRequest', { ...said, partnerId: partner_id });
    expect(ticket).toMatchObject({ partner: { id: partner_id }, provider: { id: provider_id } });
    const other = await colleague('reseller', {
      organization: shared.partners.find((each) => each.partner_id !== partner_id)!.partner_id,
    });
    expect(await other.get<any, any>('query ($id: ID!) { ticket(id: $id) { id } }', { id: ticket.id })).toEqual({ ticket: null });
  }
  expect((await act(shared.caller, 'ticketRequest', { ...said, subscriptionId: sold.id })).ticket).toMatchObject({
    partner: { id: sold.partner_of_record_id },
    subscription: { id: sold.id },
    service: { id: sold.service_id },
  });
});

test('the service alone tells the partner, where all that the customer has of it was sold by one (rule R34)', async () => {
  const { sql } = platform().database;
  // Each service was sold by one partner: by the first and the second in turn.
  await sql(
    `update customer_subscription s set partner_of_record_id = case when r.number % 2 = 0 then $2::uuid else $3::uuid end
     from (select id, dense_rank() over (order by service_id) as number from customer_subscription where customer_id = $1) r
     where r.id = s.id and s.customer_id = $1 and s.service_id is not null`,
    [shared.id, ...shared.partners.map(({ partner_id }) => partner_id)],
  );
  const sold = await sql<any>(
    `select service_id, min(partner_of_record_id::text) as partner from customer_subscription
     where customer_id = $1 and service_id is not null and status not in ('EXPIRED', 'DISABLED', 'DELETED')
     group by 1 having count(distinct partner_of_record_id) = 1`,
    [shared.id],
  );
  expect(new Set(sold.map(({ partner }) => partner)).size).toBe(2);

  for (const { service_id, partner } of sold) {
    const { ticket } = await act(shared.caller, 'ticketRequest', { ...said, serviceId: service_id });
    expect(ticket).toMatchObject({ partner: { id: partner }, service: { id: service_id } });
    const contact = await shared.caller.get<any, any>(
      'query ($id: ID!, $service: ID!) { customer(id: $id) { supportContact(serviceId: $service) { id } } }',
      {
        id: shared.id,
        service: service_id,
      },
    );
    expect(contact.customer.supportContact).toEqual({ id: partner });
  }
});

test('the provider behind one partner of a customer does not see what the customer asks another partner, even about what that provider sold', async () => {
  const { sql } = platform().database;
  await sql('insert into customer_partner (customer_id, partner_id) values ($1, $2)', [shared.id, ORGANIZATION.direct]);
  const [sold] = await sql<any>(
    'select id, provider_id from customer_subscription where customer_id = $1 and provider_id is not null limit 1',
    [shared.id],
  );

  const { ticket } = await act(shared.caller, 'ticketRequest', { ...said, partnerId: ORGANIZATION.direct, subscriptionId: sold.id });

  expect(ticket).toMatchObject({ partner: { id: ORGANIZATION.direct }, provider: null, subscription: { id: sold.id } });
  const behind = await colleague('provider', { organization: sold.provider_id });
  expect(await behind.get<any, any>('query ($id: ID!) { ticket(id: $id) { id } }', { id: ticket.id })).toEqual({ ticket: null });
});
