/** What an operator relies on: nothing is made from what only looks like an export, and nothing is lost without a word. */
import { chmod, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exitCodeOf } from '../../src/import/cli.ts';
import { writeReportFile } from '../../src/import/report/json.ts';
import {
  collection,
  counted,
  customer,
  folderOf,
  graphList,
  guid,
  importer,
  subscription,
  type Content,
  type Importer,
} from './imported.ts';

let own: Importer;
beforeAll(async () => void (own = await importer()));
afterAll(() => own.close());

const [P, R, A, B] = [guid(900), guid(901), guid(910), guid(911)];
const sql = (text: string) => own.database.sql<any>(text);
const organizations = async () =>
  (await sql(`select (select count(*) from partner) + (select count(*) from customer) + (select count(*) from service) as count`))[0].count;

describe('a file that only looks like an export', () => {
  test.each<[string, object[]]>([
    ['teams of Microsoft Teams', [{ Id: guid(1), DisplayName: 'Marketing team', TenantId: guid(2), Visibility: 'Private' }]],
    ['the tenants of an Azure account', [{ id: `/tenants/${guid(3)}`, tenantId: guid(3), displayName: 'Us', countryCode: 'IT' }]],
    ['the services of a monitor', [{ service: 'billing-portal', status: 'up' }]],
    ['a monitor that says more', [{ service: 'billing-portal', status: 'investigating', url: 'https://x.example' }]],
    ['articles', [{ id: '1', title: 'How to', body: 'Click.', category: 'Help' }]],
    ['articles with a date', [{ id: '1', title: 'How to', body: 'Click.', category: 'Help', startDateTime: '2024-01-01T00:00:00Z' }]],
    ['groups of things', [{ id: '1', name: 'Printers', groupName: 'Floor 2' }]],
  ])('makes no organization and no service: %s', async (_what, records) => {
    const before = await organizations();
    const imported = await own.take({ 'file.json': records }, P);
    expect(counted(imported)).toEqual({});
    expect(exitCodeOf(imported)).toBe(4);
    expect(await organizations()).toBe(before);
  });
});

describe('a partner or customer that the caller names', () => {
  const strict = (files: Record<string, Content>, partner?: string, tenant?: string) =>
    own.take(files, partner, tenant, { allowNew: false });
  const delegation = (ofPartner: string) => ({
    id: `${guid(77)}-${ofPartner}`,
    displayName: 'Rights',
    duration: 'P30D',
    status: 'created',
    createdDateTime: '2024-01-01T00:00:00Z',
    accessDetails: { unifiedRoles: [] },
  });

  test('and that nothing tells of is refused, with what would do, unless it is said to be new', async () => {
    await expect(strict({ 'c.json': [customer(20)] }, guid(990))).rejects.toThrow(
      /Tierline knows no such partner, and no file names it.*--new/,
    );
    await expect(strict({ 'c.json': [customer(20)] }, undefined, guid(991))).rejects.toThrow(/knows no such customer/);
    expect(await sql(`select from customer where tenant_id = '${guid(20)}'`)).toEqual([]);
    await own.take({ 'c.json': [customer(20)] }, P, undefined, { allowNew: true });
    await strict({ 'c.json': [customer(20)] }, P, guid(20));
    await expect(strict({ 'c.json': [customer(20)] }, guid(992))).rejects.toThrow(new RegExp(`Known are .*${P}`));
  });

  test('against what a file says is refused, new or not, and the file is named', async () => {
    const files = { 'c.json': [customer(21)], 'd.json': graphList('tenantRelationships/delegatedAdminRelationships', delegation(P)) };
    await expect(own.take(files, R)).rejects.toThrow(`--partner is ${R}, but d.json names the partner ${P}`);
    const behind = { ...delegation(R), indirectProviderTenantId: P };
    await own.take({ 'd.json': graphList('tenantRelationships/delegatedAdminRelationships', behind) }, P);
  });

  test('tells whose the exports of one customer are, as the name of the file or the folder does', async () => {
    await own.take({ 'c.json': [customer(22)] }, P);
    const bare = (number: number) => ({ ...subscription(number, 22), links: undefined });
    const request = {
      id: 'SR22',
      title: 'No mail',
      severity: 'minimal',
      status: 'open',
      createdDate: '2024-01-01T00:00:00Z',
      attributes: { objectType: 'ServiceRequest' },
    };
    await own.take({ [`${guid(22)}/subscriptions.json`]: [bare(701)], 'x.json': [{ ...subscription(702, 22) }] }, P);
    await own.take({ 'subscriptions.json': [bare(703)], 'requests.json': [request] }, P, guid(22));
    const rows = await sql(
      `select external_id from customer_subscription s join customer c on c.id = s.customer_id where c.tenant_id = '${guid(22)}' order by 1`,
    );
    expect(rows).toHaveLength(3);
    expect(await sql(`select from ticket where external_id = 'SR22'`)).toHaveLength(1);
    const nobody = await own.take({ [`${guid(23)}/subscriptions.json`]: [bare(704)] }, P);
    expect(nobody.report.refused.lines[0]).toMatch('no customer that is known');
  });
});

describe('a folder', () => {
  test('with links in circles, and with what cannot be read, is read all the same, each file once', async () => {
    const folder = await folderOf({ 'a/customers.json': [customer(30)], 'b/more.json': [customer(31)] });
    await symlink(folder, join(folder, 'loop'));
    await symlink('..', join(folder, 'a', 'up'));
    await symlink('customers.json', join(folder, 'a', 'again.json'));
    await symlink('nowhere', join(folder, 'a', 'dangling'));
    await writeFile(join(folder, '.hidden'), '{}');
    await mkdir(join(folder, 'closed'));
    await chmod(join(folder, 'closed'), 0);
    // Nothing is closed to the superuser.
    await chmod(folder, 0o755);
    const isSuperuser = process.getuid!() === 0;
    if (isSuperuser) process.seteuid!(65_534);
    const imported = await own.take(folder, P).finally(() => isSuperuser && process.seteuid!(0));
    expect(imported.files).toBe(2);
    expect(counted(imported)).toMatchObject({ customer: '2/0/0/0' });
    expect(imported.report.leftOut.lines).toEqual(
      expect.arrayContaining([expect.stringMatching(/^\.hidden: is hidden/), expect.stringMatching(/dangling: .*nowhere/)]),
    );
    expect(imported.report.refused.lines).toEqual([expect.stringMatching(/^closed: cannot be read: EACCES/)]);
  });

  test('whose lists are not complete is remarked on, and one that has all its pages is not', async () => {
    const page = (next: boolean, ...value: object[]) => ({
      ...graphList('admin/serviceAnnouncement/healthOverviews', ...value),
      ...(next ? { '@odata.nextLink': 'https://graph/x?$skip=1' } : {}),
    });
    const service = (name: string) => ({ id: name, service: name, status: 'serviceOperational' });
    const lines = async (files: Record<string, Content>) =>
      (await own.take(files, P)).report.partly.lines.filter((line) => line.includes('not complete'));
    expect(await lines({ 'one.json': page(true, service('One')) })).toEqual([expect.stringMatching(/one.json: is not complete.*nextLink/)]);
    expect(await lines({ 'one.json': page(true, service('One')), 'two.json': page(false, service('Two')) })).toEqual([]);
    expect(await lines({ 'c.json': { ...collection(customer(32)), totalCount: 37 } })).toEqual([
      expect.stringMatching(/there are 37 records, and has 1/),
    ]);
    expect(
      await lines({ 'c.json': { ...collection(customer(32)), totalCount: 2 }, 'd.json': { ...collection(customer(33)), totalCount: 2 } }),
    ).toEqual([]);
    // Lists of several customers in one folder: that one of them is whole says nothing of the other.
    const bought = (ofCustomer: number, total: number, there: number, next: boolean) => ({
      ...collection(...Array.from({ length: there }, (_, at) => subscription(3200 + ofCustomer * 10 + at, ofCustomer))),
      ...(total > 0 ? { totalCount: total } : { totalCount: undefined }),
      links: {
        self: { uri: `/customers/${guid(ofCustomer)}/subscriptions` },
        ...(next ? { next: { uri: `/customers/${guid(ofCustomer)}/subscriptions?seekOperation=Next` } } : {}),
      },
    });
    await own.take({ 'c.json': [customer(32), customer(33)] }, P);
    const both = (one: object, other: object) => lines({ 'one.json': one, 'other.json': other });
    expect(await both(bought(32, 4, 3, false), bought(33, 2, 2, false))).toEqual([expect.stringMatching(/there are 6 records, and has 5/)]);
    expect(await both(bought(32, 3, 1, false), bought(33, 3, 3, false))).toEqual([expect.stringMatching(/there are 6 records, and has 4/)]);
    expect(await both(bought(32, 3, 3, false), bought(33, 3, 3, false))).toEqual([]);
    expect(await both(bought(32, 0, 2, true), bought(33, 0, 2, false))).toEqual([expect.stringMatching(/nextLink/)]);
    expect(await both(bought(32, 0, 2, true), bought(32, 0, 3, false))).toEqual([]);
    // One that grew while it was fetched.
    expect(await both(bought(32, 4, 3, true), bought(32, 4, 2, false))).toEqual([]);
  });
});

describe('the report', () => {
  test('as JSON has every record that was not taken, with its id and each of its faults, and the ids of the organizations', async () => {
    const broken = Array.from({ length: 40 }, (_, number) => ({
      ...subscription(800 + number, 34),
      quantity: 'many',
      effectiveStartDate: 'once',
      status: true,
    }));
    const imported = await own.take({ 'c.json': [customer(34)], 's.json': broken }, P);
    const path = join(tmpdir(), `tierline-report-${process.pid}.json`);
    writeReportFile(path, imported, { seconds: 1, exitCode: exitCodeOf(imported) });
    const report = JSON.parse(readFileSync(path, 'utf8'));
    expect(report).toMatchObject({ format: 1, import: imported.id, dryRun: false, exitCode: 3, files: { read: 2, recognised: 2 } });
    expect(report.refused).toHaveLength(120);
    expect(
      report.refused
        .filter(({ record }: any) => record === 40)
        .map(({ field, id }: any) => [field, id])
        .toSorted(),
    ).toEqual([
      ['effectiveStartDate', guid(839)],
      ['quantity', guid(839)],
      ['status', guid(839)],
    ]);
    expect(report.customers).toEqual([{ id: expect.any(String), tenantId: guid(34), name: 'Customer 34' }]);
    expect(report.partners).toEqual([{ id: expect.any(String), tenantId: P, name: expect.any(String) }]);
    expect(report.counts.subscription.refused).toBe(40);
  });

  test('names words that have no meaning here, fields that nothing reads, and what is no country, address or website', async () => {
    const profile = {
      profileType: 'support_profile',
      email: 'not an email',
      website: 'javascript:alert(1)',
      telephone: '1',
      attributes: { objectType: 'PartnerSupportProfile' },
    };
    const { report } = await own.take(
      {
        'c.json': [
          customer(35, {
            relationshipToPartner: 'brandNew',
            billingProfile: { defaultAddress: { country: 'ZZ' } },
            allowDelegatedAccess: true,
          }),
        ],
        'p.json': profile,
      },
      P,
    );
    const lines = report.partly.lines.join('\n');
    for (const word of [
      '"brandNew", a word that Tierline does not know',
      '"ZZ", not the code of a country',
      'not an e-mail address',
      'not the address of a website',
    ])
      expect(lines).toContain(word);
    expect(report.fields.unread).toContainEqual({ records: 'customers', fields: ['allowDelegatedAccess'] });
    expect(await sql(`select support_email, support_website from partner where tenant_id = '${P}'`)).toEqual([
      { support_email: null, support_website: null },
    ]);
  });

  test('counts the rows that were made because something refers to them', async () => {
    const before = await sql('select count(*)::int as count from customer');
    const imported = await own.take({ 's.json': [subscription(850, 36), subscription(851, 37)] }, P);
    const after = await sql('select count(*)::int as count from customer');
    expect(imported.report.counts.get('customer')?.created).toBe(after[0].count - before[0].count);
  });

  test('says what stays although an export has it no more', async () => {
    await own.take({ 'c.json': [customer(38)], 's.json': collection(subscription(860, 38), subscription(861, 38)) }, P);
    const { report } = await own.take(
      { 'c.json': [customer(38, { relationshipToPartner: 'none' })], 's.json': collection(subscription(860, 38)) },
      P,
    );
    expect(report.partly.lines).toEqual([
      expect.stringMatching(/c.json.*it stays a customer of/),
      expect.stringMatching(new RegExp(`s.json: does not have a subscription.*${guid(861)}`)),
    ]);
  });
});

test('whatever the order in which provider, reseller and their relationship are imported, the result is one', async () => {
  const pieces: (readonly [files: Record<string, Content>, partner: string])[] = [
    [{ 'provider.json': [customer(1)] }, A],
    [{ 'reseller.json': [customer(1)] }, B],
    [
      {
        'relationship.json': collection({
          id: B,
          relationshipType: 'isIndirectCloudSolutionProviderOf',
          state: 'active',
          attributes: { objectType: 'PartnerRelationship' },
        }),
      },
      A,
    ],
    [{ 'one.json': customer(2, { associatedPartnerId: B }) }, A],
    [{ 'subscriptions.json': [subscription(1, 1)] }, B],
  ];
  const state = `select jsonb_build_object('partners', (select jsonb_agg(jsonb_build_array(tenant_id, kind) order by tenant_id) from partner),
    'custody', (select jsonb_agg(jsonb_build_array(c.tenant_id, p.tenant_id, v.tenant_id) order by c.tenant_id, p.tenant_id) from customer_partner x
      join customer c on c.id = x.customer_id join partner p on p.id = x.partner_id left join partner v on v.id = x.provider_id),
    'subscriptions', (select jsonb_agg(jsonb_build_array(s.external_id, p.tenant_id, v.tenant_id)) from customer_subscription s
      left join partner p on p.id = s.partner_of_record_id left join partner v on v.id = s.provider_id)) as state`;
  const permutations = <T>(all: readonly T[]): T[][] =>
    all.length < 2 ? [[...all]] : all.flatMap((one, at) => permutations(all.toSpliced(at, 1)).map((rest) => [one, ...rest]));
  const other = await importer();
  try {
    // Every fourth of the 120 orders: each piece comes before and after each other.
    for (const order of permutations(pieces).filter((_, at) => at % 4 === 0)) {
      await other.database.sql(
        'truncate partner, customer, customer_partner, partner_relationship, customer_subscription, account_access, account_listing cascade',
      );
      for (const [files, partner] of order) await other.take(files, partner);
      const [row] = await other.database.sql<any>(state);
      expect({ order: order.map(([files]) => Object.keys(files)[0]), ...row.state }).toMatchObject({
        partners: [
          [A, 'INDIRECT_PROVIDER'],
          [B, 'INDIRECT_RESELLER'],
        ],
        custody: [
          [guid(1), B, A],
          [guid(2), B, A],
        ],
        subscriptions: [[guid(1), B, A]],
      });
    }
  } finally {
    await other.close();
  }
}, 120_000);

describe('an account without a time of its own', () => {
  const at = (file: Content, minute: number) => ({ file, minute });
  /** Takes each file in an import of its own; which of them is the newer one, only the ages of the files tell. */
  async function take(into: Importer, order: readonly ReturnType<typeof at>[]) {
    const lines: string[] = [];
    for (const { file, minute } of order) {
      const folder = await folderOf({ 'file.json': file });
      const age = new Date(Date.UTC(2024, 5, 1, 0, minute));
      await utimes(join(folder, 'file.json'), age, age);
      lines.push(...(await into.take(folder, P)).report.partly.lines);
      await rm(folder, { recursive: true });
    }
    return lines;
  }
  const health = (status: string) => graphList('admin/serviceAnnouncement/healthOverviews', { id: 'Desk', service: 'The desk', status });
  const named = (companyName: string) => [customer(70, { companyProfile: { tenantId: guid(70), companyName, domain: 'c70.example' } })];
  const profile = (telephone: string) => ({
    profileType: 'support_profile',
    telephone,
    attributes: { objectType: 'PartnerSupportProfile' },
  });
  const contact = (number: number) => ({
    supportTenantId: guid(number),
    supportMpnId: String(number),
    links: { self: { uri: `/customers/${guid(70)}/subscriptions/${guid(7001)}/supportcontact` } },
    attributes: { objectType: 'SupportContact' },
  });
  const group = (...people: string[]) =>
    graphList('groups', {
      id: guid(7002),
      displayName: 'Agents',
      securityEnabled: true,
      members: people.map((userPrincipalName) => ({
        '@odata.type': '#microsoft.graph.user',
        userPrincipalName,
        displayName: userPrincipalName,
      })),
    });
  const base = [at([customer(70)], 0), at([subscription(7001, 70)], 0)];
  const older = [
    at(collection(subscription(7001, 70, { quantity: 10, status: 'suspended' })), 1),
    at(health('serviceDegradation'), 2),
    at(named('Old name'), 1),
    at(profile('+1 old'), 1),
    at(contact(71), 4),
    at(group('anna@p.example', 'left@p.example'), 1),
  ];
  const newer = [
    at(collection(subscription(7001, 70, { quantity: 20, status: 'active' })), 9),
    at(health('serviceOperational'), 8),
    at(named('New name'), 9),
    at(profile('+1 new'), 9),
    at(contact(72), 6),
    at(group('anna@p.example'), 9),
  ];
  const state = `select
    (select jsonb_build_array(s.quantity, s.status, p.tenant_id) from customer_subscription s left join partner p on p.id = s.support_contact_id
      where s.external_id = '${guid(7001)}') as subscription,
    (select status from service where name = 'The desk') as health, (select name from customer where tenant_id = '${guid(70)}') as customer,
    (select support_telephone from partner where tenant_id = '${P}') as telephone,
    (select jsonb_agg(m.subject order by m.subject) from security_group_member m join security_group g on g.id = m.group_id
      where g.external_id = '${guid(7002)}' and m.removed_at is null) as members`;
  const end = {
    subscription: [20, 'ACTIVE', guid(72)],
    health: 'SERVICE_OPERATIONAL',
    customer: 'New name',
    telephone: '+1 new',
    members: ['anna@p.example'],
  };

  test.each([
    ['the older ones first', [...base, ...older, ...newer], 0],
    ['the newer ones first', [...base, ...newer, ...older], 6],
    ['mixed, and again', [...base, ...older.slice(3), ...newer.slice(0, 3), ...older, ...newer, ...older], 12],
  ] as const)('goes by the age of its file across imports: %s', async (_order, order, outdone) => {
    const fresh = await importer();
    try {
      const lines = await take(fresh, order);
      expect((await fresh.database.sql<any>(state))[0]).toEqual(end);
      const told = lines.filter((line) => line.includes('is older than a file that was imported before'));
      expect(told.length).toBeGreaterThanOrEqual(outdone === 0 ? 0 : 6);
      if (outdone === 0) expect(told).toEqual([]);
    } finally {
      await fresh.close();
    }
  });
});

describe('messages of several tenants', () => {
  const message = (content: string, lastModifiedDateTime: string, more: object = {}) =>
    graphList('admin/serviceAnnouncement/messages', {
      id: 'MC4000001',
      title: 'Users',
      startDateTime: '2024-05-01T00:00:00Z',
      lastModifiedDateTime,
      category: 'stayInformed',
      severity: 'normal',
      tags: [],
      services: ['Skype for Business', 'Microsoft 365 apps'],
      details: [],
      body: { contentType: 'html', content },
      ...more,
    });
  const texts = () =>
    sql(`select m.html, m.is_private, array_agg(c.name order by c.name) as tenants from service_message m join service_message_tenant t on t.message_id = m.id
    join customer c on c.id = t.organization_id where m.tracking_id = 'MC4000001' group by m.id order by m.html`);

  test('are one where they are the same, and each tenant’s own where they are not; a tag says that they are private', async () => {
    await own.take({ 'c.json': [customer(50), customer(51)] }, P);
    await own.take({ 'm.json': message('<p>Same.</p>', '2024-05-01T00:00:00Z') }, undefined, guid(50));
    await own.take({ [`${guid(51)}/m.json`]: message('<p>Same.</p>', '2024-05-01T00:00:00Z') });
    expect(await texts()).toEqual([{ html: '<p>Same.</p>', is_private: false, tenants: ['Customer 50', 'Customer 51'] }]);
    await own.take({ 'm.json': message('<p>Only Zoë.</p>', '2024-05-02T00:00:00Z', { tags: [' data Privacy'] }) }, undefined, guid(51));
    expect(await texts()).toEqual([
      { html: '<p>Only Zoë.</p>', is_private: true, tenants: ['Customer 51'] },
      { html: '<p>Same.</p>', is_private: false, tenants: ['Customer 50'] },
    ]);
    await own.take({ 'm.json': message('<p>Only Zoë.</p>', '2024-05-03T00:00:00Z') }, undefined, guid(50));
    expect(await texts()).toEqual([{ html: '<p>Only Zoë.</p>', is_private: false, tenants: ['Customer 50', 'Customer 51'] }]);
    expect(await sql(`select count(*)::int as count from service_message where tracking_id = 'MC4000001'`)).toEqual([{ count: 1 }]);
  });

  test('name their services as incidents do: what is not known is made, and never filed under another', async () => {
    const names = await sql(
      `select s.name from service s join service_message_service l on l.service_id = s.id join service_message m on m.id = l.message_id where m.tracking_id = 'MC4000001' order by 1`,
    );
    expect(names.map(({ name }) => name)).toEqual(['Microsoft 365 apps', 'Skype for Business']);
  });
});
