/** Who really has which roles: relationship, assignment and member must all hold. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { DELEGATION_ROLES } from '../../src/accounts/delegation/roles.ts';
import { APP_ROLE } from '../../src/database/prepare.ts';
import { ORGANIZATION, problem, stage, UNKNOWN } from '../mutations/stage.ts';
import { deskOn, ROLE } from './desk.ts';

const set = stage();
const { act, colleague, setClock, platform } = set;
const { active, group, assign, put } = deskOn(set);
const LINA = 'lina@corlanto.example';
const DAY = 86_400_000;
const sql = (text: string, values?: unknown[]) => platform().database.sql<any>(text, values);

beforeAll(async () => void (await sql(`update delegation_assignment set status = 'DELETED'`)));

/** The roles of a person at the customer, as somebody of an organization asks for them. */
async function rolesOf(
  person: string,
  at = new Date(),
  asks: string = ORGANIZATION.reseller,
  partner: string = ORGANIZATION.reseller,
): Promise<string[]> {
  const client = new pg.Client({ connectionString: platform().database.url, options: `-c role=${APP_ROLE}` });
  await client.connect();
  const viewer = { subject: 'x', name: 'x', organization: asks, kind: 'PARTNER', role: 'HELPDESK_AGENT' };
  await client.query(`select set_config('tierline.viewer', $1, false)`, [JSON.stringify(viewer)]);
  const { rows } = await client.query('select role_id from effective_roles($1, $2, $3, $4) order by 1', [
    ORGANIZATION.customer,
    partner,
    person,
    at,
  ]);
  await client.end();
  return rows.map((row: { role_id: string }) => row.role_id);
}

test('the roles that can give access are those that have a name', async () => {
  const known = await sql(`select id from unnest($1::text[]) id where is_admin_role(id)`, [
    [...Object.keys(DELEGATION_ROLES), ROLE.unlisted, UNKNOWN, ''],
  ]);
  expect(known.map(({ id }) => id).sort()).toEqual(Object.keys(DELEGATION_ROLES).sort());
});

describe('a person has', () => {
  test('what delegation and assignment both give, by every group that it is in, and nothing that no list knows', async () => {
    const roleIds = [ROLE.serviceSupport, ROLE.directory, ROLE.unlisted];
    const delegationId = await active({ roleIds });
    const [one, two] = [await group(LINA), await group(LINA, 'other@corlanto.example')];
    await assign(delegationId, one, [ROLE.serviceSupport, ROLE.unlisted]);
    expect(await rolesOf(LINA)).toEqual([ROLE.serviceSupport]);
    await assign(delegationId, two, [ROLE.serviceSupport, ROLE.directory]);
    expect(await rolesOf(LINA)).toEqual([ROLE.directory, ROLE.serviceSupport]);
    // What an import says of an assignment counts no further than the delegation goes.
    await sql(`update delegation_assignment set role_ids = role_ids || $1::text[] where group_id = $2`, [[ROLE.globalAdministrator], one]);
    expect(await rolesOf(LINA)).toEqual([ROLE.directory, ROLE.serviceSupport]);
    expect(await rolesOf('lina')).toEqual([]);
    expect(await rolesOf(LINA.toUpperCase())).toEqual([]);
    await sql(`update delegation set status = 'TERMINATED' where id = $1`, [delegationId]);
  });

  test.each([
    'CREATED',
    'APPROVAL_PENDING',
    'APPROVED',
    'ACTIVATING',
    'EXPIRING',
    'EXPIRED',
    'TERMINATION_REQUESTED',
    'TERMINATING',
    'TERMINATED',
    'UNKNOWN',
  ])('nothing under a delegation that is %s', async (status) => {
    const delegationId = await active();
    await assign(delegationId, await group(LINA));
    expect(await rolesOf(LINA)).toEqual([ROLE.serviceSupport]);
    await put(delegationId, status);
    expect(await rolesOf(LINA)).toEqual([]);
  });

  test.each(['PENDING', 'DELETING', 'DELETED', 'ERROR', 'UNKNOWN'])('nothing by an assignment that is %s', async (status) => {
    const delegationId = await active();
    const assignmentId = await assign(delegationId, await group(LINA));
    await sql('update delegation_assignment set status = $2 where id = $1', [assignmentId, status]);
    expect(await rolesOf(LINA)).toEqual([]);
    await put(delegationId, 'EXPIRED');
  });

  test('nothing before it begins and from the very moment of its end, whether or not a clock has struck', async () => {
    const begun = new Date('2040-01-01T00:00:00Z');
    setClock(begun);
    const delegationId = await active({ duration: 'P1D' });
    await assign(delegationId, await group(LINA));
    setClock();
    const at = (more: number) => rolesOf(LINA, new Date(begun.getTime() + more));
    expect([await at(-1), await at(0), await at(DAY - 1), await at(DAY)]).toEqual([[], [ROLE.serviceSupport], [ROLE.serviceSupport], []]);
    await put(delegationId, 'EXPIRED');
  });

  test('nothing as a guest, and nothing any more once it has left; by its directory id as by its name', async () => {
    const delegationId = await active();
    const groupId = await group(LINA);
    await assign(delegationId, groupId);
    const directoryId = '5f0e1b2c-0000-4000-8000-000000000001';
    await sql('update security_group_member set external_id = $2 where group_id = $1', [groupId, directoryId]);
    expect([await rolesOf(LINA), await rolesOf(directoryId)]).toEqual([[ROLE.serviceSupport], [ROLE.serviceSupport]]);
    await sql('update security_group_member set is_guest = true where group_id = $1', [groupId]);
    expect(await rolesOf(LINA)).toEqual([]);
    await sql('update security_group_member set is_guest = false where group_id = $1', [groupId]);
    const [{ id: memberId }] = await sql('select id from security_group_member where group_id = $1', [groupId]);
    expect((await act('reseller', 'securityGroupMemberRemove', { memberId })).problems).toEqual([]);
    expect(await rolesOf(LINA)).toEqual([]);
    expect((await act('reseller', 'securityGroupMemberAdd', { groupId, subject: LINA, name: 'Lina' })).problems).toEqual([]);
    expect(await rolesOf(LINA)).toEqual([ROLE.serviceSupport]);
    await put(delegationId, 'EXPIRED');
  });

  test('nothing under a delegation to another partner, and nobody else is told of it', async () => {
    const delegationId = await active();
    await assign(delegationId, await group(LINA));
    expect(await rolesOf(LINA, new Date(), ORGANIZATION.provider, ORGANIZATION.provider)).toEqual([]);
    expect(await rolesOf(LINA, new Date(), ORGANIZATION.direct)).toEqual([]);
    await put(delegationId, 'EXPIRED');
  });
});

describe('assigning a delegation to a group is refused', () => {
  const nothing = (code: string, field: string | null, message: string, rule?: string) => ({
    assignment: null,
    ...problem(code, field, message, rule),
  });
  const make = (who: Parameters<typeof act>[0], input: object) =>
    act(who, 'delegationAssignmentCreate', { roleIds: [ROLE.serviceSupport], ...input });

  test('to those who do not see it, and for a group that is not there or not one’s own', async () => {
    const [delegationId, groupId] = [await active(), await group()];
    for (const stranger of ['direct', 'other-reseller', 'vendor'])
      expect(await make(stranger, { delegationId, groupId })).toMatchObject(
        nothing('NOT_FOUND', 'delegationId', '`delegationId` names nothing that is there.'),
      );
    const [{ id: others }] = await sql('select id from security_group where partner_id = $1 limit 1', [ORGANIZATION.provider]);
    for (const groupId of [UNKNOWN, others])
      expect(await make('reseller', { delegationId, groupId })).toMatchObject(
        nothing('NOT_FOUND', 'groupId', '`groupId` names nothing that is there.'),
      );
  });

  test('to the customer, to the provider behind the partner, and to whoever is no admin agent', async () => {
    const [delegationId, groupId] = [await active(), await group()];
    expect((await make('customer', { delegationId, groupId })).problems).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect(await make('provider', { delegationId, groupId })).toMatchObject(
      nothing('FORBIDDEN', null, 'Only the partner to whom the rights are given may do this.'),
    );
    const helpdesk = await colleague('reseller', { role: 'HELPDESK_AGENT' });
    expect((await make(helpdesk, { delegationId, groupId })).problems).toMatchObject([{ code: 'FORBIDDEN', rule: { code: 'R01' } }]);
  });

  test('with roles that the delegation does not give, or twice, or while it is not active', async () => {
    const [delegationId, groupId] = [await active(), await group()];
    expect(await make('reseller', { delegationId, groupId, roleIds: [ROLE.serviceSupport, ROLE.messageCenter] })).toMatchObject(
      nothing('INVALID', 'roleIds', 'An assignment can give only roles that its delegation gives.'),
    );
    const both = await Promise.all([1, 2, 3].map(() => make('reseller', { delegationId, groupId })));
    expect(both.filter(({ problems }) => problems.length === 0)).toHaveLength(1);
    expect(both.find(({ problems }) => problems.length > 0)).toMatchObject(
      nothing('STATE', 'groupId', 'This security group has an assignment under this delegation already; take that back first.'),
    );
    await put(delegationId, 'EXPIRED');
    expect(await make('reseller', { delegationId, groupId: await group() })).toMatchObject(
      nothing('STATE', 'delegationId', 'A delegation that has expired cannot be assigned to a security group.'),
    );
  });
});

describe('an assignment', () => {
  test('is made once, however often the request is sent, and is read by whoever sees the delegation', async () => {
    const [delegationId, groupId] = [await active(), await group(LINA)];
    const again = () =>
      act('reseller', 'delegationAssignmentCreate', { delegationId, groupId, roleIds: [ROLE.directory], clientMutationId: 'assign 1' });
    const first = await again();
    expect(await again()).toEqual(first);
    expect(first.assignment).toMatchObject({
      status: 'ACTIVE',
      externalId: null,
      roles: [{ id: ROLE.directory, name: 'Directory Readers' }],
      group: { id: groupId },
    });
    const query = `query ($id: ID!) { delegation(id: $id) { assignments(filter: { statuses: [ACTIVE] }) { nodes { group { name members { nodes { subject } } } } } } }`;
    for (const persona of ['customer', 'provider', 'reseller']) {
      const { delegation } = await (await platform().as(persona)).get<any, any>(query, { id: delegationId });
      expect(delegation.assignments.nodes).toEqual([{ group: { name: 'Desk', members: { nodes: [{ subject: LINA }] } } }]);
    }
  });

  test('is taken back by the partner alone, once, and who was in the group is the partner’s own affair again', async () => {
    const [delegationId, groupId] = [await active(), await group(LINA)];
    const assignmentId = await assign(delegationId, groupId);
    const remove = (who: Parameters<typeof act>[0], id = assignmentId) => act(who, 'delegationAssignmentRemove', { assignmentId: id });
    for (const stranger of ['direct', 'other-reseller', 'vendor'])
      expect((await remove(stranger)).problems).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await remove('reseller', UNKNOWN)).problems).toMatchObject([{ code: 'NOT_FOUND', field: 'assignmentId' }]);
    for (const other of ['customer', 'provider']) expect((await remove(other)).problems).toMatchObject([{ code: 'FORBIDDEN' }]);
    const helpdesk = await colleague('reseller', { role: 'HELPDESK_AGENT' });
    expect((await remove(helpdesk)).problems).toMatchObject([{ code: 'FORBIDDEN', rule: { code: 'R01' } }]);
    expect((await remove('reseller')).assignment).toMatchObject({ status: 'DELETED', endedAt: expect.any(String) });
    expect(await remove('reseller')).toMatchObject(problem('STATE', 'assignmentId', 'This assignment has been taken back already.'));
    expect(await rolesOf(LINA)).not.toContain(ROLE.messageCenter);
    const query = 'query ($id: ID!) { securityGroup(id: $id) { name } }';
    for (const [persona, there] of [
      ['customer', null],
      ['provider', null],
      ['reseller', { name: 'Desk' }],
    ] as const)
      expect((await (await platform().as(persona)).get<any, any>(query, { id: groupId })).securityGroup).toEqual(there);
    expect((await act('reseller', 'delegationAssignmentCreate', { delegationId, groupId, roleIds: [ROLE.directory] })).problems).toEqual(
      [],
    );
  });
});

describe('a security group', () => {
  const externalId = '0f0e0d0c-0000-4000-8000-000000000001';

  test('is made known by an admin agent of its partner, once for an id', async () => {
    for (const who of ['customer', 'vendor'])
      expect((await act(who, 'securityGroupCreate', { externalId, name: 'Desk' })).problems).toMatchObject([{ code: 'FORBIDDEN' }]);
    const helpdesk = await colleague('reseller', { role: 'HELPDESK_AGENT' });
    expect((await act(helpdesk, 'securityGroupCreate', { externalId, name: 'Desk' })).problems).toMatchObject([
      { code: 'FORBIDDEN', rule: { code: 'R01' } },
    ]);
    expect(await act('reseller', 'securityGroupCreate', { externalId: 'desk', name: 'Desk' })).toMatchObject(
      problem('INVALID', 'externalId', '`externalId` is not the id of an object in a directory, which is a GUID.'),
    );
    const make = () => act('reseller', 'securityGroupCreate', { externalId, name: 'Desk' });
    const all = await Promise.all([make(), make(), make()]);
    expect(all.filter(({ problems }) => problems.length === 0)).toHaveLength(1);
    expect(await make()).toMatchObject({
      group: null,
      ...problem('INVALID', 'externalId', 'You have a security group with this id already.'),
    });
    expect((await act('direct', 'securityGroupCreate', { externalId, name: 'Desk' })).problems).toEqual([]);
    const again = () => act('reseller', 'securityGroupCreate', { externalId: UNKNOWN, name: 'Again', clientMutationId: 'group 1' });
    expect(await again()).toEqual(await again());
  });

  test('takes people in and lets them go, for its own partner alone', async () => {
    const groupId = await group();
    await assign(await active(), groupId);
    const add = (who: Parameters<typeof act>[0], more: object = {}) =>
      act(who, 'securityGroupMemberAdd', { groupId, subject: LINA, name: 'Lina', ...more });
    for (const stranger of ['direct', 'other-reseller', 'vendor'])
      expect(await add(stranger)).toMatchObject({
        member: null,
        ...problem('NOT_FOUND', 'groupId', '`groupId` names nothing that is there.'),
      });
    expect((await add('reseller', { groupId: UNKNOWN })).problems).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await add('customer')).problems).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect(await add('provider')).toMatchObject(problem('FORBIDDEN', null, 'Only the partner whose group it is may change it.'));
    const helpdesk = await colleague('reseller', { role: 'HELPDESK_AGENT' });
    expect((await add(helpdesk)).problems).toMatchObject([{ code: 'FORBIDDEN', rule: { code: 'R01' } }]);
    expect((await add('reseller', { name: ' ' })).problems).toMatchObject([{ code: 'INVALID', field: 'name' }]);

    const { member } = await add('reseller', { clientMutationId: 'member 1' });
    expect(member).toMatchObject({ subject: LINA, name: 'Lina', isGuest: false, removedAt: null, group: { id: groupId } });
    expect((await add('reseller', { clientMutationId: 'member 1' })).member.id).toBe(member.id);
    expect((await add('reseller')).member.id).toBe(member.id);

    const remove = (who: Parameters<typeof act>[0], memberId = member.id) => act(who, 'securityGroupMemberRemove', { memberId });
    for (const stranger of ['direct', 'vendor'])
      expect((await remove(stranger)).problems).toMatchObject([{ code: 'NOT_FOUND', field: 'memberId' }]);
    expect((await remove('reseller', UNKNOWN)).problems).toMatchObject([{ code: 'NOT_FOUND' }]);
    for (const other of ['customer', 'provider', helpdesk]) expect((await remove(other)).problems).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await remove('reseller')).member).toMatchObject({ id: member.id, removedAt: expect.any(String) });
    expect(await remove('reseller')).toMatchObject(problem('STATE', 'memberId', 'This person is no longer a member of the group.'));
    const { securityGroup } = await (
      await platform().as('reseller')
    ).get<any, any>('query ($id: ID!) { securityGroup(id: $id) { members { totalCount } timeline { nodes { kind } } } }', { id: groupId });
    expect(securityGroup).toEqual({
      members: { totalCount: 0 },
      timeline: { nodes: ['created', 'member_added', 'member_removed'].map((verb) => ({ kind: `security_group.${verb}` })) },
    });
  });
});
