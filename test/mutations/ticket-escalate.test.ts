import { afterEach, describe, expect, test } from '@jest/globals';
import { escalating, REQUEST, SUPPORT } from './escalating.ts';
import { ORGANIZATION, problem, UNKNOWN } from './stage.ts';

const { act, ready, readyDirect, escalate, delegate, openTicket, put, colleague, platform, sql, service, setClock } = escalating();
afterEach(() => setClock());

const refused = (code: string, field: string | null, message: unknown, rule?: string) => ({
  ticket: null,
  escalation: null,
  ...problem(code, field, message as string, rule),
});
const stateOf = async (ticketId: string) => (await sql('select state from ticket where id = $1', ticketId))[0].state;

describe('handing a ticket on is refused', () => {
  test('to those who do not see it: it is not there', async () => {
    const ticketId = await ready();
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });

    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer', 'vendor', sales]) {
      for (const id of [ticketId, UNKNOWN])
        expect(await act(stranger, 'ticketEscalate', { ticketId: id, ...REQUEST })).toMatchObject(
          refused('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
        );
    }
  });

  test('to the customer, whose partner does it (rule R18); and to the vendor', async () => {
    const ticketId = await ready();
    expect(await escalate('customer', ticketId)).toMatchObject(refused('FORBIDDEN', null, 'A customer member may not do this.', 'R18'));

    await put(ticketId, 'ESCALATED');
    expect(await escalate('vendor', ticketId)).toMatchObject(refused('FORBIDDEN', null, 'A vendor member may not do this.', 'R18'));
  });

  test.each([
    ['NEW', 'new'],
    ['TRIAGE', 'in triage'],
    ['WAITING_ON_CUSTOMER', 'waiting on the customer'],
    ['WAITING_ON_PROVIDER', 'with the provider already'],
    ['ESCALATED', 'with the vendor already'],
    ['RESOLVED', 'resolved'],
    ['CLOSED', 'closed'],
  ])('when it is %s (rule R06)', async (state, words) => {
    const ticketId = await ready();
    await put(ticketId, state);

    expect(await escalate('reseller', ticketId)).toMatchObject(
      refused('STATE', 'ticketId', `Only a ticket that is in progress is handed on; this one is ${words}.`, 'R06'),
    );
  });

  test('without a word on what it means for the business', async () => {
    expect(await escalate('reseller', await ready(), { impact: ' ' })).toMatchObject(
      refused('INVALID', 'impact', '`impact` must not be empty.'),
    );
  });
});

describe('the contact', () => {
  test('can be written to, and called', async () => {
    const ticketId = await ready();
    const ask = (more: object) => escalate('reseller', ticketId, { contact: { ...REQUEST.contact, ...more } });

    for (const email of ['nobody', 'a@b', 'a b@partner.example'])
      expect(await ask({ email })).toMatchObject(refused('INVALID', 'contact.email', '`contact.email` is not an e-mail address.'));
    for (const phone of ['none', '+39', '02 1234 ask for Elena'])
      expect(await ask({ phone })).toMatchObject(refused('INVALID', 'contact.phone', '`contact.phone` is not a telephone number.'));
  });

  test('is nobody at the customer, however that is written (rule R14)', async () => {
    const theirs = { name: 'Elena', email: 'elena@elsewhere.example', phone: '+39 02 5555' };
    const ticketId = await ready({ contact: theirs });
    const [{ domain }] = await sql('select domain from customer where id = $1', ORGANIZATION.customer);
    const own = 'Name somebody at your own organization as the contact, never the customer.';

    for (const more of [
      { email: `elena@${domain.toUpperCase()}` },
      { email: `elena@mail.${domain}` },
      { email: theirs.email.toUpperCase() },
      { phone: '0039 (02) 55-55' },
    ])
      expect(await escalate('reseller', ticketId, { contact: { ...REQUEST.contact, ...more } })).toMatchObject(
        refused('INVALID', 'contact', own, 'R14'),
      );
    const { problems } = await escalate('reseller', ticketId, { contact: { ...REQUEST.contact, email: `agent@not${domain}` } });
    expect(problems).toEqual([]);
  });
});

describe('the evidence', () => {
  test.each([
    ['UNDOCUMENTED_SERVICE_PROBLEM', 'R09', { expected: 'x' }],
    ['SERVICE_UNAVAILABLE', 'R10', { since: '2026-01-01T00:00:00.000Z' }],
    ['BUG_OR_IRREGULARITY', 'R11', { steps: 'x' }],
    ['LARGE_SCALE_NETWORK_DISRUPTION', 'R12', { networks: 'x', since: '2026-01-01T00:00:00.000Z' }],
  ])('for %s is asked (rule %s), and kept', async (category, rule, evidence) => {
    const ticketId = await readyDirect();
    const { problems } = await escalate('direct', ticketId, { category, evidence: {} });
    expect(problems).toMatchObject([{ field: 'evidence', rule: { code: rule } }]);
    for (const name of Object.keys(evidence)) expect(problems[0]!.message).toContain(`evidence.${name}`);

    const { escalation } = await escalate('direct', ticketId, { category, evidence });
    expect(escalation).toMatchObject({ category, evidence, state: 'WITH_VENDOR' });
  });

  test('for a regional problem is tickets of at least two customers in the region that the partner may see (rule R13)', async () => {
    const category = 'REGIONAL_MULTITENANT';
    const customers = await sql(
      'select customer_id as id from customer_partner where partner_id = $1 order by 1 limit 3',
      ORGANIZATION.direct,
    );
    const ticketId = await readyDirect();
    const [twin, other, elsewhere] = [
      await readyDirect(),
      await readyDirect({ customerId: customers[1].id }),
      await readyDirect({ customerId: customers[2].id }),
    ];
    await sql(
      `insert into customer_subscription (external_id, customer_id, service_id, offer_name, quantity, status, region, partner_of_record_id)
       values (gen_random_uuid()::text, $1, $2, 'Q', 1, 'ACTIVE', 'APC', $3)`,
      customers[2].id,
      service(),
      ORGANIZATION.direct,
    );
    const ask = (ticketIds: string[], region: string | null = 'EUR') =>
      escalate('direct', ticketId, { category, evidence: { region, ticketIds } });
    const missing = (words: string) => refused('INVALID', 'evidence', `For a regional problem this is missing: ${words}.`, 'R13');

    expect(await ask([], null)).toMatchObject(missing('evidence.region or evidence.ticketIds'));
    expect(await ask([])).toMatchObject(missing('evidence.ticketIds'));
    expect(await ask([ticketId, twin])).toMatchObject(missing('evidence.ticketIds'));
    expect(await ask([elsewhere])).toMatchObject(missing('evidence.ticketIds'));
    const foreign = await openTicket();
    for (const id of [foreign, UNKNOWN])
      expect(await ask([other, id])).toMatchObject(
        refused('NOT_FOUND', 'evidence.ticketIds', '`evidence.ticketIds` names nothing that is there.'),
      );
    await sql('update customer_subscription set region = null where service_id = $1', service());

    const unlike = await readyDirect({ customerId: customers[1].id });
    await sql(`update ticket set service_id = (select id from service where id <> $2 limit 1) where id = $1`, unlike, service());
    expect(await ask([unlike])).toMatchObject(missing('evidence.ticketIds'));

    const { escalation } = await ask([other]);
    expect(escalation.evidenceTickets.map(({ id }: { id: string }) => id).sort()).toEqual([ticketId, other].sort());
  });

  test('of an incident that explains it bars every category, until somebody says why it does not (rule R07)', async () => {
    const ticketId = await readyDirect();
    await sql(`update health_check set conclusion = 'DOCUMENTED' where ticket_id = $1`, ticketId);
    const evidence = { since: '2026-01-01T00:00:00.000Z' };
    const unavailable = () => escalate('direct', ticketId, { category: 'SERVICE_UNAVAILABLE', evidence });

    for (const { problems } of [await escalate('direct', ticketId), await unavailable()])
      expect(problems).toMatchObject([{ code: 'STATE', field: 'ticketId', rule: { code: 'R07' } }]);
    const why = { conclusion: 'UNDOCUMENTED', remark: 'That one is in another region.' };
    expect((await act('direct', 'ticketCheckHealth', { ticketId, ...why })).problems).toEqual([]);
    expect((await unavailable()).ticket.state).toBe('ESCALATED');
  });
});

describe('a direct-bill partner hands a problem over by itself', () => {
  test('and the vendor sees the ticket, whom it concerns, and until when it has to answer', async () => {
    const ticketId = await readyDirect();
    const at = new Date(Date.now() + 60_000);
    setClock(at);

    const { ticket, escalation, problems } = await escalate('direct', ticketId);

    expect(problems).toEqual([]);
    expect(ticket.state).toBe('ESCALATED');
    expect(escalation).toMatchObject({
      state: 'WITH_VENDOR',
      severity: 'MODERATE',
      vehicle: 'PSFP',
      contact: REQUEST.contact,
      filedBy: { id: ORGANIZATION.direct },
      provider: null,
      handedOverBy: { id: ORGANIZATION.direct },
      delegation: { id: expect.any(String) },
      filedAt: at.toISOString(),
      handedOverAt: at.toISOString(),
      responseHours: 4,
      responseDueAt: new Date(at.getTime() + 4 * 3_600_000).toISOString(),
      respondedAt: null,
      isResponseOverdue: false,
    });
    const look = 'query ($id: ID!) { ticket(id: $id) { escalations { nodes { id isResponseOverdue } } customer { id } } }';
    setClock(new Date(at.getTime() + 4 * 3_600_000 + 1));
    const { ticket: seen } = await (await platform().as('vendor')).get<any, any>(look, { id: ticketId });
    expect(seen).toMatchObject({
      escalations: { nodes: [{ id: escalation.id, isResponseOverdue: true }] },
      customer: { id: expect.any(String) },
    });
  });

  test.each([
    ['CRITICAL', 2],
    ['MODERATE', 4],
    ['MINIMAL', 8],
  ])('and a %s one is to be answered within %i hours', async (severity, hours) => {
    const { escalation } = await escalate('direct', await readyDirect({ severity }));

    expect(escalation).toMatchObject({ severity, responseHours: hours });
  });

  test('to nobody else: there is no provider behind it (rule R05)', async () => {
    expect((await escalate('direct', await readyDirect(), { to: 'PROVIDER' })).problems).toMatchObject([
      { field: 'ticketId', rule: { code: 'R05' } },
    ]);
  });

  test('once, however often it is sent under one name', async () => {
    const ticketId = await readyDirect();
    const first = await escalate('direct', ticketId, { clientMutationId: 'escalate once' });

    expect(await escalate('direct', ticketId, { clientMutationId: 'escalate once' })).toEqual(first);
    expect(await sql('select from escalation where ticket_id = $1', ticketId)).toHaveLength(1);
  });

  test('of ten who do so at once one wins, and the others are told', async () => {
    const ticketId = await readyDirect();

    const payloads = await Promise.all(Array.from({ length: 10 }, () => escalate('direct', ticketId)));

    expect(payloads.filter(({ ticket }) => ticket)).toHaveLength(1);
    for (const { problems } of payloads.filter(({ ticket }) => !ticket))
      expect(problems).toMatchObject([{ message: 'Only a ticket that is in progress is handed on; this one is with the vendor already.' }]);
    expect(await sql('select from escalation where ticket_id = $1', ticketId)).toHaveLength(1);
  });

  test.each([
    ['that nobody knows', ['dd4db9a0-cc4a-4213-9f9f-70242232d97e', 'nonsense'], /^You have no rights in this customer’s tenant/],
    [
      'that cannot file',
      ['790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b', '88d8e3e3-8f55-4a1e-953a-9b9898b8876b'],
      /ask for Service Support Administrator\.$/,
    ],
  ])('never under roles %s (rule R01)', async (_what, roleIds, said) => {
    const ticketId = await readyDirect();
    const [{ customer_id: customerId }] = await sql('select customer_id from ticket where id = $1', ticketId);
    await delegate(ORGANIZATION.direct, customerId, { roleIds });

    expect((await escalate('direct', ticketId)).problems[0]!.message).toMatch(said);
    await delegate(ORGANIZATION.direct, customerId, { roleIds: [...roleIds, SUPPORT.toUpperCase()] });
    expect((await escalate('direct', ticketId)).problems).toEqual([]);
  });

  test('never under a delegation that ended between two calls', async () => {
    const ticketId = await readyDirect();
    setClock(new Date(Date.now() + 86_400_000 + 60_000));

    expect((await escalate('direct', ticketId)).problems).toMatchObject([{ rule: { code: 'R01' } }]);
  });
});

describe('a reseller hands a problem to its provider', () => {
  test('who sees it wait there; the vendor hears nothing of it, and the customer sees that it waits', async () => {
    const ticketId = await ready();
    const { ticket, escalation } = await escalate('reseller', ticketId, { vehicle: null });

    expect(ticket.state).toBe('WAITING_ON_PROVIDER');
    expect(escalation).toMatchObject({
      state: 'WITH_PROVIDER',
      filedBy: { id: ORGANIZATION.reseller },
      provider: { id: ORGANIZATION.provider },
      handedOverAt: null,
      responseDueAt: null,
      vehicle: null,
    });
    const look = 'query ($id: ID!) { ticket(id: $id) { state escalations { nodes { id } } } }';
    const seenBy = async (who: string) => (await (await platform().as(who)).get<any, any>(look, { id: ticketId })).ticket;
    expect(await seenBy('provider')).toEqual({ state: 'WAITING_ON_PROVIDER', escalations: { nodes: [{ id: escalation.id }] } });
    expect(await seenBy('customer')).toEqual({ state: 'WAITING_ON_PROVIDER', escalations: { nodes: [] } });
    expect(await seenBy('vendor')).toBeNull();
  });

  test('and needs no delegation for that', async () => {
    const ticketId = await ready();
    await sql('delete from delegation where customer_id = $1', ORGANIZATION.customer);

    expect((await escalate('reseller', ticketId)).ticket.state).toBe('WAITING_ON_PROVIDER');
  });

  test('not to one with whom it no longer does business (rule R05)', async () => {
    const ticketId = await ready();
    await sql(`update partner_relationship set state = 'INACTIVE' where reseller_id = $1`, ORGANIZATION.reseller);
    const { problems } = await escalate('reseller', ticketId);
    await sql(`update partner_relationship set state = 'ACTIVE' where reseller_id = $1`, ORGANIZATION.reseller);

    expect(problems).toMatchObject([{ code: 'STATE', field: 'ticketId', rule: { code: 'R05' } }]);
  });

  test('and not past it to the vendor, unless the filing policy for these products says so; for Azure it is not meant to', async () => {
    const ticketId = await ready();
    const { filingPolicies } = await (
      await platform().as('reseller')
    ).get<any, any>('{ filingPolicies { nodes { family indirectReseller basis } } }');
    expect(filingPolicies.nodes.filter(({ indirectReseller }: any) => indirectReseller)).toEqual([]);
    expect((await escalate('reseller', ticketId, { to: 'VENDOR' })).problems).toMatchObject([
      {
        code: 'STATE',
        field: 'to',
        rule: { code: 'R05' },
        message: 'Partners of your kind file no requests with the vendor for Microsoft 365: hand it to your provider.',
      },
    ]);

    await sql(`update filing_policy set indirect_reseller = true where family = 'MICROSOFT_365'`);
    const { ticket, escalation } = await escalate('reseller', ticketId, { to: 'VENDOR' });
    const [azure] = await sql(`select id from service where key like '%/%' limit 1`);
    const onAzure = await ready({ serviceId: azure.id });
    const { problems } = await escalate('reseller', onAzure, { to: 'VENDOR' });
    await sql(`update filing_policy set indirect_reseller = false`);

    expect([ticket.state, escalation.provider]).toEqual(['ESCALATED', null]);
    expect(problems).toMatchObject([{ field: 'to', rule: { code: 'R05' } }]);
    expect(await stateOf(onAzure)).toBe('IN_PROGRESS');
  });
});

describe('the support program', () => {
  const family = async (key: string) => (await sql('select id from service where key = $1', key))[0].id as string;

  test.each([
    ['Exchange', 'UNDOCUMENTED_SERVICE_PROBLEM', ['ASFP', 'PSFP', 'UNIFIED', 'SIGNATURE']],
    ['DynamicsCRM', 'UNDOCUMENTED_SERVICE_PROBLEM', ['ASFP', 'PSFP', 'UNIFIED']],
    ['Exchange', 'BUG_OR_IRREGULARITY', ['ASFP', 'PSFP', 'UNIFIED', 'SIGNATURE', 'MSRC']],
    [null, 'UNDOCUMENTED_SERVICE_PROBLEM', ['COMMERCIAL']],
  ])('has to fit the product %s and the category %s (rule R36)', async (key, category, fitting) => {
    const evidence = { expected: 'x', steps: 'x' };
    const ticketId = await readyDirect({ serviceId: key && (await family(key)) });

    for (const vehicle of ['COMMERCIAL', 'ASFP', 'PSFP', 'UNIFIED', 'SIGNATURE', 'ON_PREMISES', 'MSRC', null]) {
      if (vehicle && (fitting as string[]).includes(vehicle)) continue;
      expect((await escalate('direct', ticketId, { category, evidence, vehicle })).problems).toMatchObject([
        { field: 'vehicle', rule: { code: 'R36' }, message: expect.stringContaining(fitting[0]!) },
      ]);
    }
    expect((await escalate('direct', ticketId, { category, evidence, vehicle: fitting.at(-1) })).ticket.state).toBe('ESCALATED');
  });
});
