/** Who reads which Message Center (rule R28), and how its messages are found. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PRIVACY_ROLES, READER_ROLES } from '../../src/notices/service-message/policy.ts';
import { DELEGATION_ROLES } from '../../src/accounts/delegation/roles.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';

let platform: TestPlatform;
/** A tenant of its own, whose only partner is the direct-bill partner, with a message that nobody else has. */
const TENANT = '01990000-0000-7000-8000-0000000000aa';
const [direct, reseller] = ['01990000-0000-7000-8000-000000000003', '01990000-0000-7000-8000-000000000002'];
const sql = (text: string, values?: unknown[]) => platform.database.sql<any>(text, values);

beforeAll(async () => {
  platform = await testPlatform();
  await sql(`insert into customer (id, name, tenant_id) values ($1, 'Alone', $1)`, [TENANT]);
  await sql('insert into customer_partner (customer_id, partner_id) values ($1, $2), ($1, $3)', [TENANT, direct, reseller]);
  const [{ id }] =
    await sql(`insert into service_message (tracking_id, title, html, category, severity, is_major_change, tags, details, starts_at, action_required_at, updated_at)
    values ('MC1', 'For one tenant', '<p>x</p>', 'PLAN_FOR_CHANGE', 'CRITICAL', true, '{}', '[]', now(), '2030-06-01T00:00:00Z', now() + interval '1 day') returning id`);
  await sql('insert into service_message_tenant (message_id, organization_id) values ($1, $2)', [id, TENANT]);
  await sql(`insert into service_message_service (message_id, service_id) select $1, id from service where key = 'Viva'`, [id]);
});
afterAll(() => platform.stop());

const ids = async (persona: string, filter = '') =>
  (
    await (
      await platform.as(persona)
    ).get<any, any>(`{ serviceMessages(first: 100${filter && `, filter: { ${filter} }`}) { nodes { trackingId } } }`)
  ).serviceMessages.nodes.map(({ trackingId }: any) => trackingId) as string[];

/** Gives a delegation for the tenant, in the place of the one before. */
async function delegate(partner: string, role: string, more: { status?: string; endsAt?: string } = {}): Promise<void> {
  await sql('delete from delegation where customer_id = $1', [TENANT]);
  await sql(
    `insert into delegation (external_id, display_name, customer_id, partner_id, status, role_ids, duration, auto_extend, created_at, ends_at)
     values ('x', 'x', $1, $2, $3, array[$4], 'P1D', false, now(), $5)`,
    [TENANT, partner, more.status ?? 'ACTIVE', role, more.endsAt ?? null],
  );
}

describe('the messages of a customer’s tenant', () => {
  test('are read by the customer, and by the vendor, who wrote them; a partner of the customer is not one of them by that alone', async () => {
    const claims = { name: 'Anybody', kind: 'CUSTOMER', role: 'MEMBER', organization: TENANT } as const;
    const member = platform.with((await platform.issuer.sign('anybody', claims)).token);
    expect((await member.get<any, any>('{ serviceMessages { nodes { trackingId } } }')).serviceMessages.nodes).toEqual([
      { trackingId: 'MC1' },
    ]);
    expect(await ids('vendor')).toContain('MC1');
    for (const persona of ['direct', 'reseller', 'provider', 'customer', 'other-customer']) expect(await ids(persona)).not.toContain('MC1');
  });

  test.each(Object.entries(READER_ROLES))('are read by a partner under an active delegation with the role %s', async (name, role) => {
    expect(DELEGATION_ROLES[role]).toBe(name);
    await delegate(direct, role);
    expect(await ids('direct')).toContain('MC1');
    expect(await ids('reseller')).not.toContain('MC1');
    const { customer } = await (
      await platform.as('direct')
    ).get<any, any>('query ($id: ID!) { customer(id: $id) { serviceMessages { nodes { trackingId } } } }', { id: TENANT });
    expect(customer.serviceMessages.nodes).toEqual([{ trackingId: 'MC1' }]);
  });

  test('about data privacy are read under Message Center Privacy Reader and Global Administrator alone, and by the tenant itself', async () => {
    await sql(`update service_message set tags = '{Data privacy}' where tracking_id = 'MC1'`);
    for (const [name, role] of Object.entries(READER_ROLES)) {
      await delegate(direct, role);
      const { customer } = await (
        await platform.as('direct')
      ).get<any, any>('query ($id: ID!) { customer(id: $id) { serviceMessages { nodes { trackingId } } } }', { id: TENANT });
      const isRead = name in PRIVACY_ROLES;
      expect([name, (await ids('direct')).includes('MC1'), customer.serviceMessages.nodes.length]).toEqual([name, isRead, isRead ? 1 : 0]);
    }
    await sql(`update service_message set tags = '{}' where tracking_id = 'MC1'`);
  });

  test.each([
    ['with a role that may not read there', 'f023fd81-a637-4b56-95fd-791ac0226033', {}],
    ['that waits for the customer', READER_ROLES['Message Center Reader'], { status: 'APPROVAL_PENDING' }],
    ['that was ended', READER_ROLES['Message Center Reader'], { status: 'TERMINATED' }],
    ['whose time is over, though nobody has said so yet', READER_ROLES['Message Center Reader'], { endsAt: '2020-01-01T00:00:00Z' }],
  ])('are not read under a delegation %s', async (_what, role, more) => {
    await delegate(direct, role, more);
    expect(await ids('direct')).not.toContain('MC1');
    const { customer } = await (
      await platform.as('direct')
    ).get<any, any>('query ($id: ID!) { customer(id: $id) { name serviceMessages { totalCount } } }', { id: TENANT });
    expect(customer).toEqual({ name: 'Alone', serviceMessages: { totalCount: 0 } });
  });
});

describe('messages are found', () => {
  const found = async (filter: string) => (await ids('vendor', filter)).includes('MC1');

  test('by category, severity, service, customer, and until when something has to be done', async () => {
    const [service] = await sql(`select id from service where key = 'Viva'`);
    const [other] = await sql(`select id from service where key = 'Exchange'`);
    for (const [yes, no] of [
      ['categories: [PLAN_FOR_CHANGE]', 'categories: [STAY_INFORMED, PREVENT_OR_FIX_ISSUE]'],
      ['severities: [CRITICAL]', 'severities: [NORMAL, HIGH]'],
      [`services: ["${service.id}"]`, `services: ["${other.id}"]`],
      ['actionRequiredBefore: "2030-06-01T00:00:00.001Z"', 'actionRequiredBefore: "2030-06-01T00:00:00Z"'],
      ['isMajorChange: true', 'isMajorChange: false'],
      ['isRead: false', 'isRead: true'],
    ] as const)
      expect([yes, await found(yes), await found(no)]).toEqual([yes, true, false]);
    await delegate(direct, READER_ROLES['Message Center Reader']);
    expect(await ids('direct', `customers: ["${TENANT}"]`)).toEqual(['MC1']);
    expect(await ids('reseller', `customers: ["${TENANT}"]`)).toEqual([]);
  });

  test('what changed last first', async () => {
    expect((await ids('vendor'))[0]).toBe('MC1');
    const { serviceMessages } = await (
      await platform.as('customer')
    ).get<any, any>('{ serviceMessages(first: 100) { nodes { updatedAt } } }');
    const times = serviceMessages.nodes.map(({ updatedAt }: any) => updatedAt);
    expect(times).toEqual(times.toSorted((a: string, b: string) => (a < b ? 1 : -1)));
    expect(times.length).toBeGreaterThan(4);
  });
});
