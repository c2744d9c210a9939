import { describe, expect, test } from '@jest/globals';
import { ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { platform, act, colleague } = stage();

const said = { title: 'Mail is late', description: 'Since this morning.', severity: 'MODERATE' };
const noTicket = (code: string, field: string | null, message: string, rule?: string) => ({
  ticket: null,
  ...problem(code, field, message, rule),
});
const count = async () => (await platform().database.sql<{ count: number }>('select count(*)::int from ticket'))[0]!.count;

describe('opening a ticket is refused', () => {
  test('to the vendor, and to a sales agent of the partner', async () => {
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });
    const before = await count();

    expect(await act('vendor', 'ticketOpen', { ...said, customerId: ORGANIZATION.customer })).toMatchObject(
      noTicket('FORBIDDEN', null, 'A vendor member may not do this.', 'R18'),
    );
    expect(await act(sales, 'ticketOpen', { ...said, customerId: ORGANIZATION.customer })).toMatchObject(
      noTicket('FORBIDDEN', null, 'A partner sales agent may not do this.', 'R01'),
    );
    expect(await count()).toBe(before);
  });

  test.each(['other-provider', 'other-reseller', 'direct', 'other-customer'])(
    'to %s, for whom the customer is not there',
    async (stranger) => {
      const refusals = await Promise.all(
        [ORGANIZATION.customer, UNKNOWN].map((customerId) => act(stranger, 'ticketOpen', { ...said, customerId })),
      );

      for (const refusal of refusals) expect(refusal).toMatchObject(noTicket('NOT_FOUND', 'customerId', 'There is no such customer.'));
    },
  );

  test('with a partner that is not the customer’s', async () => {
    for (const partnerId of [ORGANIZATION.direct, ORGANIZATION.provider, UNKNOWN]) {
      expect(await act('customer', 'ticketOpen', { ...said, partnerId })).toMatchObject(
        noTicket('NOT_FOUND', 'partnerId', 'There is no such partner of this customer.', 'R18'),
      );
    }
  });

  test('to a partner that does not say for which customer', async () => {
    expect(await act('reseller', 'ticketOpen', said)).toMatchObject(noTicket('INVALID', 'customerId', '`customerId` is required.'));
  });

  test('about a service or subscription that is not there, not the customer’s, or not the same', async () => {
    const { sql } = platform().database;
    const [foreign] = await sql<any>('select id from customer_subscription where customer_id <> $1 limit 1', [ORGANIZATION.customer]);
    const [own] = await sql<any>(
      'select id, service_id from customer_subscription where customer_id = $1 and service_id is not null limit 1',
      [ORGANIZATION.customer],
    );
    const [other] = await sql<any>('select id from service where id <> $1 limit 1', [own.service_id]);

    expect(await act('customer', 'ticketOpen', { ...said, serviceId: UNKNOWN })).toMatchObject(
      noTicket('NOT_FOUND', 'serviceId', 'There is no such service.'),
    );
    expect(await act('customer', 'ticketOpen', { ...said, subscriptionId: foreign.id })).toMatchObject(
      noTicket('NOT_FOUND', 'subscriptionId', 'There is no such subscription of this customer.'),
    );
    expect(await act('customer', 'ticketOpen', { ...said, subscriptionId: own.id, serviceId: other.id })).toMatchObject(
      noTicket('INVALID', 'serviceId', '`serviceId` is not the service of this subscription; leave it out.'),
    );
  });
});

describe('a customer opens a ticket with its partner', () => {
  test('who sees it, as does the provider behind that partner; and nobody else does', async () => {
    const contact = { name: 'Elena Bassi', email: 'elena.bassi@torvalle.example', phone: null };
    const { ticket, problems } = await act('customer', 'ticketOpen', { ...said, title: 'A ticket to be seen', contact });

    expect(problems).toEqual([]);
    const ids = {
      customer: { id: ORGANIZATION.customer },
      partner: { id: ORGANIZATION.reseller },
      provider: { id: ORGANIZATION.provider },
    };
    expect(ticket).toMatchObject({
      ...said,
      title: 'A ticket to be seen',
      ...ids,
      contact,
      state: 'NEW',
      channel: 'PORTAL',
      number: expect.any(Number),
      assignee: null,
      resolution: null,
    });
    const look = `query ($id: ID!) { ticket(id: $id) { title } tickets(filter: { search: "A ticket to be seen" }) { totalCount nodes { id } } }`;
    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer', 'vendor']) {
      expect(await (await platform().as(stranger)).get<any, any>(look, { id: ticket.id })).toEqual({
        ticket: null,
        tickets: { totalCount: 0, nodes: [] },
      });
    }
    for (const party of ['customer', 'reseller', 'provider']) {
      expect(await (await platform().as(party)).get<any, any>(look, { id: ticket.id })).toEqual({
        ticket: { title: 'A ticket to be seen' },
        tickets: { totalCount: 1, nodes: [{ id: ticket.id }] },
      });
    }
  });

  test('and its history begins with that', async () => {
    const { ticket } = await act('customer', 'ticketOpen', said);
    const { ticket: seen } = await (
      await platform().as('provider')
    ).get<any, any>('query ($id: ID!) { ticket(id: $id) { timeline { nodes { kind actor } } } }', { id: ticket.id });

    expect(seen.timeline.nodes).toEqual([{ kind: 'ticket.opened', actor: 'Elena Bassi' }]);
  });
});

describe('a partner opens a ticket for its customer', () => {
  test.each(['reseller', 'provider'])('as %s: it is the same as if the customer had', async (persona) => {
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

test('forty who open a ticket at once all get one, each with a number of its own', async () => {
  const [service] = await platform().database.sql<any>('select id from service limit 1');

  const payloads = await Promise.all(Array.from({ length: 40 }, () => act('customer', 'ticketOpen', { ...said, serviceId: service.id })));

  expect(payloads.flatMap(({ problems }) => problems)).toEqual([]);
  expect(new Set(payloads.map(({ ticket }) => ticket.number)).size).toBe(40);
});
