import { afterEach, describe, expect, test } from '@jest/globals';
import { inWords, ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { act, announceMaintenance, openTicket, reportIncident, put, colleague, platform, service, setClock } = stage();
afterEach(() => setClock());

const HOUR = 3_600_000;
const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  ticket: null,
  healthCheck: null,
  ...problem(code, field, message, rule),
});
const aboutQuiet = () => openTicket({ serviceId: service() });
const matched = (payload: any) => payload.healthCheck.serviceIncidents.map(({ id }: { id: string }) => id);

describe('looking at service health for a ticket is refused', () => {
  test('to those who do not see it: it is not there', async () => {
    const ticketId = await openTicket();
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });

    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer', 'vendor', sales]) {
      for (const id of [ticketId, UNKNOWN])
        expect(await act(stranger, 'ticketCheckHealth', { ticketId: id })).toMatchObject(
          refused('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
        );
    }
  });

  test('to those who see it and are no partner', async () => {
    const ticketId = await openTicket();
    await put(ticketId, 'ESCALATED');

    for (const [who, name] of [
      ['customer', 'A customer member'],
      ['vendor', 'A vendor member'],
    ] as const)
      expect(await act(who, 'ticketCheckHealth', { ticketId })).toMatchObject(
        refused('FORBIDDEN', null, `${name} may not do this.`, 'R06'),
      );
  });

  test.each(['RESOLVED', 'CLOSED'])('when the ticket is %s', async (state) => {
    const ticketId = await openTicket();
    await put(ticketId, state);

    expect(await act('reseller', 'ticketCheckHealth', { ticketId })).toMatchObject(
      refused('STATE', 'ticketId', `A ticket that is ${inWords(state)} cannot be compared with service health.`),
    );
  });

  test('with a conclusion that what matches does not bear, and nothing is kept of it', async () => {
    const ticketId = await aboutQuiet();
    expect(await act('reseller', 'ticketCheckHealth', { ticketId, conclusion: 'DOCUMENTED' })).toMatchObject(
      refused('INVALID', 'conclusion', 'No incident matches this ticket: it cannot be concluded that one explains it.', 'R07'),
    );
    await reportIncident();

    expect(await act('reseller', 'ticketCheckHealth', { ticketId, conclusion: 'UNDOCUMENTED' })).toMatchObject(
      refused('INVALID', 'remark', 'An incident matches: say in `remark` why none explains the problem.', 'R07'),
    );
    expect(await platform().database.sql('select from health_check where ticket_id = $1', [ticketId])).toEqual([]);
  });
});

describe('looking at service health for a ticket', () => {
  test('keeps who looked, when, what matched and what was concluded, for everybody on the ticket', async () => {
    const ticketId = await aboutQuiet();
    const at = new Date(Date.now() + HOUR);
    setClock(at);
    const open = await platform().database.sql<any>('select id from service_incident where service_id = $1 and not is_resolved', [
      service(),
    ]);

    const payload = await act('reseller', 'ticketCheckHealth', { ticketId });

    expect(payload.problems).toEqual([]);
    expect(payload.ticket).toMatchObject({ state: 'TRIAGE', updatedAt: at.toISOString() });
    expect(payload.healthCheck).toMatchObject({
      author: 'Davide Ronchi',
      checkedAt: at.toISOString(),
      conclusion: 'DOCUMENTED',
      remark: null,
      regions: [],
      ticket: { id: ticketId },
      partner: { id: ORGANIZATION.reseller },
    });
    expect(matched(payload).sort()).toEqual(open.map(({ id }) => id).sort());
    for (const party of ['customer', 'reseller', 'provider']) {
      const { ticket } = await (
        await platform().as(party)
      ).get<any, any>('query ($id: ID!) { ticket(id: $id) { healthChecks { nodes { id } } timeline(last: 1) { nodes { kind } } } }', {
        id: ticketId,
      });
      expect(ticket).toEqual({
        healthChecks: { nodes: [{ id: payload.healthCheck.id }] },
        timeline: { nodes: [{ kind: 'ticket.health_checked' }] },
      });
    }
  });

  test('finds what goes on or ended lately where the customer is, and nothing of another service, region or time', async () => {
    const { sql } = platform().database;
    const [{ id: serviceId }] = (await sql<any>(
      `insert into service (key, name, status) values ('Fine', 'Fine', 'SERVICE_OPERATIONAL') returning id`,
    )) as [any];
    await sql(
      `insert into customer_subscription (external_id, customer_id, service_id, offer_name, quantity, status, region, partner_of_record_id)
       values ('fine', $1, $2, 'Fine', 1, 'ACTIVE', 'EUR', $3)`,
      [ORGANIZATION.customer, serviceId, ORGANIZATION.reseller],
    );
    const report = (input: object) => reportIncident({ serviceId, ...input });
    const [here, everywhere] = [await report({ regions: ['EUR', 'NAM'] }), await report({ regions: [] })];
    await report({ regions: ['APC'] });
    const [lately, longAgo] = [await report({}), await report({})];
    await act('vendor', 'serviceIncidentResolve', { incidentId: lately });
    await act('vendor', 'serviceIncidentResolve', { incidentId: longAgo });
    await sql(`update service_incident set ended_at = now() - interval '25 hours' where id = $1`, [longAgo]);
    const ticketId = await openTicket({ serviceId });

    const payload = await act('reseller', 'ticketCheckHealth', { ticketId });

    expect(payload.healthCheck.regions).toEqual(['EUR']);
    expect(matched(payload).sort()).toEqual([here, everywhere, lately].sort());
  });

  test('may conclude that what matches is not the cause, and then says why', async () => {
    const ticketId = await aboutQuiet();
    await reportIncident();

    const { healthCheck } = await act('provider', 'ticketCheckHealth', { ticketId, conclusion: 'UNDOCUMENTED', remark: 'Only one user.' });

    expect(healthCheck).toMatchObject({ conclusion: 'UNDOCUMENTED', remark: 'Only one user.', partner: { id: ORGANIZATION.provider } });
  });

  test('says what a ticket that named no service is about, so that it can be handed on as what it is', async () => {
    const ticketId = await openTicket();
    const incident = await reportIncident();

    const payload = await act('reseller', 'ticketCheckHealth', { ticketId, serviceId: service() });

    expect(payload).toMatchObject({ ticket: { service: { id: service() } }, problems: [] });
    expect(matched(payload)).toContain(incident);
    const none = problem('NOT_FOUND', 'serviceId', 'There is no such service.');
    expect(await act('reseller', 'ticketCheckHealth', { ticketId, serviceId: UNKNOWN })).toMatchObject(none);
  });

  test('does not say otherwise than the subscription, nor when the vendor has the ticket', async () => {
    const { sql } = platform().database;
    const [{ id: subscriptionId }] = (await sql<any>(
      `select id from customer_subscription where customer_id = $1 and service_id is not null and partner_of_record_id = $2 limit 1`,
      [ORGANIZATION.customer, ORGANIZATION.reseller],
    )) as [any];
    const bought = await openTicket({ subscriptionId });
    expect(await act('reseller', 'ticketCheckHealth', { ticketId: bought, serviceId: service() })).toMatchObject(
      problem('INVALID', 'serviceId', '`serviceId` is not the service of this subscription; leave it out.'),
    );
    const ticketId = await openTicket();
    await put(ticketId, 'ESCALATED');
    expect(await act('reseller', 'ticketCheckHealth', { ticketId, serviceId: service() })).toMatchObject(
      problem('STATE', 'serviceId', 'The vendor has the ticket: it stays about the service with which it was handed over.'),
    );
  });

  test('is not made stale by what is announced for later and was known', async () => {
    const ticketId = await aboutQuiet();
    const [{ id }] = (await platform().database.sql<any>(`update service_incident set started_at = $2 where id = $1 returning id`, [
      await reportIncident(),
      new Date(Date.now() + 2 * HOUR),
    ])) as [any];

    const payload = await act('reseller', 'ticketCheckHealth', { ticketId, conclusion: 'UNDOCUMENTED', remark: 'x' });
    expect(matched(payload)).not.toContain(id);
    expect((await act('reseller', 'ticketDiagnose', { ticketId, diagnosis: 'x' })).problems).toEqual([]);
    await platform().database.sql('update service_incident set started_at = now() where id = $1', [id]);
  });

  test('that is sent twice under one name is kept once', async () => {
    const ticketId = await aboutQuiet();
    const input = { ticketId, clientMutationId: 'check once' };
    const first = await act('reseller', 'ticketCheckHealth', input);

    expect(await act('reseller', 'ticketCheckHealth', input)).toEqual(first);
    expect(await platform().database.sql('select from health_check where ticket_id = $1', [ticketId])).toHaveLength(1);
  });
});

describe('planned maintenance', () => {
  const diagnose = (ticketId: string) => act('reseller', 'ticketDiagnose', { ticketId, diagnosis: 'x' });
  const checked = async (): Promise<string> => {
    const ticketId = await aboutQuiet();
    const conclusion = { conclusion: 'UNDOCUMENTED', remark: 'Not that.' };
    expect((await act('reseller', 'ticketCheckHealth', { ticketId, ...conclusion })).problems).toEqual([]);
    return ticketId;
  };

  test('that is announced explains nothing yet, and makes no check stale; when it has begun it does both', async () => {
    const ticketId = await checked();
    const incidentId = await announceMaintenance({ serviceId: service() });
    expect((await diagnose(ticketId)).problems).toEqual([]);

    await platform().database.sql(`update service_incident set started_at = now() - interval '1 minute' where id = $1`, [incidentId]);
    expect((await diagnose(ticketId)).problems).toMatchObject([{ code: 'STATE', rule: { code: 'R07' } }]);
    const again = await act('reseller', 'ticketCheckHealth', { ticketId, conclusion: 'DOCUMENTED' });
    expect(matched(again)).toContain(incidentId);
    await act('vendor', 'serviceMaintenanceFinish', { incidentId });
  });

  test('that was cancelled explains nothing', async () => {
    const incidentId = await announceMaintenance({ serviceId: service() });
    await act('vendor', 'serviceMaintenanceCancel', { incidentId });
    const ticketId = await checked();

    const check = await act('reseller', 'ticketCheckHealth', { ticketId, conclusion: 'UNDOCUMENTED', remark: 'x' });
    expect(matched(check)).not.toContain(incidentId);
  });
});
