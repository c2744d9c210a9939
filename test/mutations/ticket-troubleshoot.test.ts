import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { assign } from './assigning.ts';
import { inWords, ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { act, openTicket, put, colleague, platform, setClock } = stage();

const ROLE = {
  exchange: '29232cdf-9323-42fd-ade2-1d097af3e4de',
  intune: '3a2c62db-5318-420d-8d74-23affee5d9d5',
  license: '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
  support: 'f023fd81-a637-4b56-95fd-791ac0226033',
  unlisted: 'dd4db9a0-cc4a-4213-9f9f-70242232d97e',
};
const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  ticket: null,
  troubleshootingStep: null,
  ...problem(code, field, message, rule),
});
const NONE = refused(
  'STATE',
  'ticketId',
  'You have no rights in this customer’s tenant: that takes an active delegation (GDAP), an assignment of it, and you in its group.',
  'R08',
);
const noRole = (area: string) =>
  refused('STATE', 'area', `None of your delegations from this customer has a role that allows work on ${area}.`, 'R08');

const { sql } = { sql: (text: string, ...values: unknown[]) => platform().database.sql<any>(text, values) };
/** Gives the reseller one delegation of the customer's, and no other. */
async function delegate(roleIds: string[], { status = 'ACTIVE', endsIn = 3_600_000 } = {}): Promise<string> {
  await sql('delete from delegation where customer_id = $1', ORGANIZATION.customer);
  const [{ id }] = await sql(
    `insert into delegation (external_id, display_name, customer_id, partner_id, provider_id, status, role_ids, duration, auto_extend, created_at, started_at, ends_at)
     values (gen_random_uuid()::text, 'A', $1, $2, $3, $4, $5, 'P365D', false, now(), now(), $6) returning id`,
    ORGANIZATION.customer,
    ORGANIZATION.reseller,
    ORGANIZATION.provider,
    status,
    roleIds,
    new Date(Date.now() + endsIn),
  );
  await assign(sql, { delegationId: id, partner: ORGANIZATION.reseller, roleIds });
  return id;
}

let ticketId: string;
beforeEach(async () => {
  ticketId = await openTicket();
  await act('reseller', 'ticketCheckHealth', { ticketId, conclusion: 'UNDOCUMENTED', remark: 'Not that.' });
});
afterEach(() => setClock());
const work = (who: Parameters<typeof act>[0], more: object = {}) =>
  act(who, 'ticketTroubleshoot', { ticketId, area: 'SETTINGS', text: 'Renewed the sessions.', ...more });

describe('working in the tenant of a customer is refused', () => {
  test('to those who do not see the ticket: it is not there', async () => {
    const sales = await colleague('reseller', { role: 'SALES_AGENT' });

    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer', 'vendor', sales]) {
      for (const id of [ticketId, UNKNOWN])
        expect(await work(stranger, { ticketId: id })).toMatchObject(
          refused('NOT_FOUND', 'ticketId', '`ticketId` names nothing that is there.'),
        );
    }
  });

  test('to the customer, and to the vendor (rule R08)', async () => {
    await put(ticketId, 'ESCALATED');

    for (const [who, name] of [
      ['customer', 'A customer member'],
      ['vendor', 'A vendor member'],
    ] as const)
      expect(await work(who)).toMatchObject(refused('FORBIDDEN', null, `${name} may not do this.`, 'R08'));
  });

  test.each(['NEW', 'RESOLVED', 'CLOSED'])('when the ticket is %s', async (state) => {
    await put(ticketId, state);

    expect(await work('reseller')).toMatchObject(
      refused('STATE', 'ticketId', `A ticket that is ${inWords(state)} cannot be worked on in the tenant.`),
    );
  });

  test('before anybody looked at service health (rule R07)', async () => {
    ticketId = await openTicket();
    await act('reseller', 'ticketAssign', { ticketId });

    expect(await work('reseller')).toMatchObject(
      refused('STATE', 'ticketId', 'Compare the ticket with service health first: `ticketCheckHealth`.', 'R07'),
    );
  });

  test('without a delegation of one’s own: that of the reseller is none of the provider’s', async () => {
    await delegate([ROLE.exchange]);

    expect(await work('provider')).toMatchObject(NONE);
  });

  test.each(['APPROVAL_PENDING', 'EXPIRING', 'EXPIRED', 'TERMINATED', 'UNKNOWN'])('under a delegation that is %s', async (status) => {
    await delegate([ROLE.exchange], { status });

    expect(await work('reseller')).toMatchObject(NONE);
  });

  test.each([
    ['that only file requests', [ROLE.support], 'SETTINGS', 'settings'],
    ['for less', [ROLE.license], 'CONFIGURATION', 'configuration'],
    ['for another area', [ROLE.exchange], 'SOFTWARE', 'software'],
  ])('under a delegation with roles %s', async (_what, roleIds, area, word) => {
    await delegate(roleIds);

    expect(await work('reseller', { area })).toMatchObject(noRole(word));
  });
});

describe('a delegation alone gives no right: working in the tenant is refused', () => {
  test('under roles that nobody knows', async () => {
    await delegate([ROLE.unlisted, 'nonsense']);
    expect(await work('reseller')).toMatchObject(NONE);
  });

  test.each([
    ['without an assignment', 'delete from delegation_assignment where delegation_id = $1'],
    ['with an assignment that is not active yet', `update delegation_assignment set status = 'PENDING' where delegation_id = $1`],
    ['with an assignment that was removed', `update delegation_assignment set status = 'DELETED' where delegation_id = $1`],
    ['with an assignment of other roles', `update delegation_assignment set role_ids = '{${ROLE.license}}' where delegation_id = $1`],
    [
      'for somebody who is in no group of it',
      'delete from security_group_member m using delegation_assignment a where a.group_id = m.group_id and a.delegation_id = $1',
    ],
    [
      'for a guest of the group',
      'update security_group_member m set is_guest = true from delegation_assignment a where a.group_id = m.group_id and a.delegation_id = $1',
    ],
    [
      'for somebody who has left the group',
      'update security_group_member m set removed_at = now() from delegation_assignment a where a.group_id = m.group_id and a.delegation_id = $1',
    ],
  ])('%s', async (_what, taking) => {
    const id = await delegate([ROLE.exchange]);
    await sql(taking, id);

    expect((await work('reseller')).problems).toMatchObject([{ code: 'STATE', rule: { code: 'R08' } }]);
    expect(await sql('select from troubleshooting_step where ticket_id = $1', ticketId)).toEqual([]);
  });

  test('for a colleague whom nobody has put in a group', async () => {
    await delegate([ROLE.exchange]);
    const newcomer = await colleague('reseller', { role: 'HELPDESK_AGENT' }, 'new@corlanto.example');
    expect(await work(newcomer)).toMatchObject(NONE);
  });
});

describe('working in the tenant of a customer', () => {
  test('is put on record with the delegation that gave the right to, for everybody on the ticket', async () => {
    const id = await delegate([ROLE.unlisted, ROLE.exchange.toUpperCase()]);

    const { ticket, troubleshootingStep, problems } = await work('reseller');

    expect(problems).toEqual([]);
    expect(ticket.state).toBe('TRIAGE');
    expect(troubleshootingStep).toMatchObject({
      area: 'SETTINGS',
      text: 'Renewed the sessions.',
      author: 'Davide Ronchi',
      partner: { id: ORGANIZATION.reseller },
      delegation: { id },
    });
    for (const party of ['customer', 'provider']) {
      const { ticket: seen } = await (
        await platform().as(party)
      ).get<any, any>('query ($id: ID!) { ticket(id: $id) { troubleshooting { nodes { id } } } }', { id: ticketId });
      expect(seen.troubleshooting.nodes).toEqual([{ id: troubleshootingStep.id }]);
    }
  });

  test('is possible until the delegation ends, and not a moment longer, whatever the vendor says of it', async () => {
    const ends = Date.now() + 86_400_000;
    await delegate([ROLE.intune], { endsIn: 86_400_000 });
    setClock(new Date(ends - 60_000));
    expect((await work('reseller', { area: 'SOFTWARE' })).problems).toEqual([]);

    setClock(new Date(ends + 60_000));
    expect(await work('reseller', { area: 'SOFTWARE' })).toMatchObject(NONE);
  });

  test('that is sent twice under one name is on record once', async () => {
    await delegate([ROLE.intune]);
    const first = await work('reseller', { clientMutationId: 'work once' });

    expect(await work('reseller', { clientMutationId: 'work once' })).toEqual(first);
    expect(await sql('select from troubleshooting_step where ticket_id = $1', ticketId)).toHaveLength(1);
  });
});
