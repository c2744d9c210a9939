/** Rights in customers' tenants, as Microsoft Graph tells of them: delegations, assignments, groups and their members. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changedNothing, EXPORTS, graphList, guid, importer, type Importer } from './imported.ts';

const UNKNOWN_ROLE = '00000000-1111-4222-8333-444444444444';
const SUPPORT = 'f023fd81-a637-4b56-95fd-791ac0226033';
const RELATIONSHIPS = 'tenantRelationships/delegatedAdminRelationships';

let own: Importer;
beforeAll(async () => void (own = await importer()));
afterAll(() => own.close());
const sql = <T extends object = any>(text: string, values?: unknown[]) => own.database.sql<T>(text, values);

const delegation = (number: number, more: object = {}) => ({
  id: `${guid(number)}-${guid(900)}`,
  displayName: `Rights ${number}`,
  duration: 'P730D',
  customer: { tenantId: guid(1), displayName: 'Customer 1' },
  accessDetails: { unifiedRoles: [{ roleDefinitionId: SUPPORT }] },
  status: 'active',
  createdDateTime: '2024-01-01T00:00:00Z',
  lastModifiedDateTime: '2024-01-01T00:00:00Z',
  activatedDateTime: '2024-01-01T00:00:00Z',
  ...more,
});
const assignment = (number: number, more: object = {}) => ({
  '@odata.type': '#microsoft.graph.delegatedAdminAccessAssignment',
  id: guid(number),
  status: 'active',
  createdDateTime: '2024-01-02T00:00:00Z',
  lastModifiedDateTime: '2024-01-02T00:00:00Z',
  accessContainer: { accessContainerId: guid(700), accessContainerType: 'securityGroup' },
  accessDetails: { unifiedRoles: [{ roleDefinitionId: SUPPORT }] },
  ...more,
});
const user = (number: number, more: object = {}) => ({
  '@odata.type': '#microsoft.graph.user',
  id: guid(number),
  displayName: `Person ${number}`,
  userPrincipalName: `person${number}@partner.example`,
  ...more,
});
const group = (number: number, members: object[], more: object = {}) => ({
  id: guid(number),
  displayName: `Group ${number}`,
  securityEnabled: true,
  members,
  ...more,
});
const members = async (number: number) =>
  (
    await sql(
      `select m.name from security_group_member m join security_group g on g.id = m.group_id where g.external_id = $1 and m.removed_at is null order by 1`,
      [guid(number)],
    )
  ).map(({ name }) => name);

test('the exports say who has which roles, as far as Microsoft Graph does', async () => {
  const { report } = await own.take(EXPORTS);
  expect(report.refused.count).toBe(0);
  expect(report.leftOut.lines).toContain('groups.json, record 2: is no security group: no roles can be assigned to it');
  expect(report.partly.lines).toContain('groups.json, record 1, members: taken without those who are no users: only people can have roles');
  expect(
    await sql(`select a.external_id, a.status, a.role_ids, a.ended_at is not null as ended, g.name as "group", d.display_name as delegation
      from delegation_assignment a join security_group g on g.id = a.group_id join delegation d on d.id = a.delegation_id order by 1`),
  ).toEqual([
    {
      external_id: 'a1000000-1111-4222-8333-444444444401',
      status: 'ACTIVE',
      role_ids: [SUPPORT, UNKNOWN_ROLE],
      ended: false,
      group: 'Customer support desk',
      delegation: 'Birchwater for Fjellkjeden',
    },
    {
      external_id: 'a1000000-1111-4222-8333-444444444402',
      status: 'UNKNOWN',
      role_ids: [],
      ended: false,
      group: 'Group b2000000-1111-4222-8333-444444444402',
      delegation: 'Birchwater for Fjellkjeden',
    },
    {
      external_id: 'a1000000-1111-4222-8333-444444444403',
      status: 'DELETED',
      role_ids: [SUPPORT],
      ended: true,
      group: 'Customer support desk',
      delegation: 'Birchwater for Fjellkjeden',
    },
  ]);
  expect(await sql('select subject, name, is_guest from security_group_member order by name')).toEqual([
    { subject: 'ida@birchwater.example', name: 'Ida Berg', is_guest: false },
    { subject: 'per_halden.example#EXT#@birchwater.example', name: 'Per Dahl', is_guest: true },
  ]);
});

test.each([
  ['ida@birchwater.example', [SUPPORT]],
  ['c3000000-1111-4222-8333-444444444401', [SUPPORT]],
  ['per_halden.example#EXT#@birchwater.example', []],
])('%s has what all three layers give, and no role that no list knows', async (person, roles) => {
  // The delegation of the export is over by now; Tierline knows of the members only since the import.
  await sql(`update security_group_member set added_at = '2024-01-01'`);
  const rows = await sql(
    `select r.role_id from delegation d, effective_roles(d.customer_id, d.partner_id, $1, '2024-06-01') r where d.display_name = 'Birchwater for Fjellkjeden'`,
    [person],
  );
  expect(rows.map(({ role_id }) => role_id)).toEqual(roles);
});

describe('an assignment', () => {
  test('is told of which delegation it is by the name of its file or folder, where its list does not tell', async () => {
    const named = delegation(10);
    const { report } = await own.take({
      'delegations.json': graphList(RELATIONSHIPS, named),
      [`${named.id}/assignments.json`]: graphList('tenantRelationships/accessAssignments', assignment(500)),
      'assignments.json': graphList('tenantRelationships/accessAssignments', assignment(501)),
      [`assignments-${guid(11)}-${guid(900)}.json`]: graphList('tenantRelationships/accessAssignments', assignment(502)),
    });
    expect(
      await sql(`select external_id from delegation_assignment where external_id in ('${guid(500)}', '${guid(501)}', '${guid(502)}')`),
    ).toEqual([{ external_id: guid(500) }]);
    expect(report.leftOut.lines).toEqual([
      `assignments-${guid(11)}-${guid(900)}.json, record 1: belongs to the delegation ${guid(11)}-${guid(900)}, which is in no export that was read`,
      'assignments.json, record 1: does not tell of which delegation it is: name the file or its folder by the id of the delegation',
    ]);
  });

  test('that is not understood is refused by field, and the rest is taken', async () => {
    const named = delegation(12);
    const { report } = await own.take({
      'delegations.json': graphList(RELATIONSHIPS, named),
      [`${named.id}.json`]: graphList(
        'tenantRelationships/accessAssignments',
        assignment(510, { accessContainer: null }),
        assignment(511, { accessDetails: { unifiedRoles: [{ roleDefinitionId: 'admin' }] } }),
        assignment(512, { createdDateTime: 'yesterday' }),
        assignment(513, { accessContainer: { accessContainerId: guid(701) } }),
      ),
    });
    expect(report.refused.lines).toEqual([
      `${named.id}.json, record 1, accessContainer: is missing`,
      `${named.id}.json, record 2, accessDetails.unifiedRoles[0].roleDefinitionId: is "admin", not a GUID`,
      `${named.id}.json, record 3, createdDateTime: is "yesterday", not a time`,
    ]);
    expect(await sql('select status from delegation_assignment where external_id = $1', [guid(513)])).toEqual([{ status: 'ACTIVE' }]);
  });

  test('is as the vendor says last, whatever was done here before; an older account changes nothing', async () => {
    const named = delegation(13);
    const take = (status: string, lastModifiedDateTime: string) =>
      own.take({
        'delegations.json': graphList(RELATIONSHIPS, named),
        [`${named.id}.json`]: graphList('tenantRelationships/accessAssignments', assignment(520, { status, lastModifiedDateTime })),
      });
    const status = async () => (await sql('select status from delegation_assignment where external_id = $1', [guid(520)]))[0].status;
    await take('active', '2024-02-01T00:00:00Z');
    await sql(`update delegation_assignment set status = 'DELETED' where external_id = $1`, [guid(520)]);
    expect(changedNothing(await take('active', '2024-02-01T00:00:00Z'))).toBe(true);
    expect(await status()).toBe('DELETED');
    expect(changedNothing(await take('pending', '2024-01-15T00:00:00Z'))).toBe(true);
    await take('error', '2024-02-02T00:00:00Z');
    expect(await status()).toBe('ERROR');
  });
});

describe('a security group', () => {
  test('is refused without a word of whose it is', async () => {
    const { report } = await own.take({ 'groups.json': graphList('groups(members())', group(600, [])) });
    expect(report.refused.lines).toEqual(['groups.json, record 1, id: belongs to a partner that the files do not tell: pass --partner']);
  });

  test('takes in whoever is in the list and lets go whoever is no more, if the list is whole', async () => {
    const take = (...people: object[]) => own.take({ 'groups.json': graphList('groups(members())', group(601, people)) }, guid(900));
    await take(user(1), user(2));
    expect(changedNothing(await take(user(1), user(2)))).toBe(true);
    await take(user(2, { userPrincipalName: 'renamed@partner.example' }), user(3));
    expect(await members(601)).toEqual(['Person 2', 'Person 3']);
    const many = Array.from({ length: 20 }, (_, index) => user(10 + index));
    const { report } = await take(...many);
    expect(report.partly.lines).toEqual([
      'groups.json, record 1, members: may not be all: an expanded list ends at 20, so nobody is taken out',
    ]);
    expect(await members(601)).toHaveLength(22);
    await own.take({ 'groups.json': graphList('groups', { ...group(601, []), members: undefined, displayName: 'Named anew' }) }, guid(900));
    expect(await members(601)).toHaveLength(22);
    expect(await sql('select name from security_group where external_id = $1', [guid(601)])).toEqual([{ name: 'Named anew' }]);
  });

  test('of which several files tell is as the newest says', async () => {
    await own.take(
      {
        'old.json': graphList('groups(members())', group(602, [user(1), user(2)])),
        'new.json': graphList('groups(members())', group(602, [user(2)])),
      },
      guid(900),
    );
    expect(await members(602)).toEqual(['Person 2']);
  });
});

describe('a delegation', () => {
  const stateOf = async (number: number) =>
    (
      await sql('select external_id, status, requested_at, ends_at, duration from delegation where display_name = $1', [`Rights ${number}`])
    )[0];

  test('that was drafted here is known by its name, and from then on by the vendor’s id', async () => {
    await own.take({ 'first.json': graphList(RELATIONSHIPS, delegation(20)) });
    await sql(`insert into delegation (display_name, customer_id, partner_id, status, role_ids, duration, auto_extend, created_at)
      select 'Rights 21', customer_id, partner_id, 'CREATED', role_ids, duration, false, created_at from delegation where display_name = 'Rights 20'`);
    await own.take({ 'more.json': graphList(RELATIONSHIPS, delegation(21, { status: 'approvalPending', activatedDateTime: '' })) });
    expect(await stateOf(21)).toMatchObject({
      external_id: `${guid(21)}-${guid(900)}`,
      status: 'APPROVAL_PENDING',
      requested_at: new Date('2024-01-01T00:00:00Z'),
    });
    expect(await sql(`select count(*)::int as count from delegation where display_name = 'Rights 21'`)).toEqual([{ count: 1 }]);
    expect(
      await sql(`select e.kind, e.data from event e join delegation d on d.id = e.stream_id where d.display_name = 'Rights 21'`),
    ).toEqual([{ kind: 'delegation.changed', data: { from: 'CREATED', to: 'APPROVAL_PENDING' } }]);
  });

  test('is as the vendor says last, whatever was done here before; what the vendor has said already changes nothing', async () => {
    const take = (status: string, lastModifiedDateTime: string) =>
      own.take({ 'delegations.json': graphList(RELATIONSHIPS, delegation(22, { status, lastModifiedDateTime })) });
    await take('active', '2024-02-01T00:00:00Z');
    await sql(`update delegation set status = 'TERMINATED' where display_name = 'Rights 22'`);
    expect(changedNothing(await take('active', '2024-02-01T00:00:00Z'))).toBe(true);
    expect(changedNothing(await take('created', '2024-01-01T00:00:00Z'))).toBe(true);
    expect((await stateOf(22)).status).toBe('TERMINATED');
    await take('active', '2024-02-01T00:00:01Z');
    expect((await stateOf(22)).status).toBe('ACTIVE');
  });

  test('of which no end is told ends when its duration is over: none lasts for ever', async () => {
    await own.take({
      'delegations.json': graphList(
        RELATIONSHIPS,
        delegation(23, { duration: 'P2Y' }),
        delegation(24, { duration: 'P1D', endDateTime: '2024-03-01T00:00:00Z' }),
      ),
    });
    expect((await stateOf(23)).ends_at).toEqual(new Date('2026-01-01T00:00:00Z'));
    expect((await stateOf(24)).ends_at).toEqual(new Date('2024-03-01T00:00:00Z'));
  });

  test('of a status that is not known yet is taken, and gives nothing', async () => {
    await own.take({ 'delegations.json': graphList(RELATIONSHIPS, delegation(25, { status: 'unknownFutureValue' })) });
    expect((await stateOf(25)).status).toBe('UNKNOWN');
    expect(await sql(`select clock_at from delegation where display_name = 'Rights 25'`)).toEqual([{ clock_at: null }]);
  });
});

test('an expanded list beside a file of members takes nobody out, however short it is', async () => {
  const files = (listed: object[]) => ({
    'groups.json': graphList('groups', group(790, listed)),
    [`members/${guid(790)}.json`]: graphList('directoryObjects', user(1), user(2)),
  });
  await own.take(files([]), guid(900));
  expect(await members(790)).toEqual(['Person 1', 'Person 2']);
  expect(changedNothing(await own.take(files([]), guid(900)))).toBe(true);
  expect(changedNothing(await own.take(files([user(1)]), guid(900)))).toBe(true);
  await own.take({ 'groups.json': graphList('groups', group(790, [user(2)])) }, guid(900));
  expect(await members(790)).toEqual(['Person 2']);
});
