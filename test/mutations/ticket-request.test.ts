import { afterEach, describe, expect, test } from '@jest/globals';
import { ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { platform, act, colleague } = stage();

const said = { title: 'Mail is late', description: 'Since this morning.', severity: 'MODERATE' };
const noTicket = (code: string, field: string | null, message: string, rule?: string) => ({
  ticket: null,
  ...problem(code, field, message, rule),
});
const sql = (text: string, ...values: unknown[]) => platform().database.sql<any>(text, values);
const count = async () => (await sql('select count(*)::int from ticket'))[0]!.count;

describe('a request is refused', () => {
  test('to everybody but customers', async () => {
    const before = await count();

    for (const [who, name] of [
      ['vendor', 'A vendor member'],
      ['reseller', 'A partner admin agent'],
      ['provider', 'A partner admin agent'],
    ] as const)
      expect(await act(who, 'ticketRequest', said)).toMatchObject(noTicket('FORBIDDEN', null, `${name} may not do this.`, 'R18'));
    expect(await count()).toBe(before);
  });

  test('at a partner that is not the customer’s (rule R18)', async () => {
    for (const partnerId of [ORGANIZATION.direct, ORGANIZATION.provider, UNKNOWN]) {
      expect(await act('customer', 'ticketRequest', { ...said, partnerId })).toMatchObject(
        noTicket('NOT_FOUND', 'partnerId', 'There is no such partner of this customer.', 'R18'),
      );
    }
  });

  test('about a service, a subscription or a product resource that is not there', async () => {
    const [foreign] = await sql('select id from customer_subscription where customer_id <> $1 limit 1', ORGANIZATION.customer);

    expect(await act('customer', 'ticketRequest', { ...said, serviceId: UNKNOWN })).toMatchObject(
      noTicket('NOT_FOUND', 'serviceId', 'There is no such service.'),
    );
    expect(await act('customer', 'ticketRequest', { ...said, subscriptionId: foreign.id })).toMatchObject(
      noTicket('NOT_FOUND', 'subscriptionId', 'There is no such subscription of this customer.'),
    );
    expect(await act('customer', 'ticketRequest', { ...said, supportResourceIds: [UNKNOWN] })).toMatchObject(
      noTicket('NOT_FOUND', 'supportResourceIds.0', 'There is no such product resource.'),
    );
  });
});

describe('a request comes in as a ticket', () => {
  test('that the partner sees, as does the provider behind it; and nobody else does', async () => {
    const contact = { name: 'Elena Bassi', email: 'elena.bassi@torvalle.example', phone: null };
    const { ticket, problems } = await act('customer', 'ticketRequest', { ...said, title: 'A ticket to be seen', contact });

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
    const { ticket } = await act('customer', 'ticketRequest', said);
    const { ticket: seen } = await (
      await platform().as('provider')
    ).get<any, any>('query ($id: ID!) { ticket(id: $id) { timeline { nodes { kind actor } } } }', { id: ticket.id });

    expect(seen.timeline.nodes).toEqual([{ kind: 'ticket.opened', actor: 'Elena Bassi' }]);
  });
});

describe('the product resources', () => {
  test('that the customer was shown first are kept with the request as they were (rule R33)', async () => {
    const { services } = await (
      await platform().as('customer')
    ).get<any, any>('{ services(first: 50) { nodes { key supportResources { nodes { id title url } } } } }');
    const shown = services.nodes.find(({ key }: { key: string }) => key === 'Exchange').supportResources.nodes;
    expect(shown.length).toBeGreaterThan(0);

    const { ticket } = await act('customer', 'ticketRequest', { ...said, supportResourceIds: shown.map(({ id }: { id: string }) => id) });

    expect(ticket.resourcesOffered).toEqual(shown.map(({ title, url }: { title: string; url: string }) => ({ title, url })));
  });

  test('are no gate: a request without them is taken in all the same', async () => {
    expect((await act('customer', 'ticketRequest', said)).ticket).toMatchObject({ state: 'NEW', resourcesOffered: [] });
  });
});

describe('no request is dropped silently (rule R19)', () => {
  const mute = (id: string) =>
    sql('update partner set support_email = null, support_telephone = null, support_website = null where id = $1', id);
  afterEach(() =>
    sql(`update partner set support_email = 'support@' || id where id = any($1)`, [ORGANIZATION.reseller, ORGANIZATION.provider]),
  );

  test('where the partner states no way to reach its support it lands with the provider behind it, who finds it there', async () => {
    await mute(ORGANIZATION.reseller);

    const { ticket } = await act('customer', 'ticketRequest', said);

    expect(ticket).toMatchObject({
      reception: 'PROVIDER',
      partner: { id: ORGANIZATION.reseller },
      provider: { id: ORGANIZATION.provider },
    });
    const { tickets } = await (
      await platform().as('provider')
    ).get<any, any>('{ tickets(filter: { receptions: [PROVIDER] }) { nodes { id } } }');
    expect(tickets.nodes).toEqual([{ id: ticket.id }]);
  });

  test('where neither does, the customer is told what to do, and nothing is written', async () => {
    await mute(ORGANIZATION.reseller);
    await mute(ORGANIZATION.provider);
    const before = await count();

    const { problems } = await act('customer', 'ticketRequest', said);

    expect(problems).toMatchObject([{ code: 'STATE', field: 'partnerId', rule: { code: 'R19' } }]);
    expect(problems[0]!.message).toMatch(
      /^Corlanto .* states no way to reach its support, .* Ask Corlanto .* to complete its support profile/,
    );
    expect(await count()).toBe(before);
  });

  test('a customer without any partner is told to whom to turn', async () => {
    const [row] = await sql(`insert into customer (name, tenant_id) values ('Alone', gen_random_uuid()) returning id`);
    const alone = await colleague('customer', { organization: row.id });

    const { problems } = await act(alone, 'ticketRequest', said);

    expect(problems).toMatchObject([{ code: 'STATE', field: null, rule: { code: 'R19' } }]);
  });
});
