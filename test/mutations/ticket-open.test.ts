import { describe, expect, test } from '@jest/globals';
import { ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { platform, act, colleague } = stage();

const said = { title: 'Mail is late', description: 'Since this morning.', severity: 'MODERATE' };
const ours = { ...said, customerId: ORGANIZATION.customer };
const noTicket = (code: string, field: string | null, message: string, rule?: string) => ({
  ticket: null,
  ...problem(code, field, message, rule),
});
const count = async () => (await platform().database.sql<{ count: number }>('select count(*)::int from ticket'))[0]!.count;

describe('opening a ticket is refused', () => {
  test('to the customer, who makes a request to its partner (rule R18); to the vendor, and to a sales agent of the partner', async () => {
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });
    const before = await count();

    expect(await act('customer', 'ticketOpen', { ...said, customerId: ORGANIZATION.customer })).toMatchObject(
      noTicket('FORBIDDEN', null, 'A customer member may not do this.', 'R18'),
    );
    expect(await act('vendor', 'ticketOpen', { ...said, customerId: ORGANIZATION.customer })).toMatchObject(
      noTicket('FORBIDDEN', null, 'A vendor member may not do this.', 'R18'),
    );
    expect(await act(sales, 'ticketOpen', { ...said, customerId: ORGANIZATION.customer })).toMatchObject(
      noTicket('FORBIDDEN', null, 'A partner sales agent may not do this.', 'R01'),
    );
    expect(await count()).toBe(before);
  });

  test.each(['other-provider', 'other-reseller', 'direct'])('to %s, for whom the customer is not there', async (stranger) => {
    const refusals = await Promise.all(
      [ORGANIZATION.customer, UNKNOWN].map((customerId) => act(stranger, 'ticketOpen', { ...said, customerId })),
    );

    for (const refusal of refusals) expect(refusal).toMatchObject(noTicket('NOT_FOUND', 'customerId', 'There is no such customer.'));
  });

  test('with a partner that is not the customer’s', async () => {
    for (const partnerId of [ORGANIZATION.direct, ORGANIZATION.provider, UNKNOWN]) {
      expect(await act('reseller', 'ticketOpen', { ...said, customerId: ORGANIZATION.customer, partnerId })).toMatchObject(
        noTicket('NOT_FOUND', 'partnerId', 'There is no such partner of this customer.', 'R18'),
      );
    }
  });

  test('about a service or subscription that is not there, not the customer’s, or not the same', async () => {
    const { sql } = platform().database;
    const [foreign] = await sql<any>('select id from customer_subscription where customer_id <> $1 limit 1', [ORGANIZATION.customer]);
    const [own] = await sql<any>(
      'select id, service_id from customer_subscription where customer_id = $1 and service_id is not null limit 1',
      [ORGANIZATION.customer],
    );
    const [other] = await sql<any>('select id from service where id <> $1 limit 1', [own.service_id]);

    expect(await act('reseller', 'ticketOpen', { ...ours, serviceId: UNKNOWN })).toMatchObject(
      noTicket('NOT_FOUND', 'serviceId', 'There is no such service.'),
    );
    expect(await act('reseller', 'ticketOpen', { ...ours, subscriptionId: foreign.id })).toMatchObject(
      noTicket('NOT_FOUND', 'subscriptionId', 'There is no such subscription of this customer.'),
    );
    expect(await act('reseller', 'ticketOpen', { ...ours, subscriptionId: own.id, serviceId: other.id })).toMatchObject(
      noTicket('INVALID', 'serviceId', '`serviceId` is not the service of this subscription; leave it out.'),
    );
  });
});

describe('a partner opens a ticket for its customer', () => {
  test.each(['reseller', 'provider'])('as %s: it is the same as if the customer had made a request', async (persona) => {
    const { ticket, problems } = await act(persona, 'ticketOpen', { ...said, customerId: ORGANIZATION.customer });

    expect(problems).toEqual([]);
    expect(ticket).toMatchObject({
      customer: { id: ORGANIZATION.customer },
      partner: { id: ORGANIZATION.reseller },
      provider: { id: ORGANIZATION.provider },
    });
  });

  test('as a helpdesk agent of a direct-bill partner: there is no provider', async () => {
    const { customers } = await (await platform().as('direct')).get<any, any>('{ customers(first: 1) { nodes { id } } }');
    const helpdesk = await colleague('direct', { role: 'HELPDESK_AGENT' });

    const { ticket } = await act(helpdesk, 'ticketOpen', { ...said, customerId: customers.nodes[0].id });

    expect(ticket).toMatchObject({ partner: { id: ORGANIZATION.direct }, provider: null });
  });
});

test('how it came in is kept', async () => {
  expect((await act('reseller', 'ticketOpen', { ...ours, channel: 'TELEPHONE' })).ticket).toMatchObject({
    channel: 'TELEPHONE',
    reception: 'PARTNER',
  });
  expect((await act('reseller', 'ticketOpen', ours)).ticket.channel).toBe('PORTAL');
});

test('forty who open a ticket at once all get one, each with a number of its own', async () => {
  const [service] = await platform().database.sql<any>('select id from service limit 1');

  const payloads = await Promise.all(Array.from({ length: 40 }, () => act('reseller', 'ticketOpen', { ...ours, serviceId: service.id })));

  expect(payloads.flatMap(({ problems }) => problems)).toEqual([]);
  expect(new Set(payloads.map(({ ticket }) => ticket.number)).size).toBe(40);
});
