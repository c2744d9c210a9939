import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  changedNothing,
  collection,
  counted,
  customer,
  graphList,
  guid,
  importer,
  issue,
  issues,
  post,
  subscription,
  type Importer,
} from './imported.ts';

const PARTNER = guid(900);
const relationship = (number: number, more: object = {}) => ({
  id: guid(number),
  name: `Partner ${number}`,
  relationshipType: 'is_indirect_cloud_solution_provider_of',
  state: 'Active',
  mpnId: `${number}`,
  location: 'DE',
  attributes: { objectType: 'PartnerRelationship' },
  ...more,
});
const delegation = (number: number, partner: number, more: object = {}) => ({
  id: `${guid(number)}-${guid(partner)}`,
  displayName: `Delegation ${number}`,
  duration: 'P730D',
  customer: { tenantId: guid(1), displayName: 'Customer 1' },
  accessDetails: { unifiedRoles: [] },
  status: 'active',
  createdDateTime: '2024-01-01T00:00:00Z',
  lastModifiedDateTime: '2024-01-01T00:00:00Z',
  ...more,
});

let own: Importer;
beforeAll(async () => void (own = await importer()));
afterAll(() => own.close());
const sql = <T extends object>(text: string) => own.database.sql<T>(text);

describe('health', () => {
  test('an issue belongs to the service that it names, not to the one in whose overview it stands', async () => {
    await own.take({
      'overviews.json': graphList('admin/serviceAnnouncement/healthOverviews(issues())', {
        id: 'OSDPPlatform',
        service: 'Microsoft 365 suite',
        status: 'ServiceOperational',
        issues: [issue('EX1', { status: 'ServiceInterruption' })],
      }),
      'more.json': graphList('admin/serviceAnnouncement/healthOverviews', {
        id: 'Exchange',
        service: 'Exchange Online',
        status: 'ServiceRestored',
      }),
    });
    expect(await sql(`select s.key from service_incident i join service s on s.id = i.service_id where tracking_id = 'EX1'`)).toEqual([
      { key: 'Exchange' },
    ]);
    expect(await sql(`select key, status from service order by key`)).toEqual([
      { key: 'Exchange', status: 'SERVICE_INTERRUPTION' },
      { key: 'OSDPPlatform', status: 'SERVICE_OPERATIONAL' },
    ]);
  });

  test('a service without open incidents is as its overview says, and as good as new when its last one ends', async () => {
    const [over] = [
      issue('EX1', {
        status: 'ServiceRestored',
        isResolved: true,
        endDateTime: '2024-05-06T09:00:00Z',
        lastModifiedDateTime: '2024-05-06T09:00:00Z',
      }),
    ];
    await own.take({ 'issue.json': over });
    expect(await sql(`select status from service where key = 'Exchange'`)).toEqual([{ status: 'SERVICE_OPERATIONAL' }]);
    await own.take({
      'overview.json': graphList('admin/serviceAnnouncement/healthOverviews', {
        id: 'Exchange',
        service: 'Exchange Online',
        status: 'ServiceRestored',
      }),
    });
    expect(await sql(`select status from service where key = 'Exchange'`)).toEqual([{ status: 'SERVICE_RESTORED' }]);
  });

  test('posts may be older than the start, are made safe, and show as they were written where they are text', async () => {
    const evil =
      '<p style="x" onclick="steal()">Hello <a href="javascript:steal()">you</a><img src=x onerror=steal()><script>steal()</script></p>';
    const { report } = await own.take({
      'issues.json': issues(
        issue('EX2', {
          posts: [
            post('2024-05-01T00:00:00Z', evil),
            post('2024-05-01T01:00:00Z', '<script>1 < 2</script>\nsecond line', 'Text'),
            post('2024-05-01T02:00:00Z', '<script>steal()</script>'),
            { ...post('2024-05-01T03:00:00Z', '<b>new</b>', 'markdown'), postType: 'shout' },
          ],
        }),
      ),
    });
    expect(
      await sql(
        `select p.kind, html from incident_post p join service_incident i on i.id = p.incident_id where tracking_id = 'EX2' order by p.created_at`,
      ),
    ).toEqual([
      { kind: 'REGULAR', html: '<p>Hello <a>you</a></p>' },
      { kind: 'REGULAR', html: '&lt;script&gt;1 &lt; 2&lt;/script&gt;<br />second line' },
      { kind: 'UNKNOWN', html: '&lt;b&gt;new&lt;/b&gt;' },
    ]);
    expect(report.partly.lines.toSorted().at(-1)).toBe('issues.json, record 1: EX2: taken without a post in which nothing is safe to show');
  });

  test('unknown words and missing ones become UNKNOWN and are told, and keys that nobody documented are passed over', async () => {
    const { report } = await own.take({
      'issue.json': issue('EX3', {
        status: 'ServiceOnFire',
        classification: 'catastrophe',
        origin: null,
        expiryDateTime: 'whenever',
        tags: { a: 1 },
      }),
    });
    expect(report.refused.lines).toEqual([]);
    for (const told of ['status: is "ServiceOnFire", a word', 'classification: is "catastrophe", a word', 'origin: is missing'])
      expect(report.partly.lines.join('\n')).toContain(told);
    expect(await sql(`select status, classification, origin from service_incident where tracking_id = 'EX3'`)).toEqual([
      { status: 'UNKNOWN', classification: 'UNKNOWN', origin: 'UNKNOWN' },
    ]);
  });

  test('of two accounts of an incident the one that was changed last counts, whichever is read first, and no post is lost', async () => {
    const older = issue('EX4', {
      title: 'Old',
      lastModifiedDateTime: '2024-05-06T08:00:00Z',
      posts: [post('2024-05-06T08:00:00Z', 'one')],
    });
    const newer = issue('EX4', {
      title: 'New',
      lastModifiedDateTime: '2024-05-06T09:00:00Z',
      posts: [post('2024-05-06T09:00:00Z', 'two')],
    });
    await own.take({ 'new.json': issues(newer), 'old.json': issues(older) });
    await own.take({ 'old.json': issues(older) });
    expect(
      await sql(
        `select title, (select count(*)::int from incident_post p where p.incident_id = i.id) as posts from service_incident i where tracking_id = 'EX4'`,
      ),
    ).toEqual([{ title: 'New', posts: 2 }]);
  });
});

describe('customers', () => {
  test('are served by whom --partner names, by the reseller that they name themselves, and not by whom they have left', async () => {
    await own.take(
      {
        'customers.json': collection(
          customer(1),
          customer(2, { associatedPartnerId: guid(901).toUpperCase() }),
          customer(3, { relationshipToPartner: 'none' }),
        ),
      },
      PARTNER,
    );
    const served = `select c.name, p.tenant_id as partner, v.tenant_id as provider from customer c left join customer_partner x on x.customer_id = c.id
      left join partner p on p.id = x.partner_id left join partner v on v.id = x.provider_id where c.name like 'Customer _' order by c.name`;
    expect(await sql(served)).toEqual([
      { name: 'Customer 1', partner: PARTNER, provider: null },
      { name: 'Customer 2', partner: guid(901), provider: PARTNER },
      { name: 'Customer 3', partner: null, provider: null },
    ]);
    expect(await sql(`select name, kind from partner where tenant_id in ('${PARTNER}', '${guid(901)}') order by tenant_id`)).toEqual([
      { name: `Tenant ${PARTNER}`, kind: 'INDIRECT_PROVIDER' },
      { name: `Tenant ${guid(901)}`, kind: 'INDIRECT_RESELLER' },
    ]);
  });

  test('are taken without a partner where nobody says whose they are, and the report says what to do', async () => {
    const { report, exporters } = await own.take({ 'customers.json': collection(customer(4)) });
    expect(exporters['Partner Center']).toBeUndefined();
    expect(report.partly.lines).toEqual([
      'customers.json, record 1: does not say whose customer it is: taken without a partner; pass --partner TENANT_ID',
    ]);
    expect(await sql(`select 1 from customer_partner x join customer c on c.id = x.customer_id where c.tenant_id = '${guid(4)}'`)).toEqual(
      [],
    );
  });

  test('of two partners that a folder names are nobody’s: one has to be passed', async () => {
    const audit = (partnerId: string) => ({
      partnerId,
      operationType: 'create_order',
      resourceType: 'order',
      attributes: { objectType: 'AuditRecord' },
    });
    const { exporters } = await own.take({
      'audit.json': collection(audit(guid(910)), audit(guid(911))),
      'customers.json': collection(customer(5)),
    });
    expect(exporters['Partner Center']).toBeUndefined();
    const invitation = {
      url: `https://admin.example/?invType=ResellerRelationship&partnerId=${guid(910)}&DAP=false#/x`,
      attributes: { objectType: 'RelationshipRequest' },
    };
    const told = await own.take({ 'invitation.json': invitation, 'customers.json': collection(customer(5)) });
    expect(told.exporters['Partner Center']).toEqual({ tenantId: guid(910), files: ['invitation.json'] });
  });

  test('keep what an export does not say, and the newest of several accounts counts', async () => {
    const rich = customer(6, { companyProfile: { companyName: 'Old name', domain: 'six.example', address: { country: 'dk' } } });
    const poor = customer(6, { companyProfile: { companyName: 'New name' } });
    const files = { 'a.json': rich, 'b.json': collection(poor) };
    await own.take(files, PARTNER);
    expect(await sql(`select name, domain, country from customer where tenant_id = '${guid(6)}'`)).toEqual([
      { name: 'New name', domain: 'six.example', country: 'DK' },
    ]);
    expect(changedNothing(await own.take(files, PARTNER))).toBe(true);
  });
});

describe('partners', () => {
  test('stand on the side of the relationship that its type says, and see each other only while it is active', async () => {
    await own.take(
      {
        'relationships.json': collection(
          relationship(920),
          relationship(921, { relationshipType: 1, state: 'Inactive' }),
          relationship(922, { relationshipType: 0 }),
        ),
      },
      guid(919),
    );
    expect(
      await sql(`select p.tenant_id as provider, r.tenant_id as reseller, x.state from partner_relationship x
        join partner p on p.id = x.provider_id join partner r on r.id = x.reseller_id order by r.tenant_id, p.tenant_id`),
    ).toEqual([
      { provider: guid(922), reseller: guid(919), state: 'ACTIVE' },
      { provider: guid(919), reseller: guid(920), state: 'ACTIVE' },
      { provider: guid(919), reseller: guid(921), state: 'INACTIVE' },
    ]);
    expect(await sql(`select kind from partner where tenant_id = '${guid(919)}'`)).toEqual([{ kind: 'INDIRECT_PROVIDER' }]);
  });

  test('of a customer are known by its link, where the export has one', async () => {
    const { state: _state, ...stateless } = relationship(930);
    const list = { ...collection(stateless), links: { self: { uri: `/customers/${guid(31)}/relationships`, method: 'GET' } } };
    const { report } = await own.take({ 'customer-relationships.json': list }, guid(929));
    expect(report.refused.lines).toEqual([]);
    expect(
      await sql(`select p.tenant_id as partner, v.tenant_id as provider from customer_partner x join customer c on c.id = x.customer_id
        join partner p on p.id = x.partner_id join partner v on v.id = x.provider_id where c.tenant_id = '${guid(31)}'`),
    ).toEqual([{ partner: guid(930), provider: guid(929) }]);
  });

  test('have no profile of their own where nobody says whose it is', async () => {
    const { report } = await own.take({
      'profile.json': { email: 'a@b.example', profileType: 'support_profile', attributes: { objectType: 'PartnerSupportProfile' } },
    });
    expect(report.leftOut.lines).toEqual(['profile.json, record 1: does not say whose profile it is; pass --partner TENANT_ID']);
  });
});

describe('subscriptions', () => {
  test('are known by their GUID in any case and way of writing, and belong to the customer of their link', async () => {
    const upper = subscription(40, 41, {
      id: 'ABCDEF00-0000-4000-8000-000000000040',
      status: 4,
      effectiveStartDate: '2024-01-01T00:00:00',
      commitmentEndDate: '9999-12-10T00:00:00Z',
    });
    await own.take(
      { 'a.json': upper, 'b.json': { ...upper, id: upper.id.toLowerCase() }, 'c.json': { ...upper, id: `{${upper.id}}` } },
      PARTNER,
    );
    expect(
      await sql(
        `select s.status, s.started_at, c.tenant_id from customer_subscription s join customer c on c.id = s.customer_id where external_id like 'abcdef00%'`,
      ),
    ).toEqual([{ status: 'EXPIRED', started_at: new Date('2024-01-01'), tenant_id: guid(41) }]);
  });

  test('have the partner of record that they name by its PartnerID, else that of their order, and else the one who sold them', async () => {
    const order = (ofSubscription: number, partnerIdOnRecord: string | null) => ({
      id: guid(50 + ofSubscription),
      referenceCustomerId: guid(1),
      lineItems: [{ subscriptionId: guid(ofSubscription).toUpperCase(), quantity: 1, friendlyName: 'Ordered', partnerIdOnRecord }],
      creationDate: '2024-01-01T00:00:00Z',
      attributes: { objectType: 'Order' },
    });
    const files = {
      'relationships.json': collection(relationship(941), relationship(942)),
      'subscriptions.json': collection(
        subscription(51, 1, { partnerId: '941' }),
        subscription(52, 1),
        subscription(53, 1, { partnerId: '99999' }),
        subscription(54, 1),
      ),
      'orders.json': collection(order(51, '942'), order(52, '942'), order(55, null), order(56, '941')),
    };
    const { report } = await own.take(files, guid(940));
    const rows = `select right(external_id, 2) as id, offer_name, status, p.tenant_id as partner, v.tenant_id as provider from customer_subscription s
      left join partner p on p.id = s.partner_of_record_id left join partner v on v.id = s.provider_id where external_id between '${guid(51)}' and '${guid(56)}' order by 1`;
    const [plain, ordered] = [
      { offer_name: 'Exchange Online (Plan 1)', status: 'ACTIVE', provider: guid(940) },
      { offer_name: 'Ordered', status: 'UNKNOWN', provider: guid(940) },
    ];
    const expected = [
      { id: '51', ...plain, partner: guid(941) },
      { id: '52', ...plain, partner: guid(942) },
      { id: '53', ...plain, partner: null },
      { id: '54', ...plain, partner: null },
      { id: '55', ...ordered, partner: null },
      { id: '56', ...ordered, partner: guid(941) },
    ];
    expect(await sql(rows)).toEqual(expected);
    expect(report.partly.lines).toEqual([
      'subscriptions.json, record 3, partnerId: names the partner 99999, whom no export tells of: taken without its partner of record',
    ]);
    expect(changedNothing(await own.take(files, guid(940)))).toBe(true);
    expect(await sql(rows)).toEqual(expected);
  });
});

describe('delegations', () => {
  test('keep roles that nobody knows, take an empty date for none, and are those of the partner in their id', async () => {
    const roles = [{ roleDefinitionId: 'DD4DB9A0-CC4A-4213-9F9F-70242232D97E' }];
    await own.take({
      'list.json': graphList(
        'tenantRelationships/delegatedAdminRelationships',
        delegation(60, 960, { accessDetails: { unifiedRoles: roles }, activatedDateTime: '', autoExtendDuration: 'P180D' }),
        delegation(61, 960, {
          customer: null,
          status: 'somethingNew',
          autoExtendDuration: 'P0D',
          '@odata.type': '#microsoft.graph.resellerDelegatedAdminRelationship',
          indirectProviderTenantId: guid(961),
        }),
      ),
    });
    expect(
      await sql(`select display_name, status, role_ids, auto_extend, started_at, p.tenant_id as partner, v.tenant_id as provider, customer_id is null as open
        from delegation d join partner p on p.id = d.partner_id left join partner v on v.id = d.provider_id where p.tenant_id = '${guid(960)}' order by 1`),
    ).toEqual([
      {
        display_name: 'Delegation 60',
        status: 'ACTIVE',
        role_ids: ['dd4db9a0-cc4a-4213-9f9f-70242232d97e'],
        auto_extend: true,
        started_at: null,
        partner: guid(960),
        provider: null,
        open: false,
      },
      {
        display_name: 'Delegation 61',
        status: 'UNKNOWN',
        role_ids: [],
        auto_extend: false,
        started_at: null,
        partner: guid(960),
        provider: guid(961),
        open: true,
      },
    ]);
  });

  test('of which there are several accounts are as the one says that was changed last, however often and in whatever order they are read', async () => {
    const [early, late] = [
      delegation(62, 962, { status: 'created' }),
      delegation(62, 962, { status: 'active', lastModifiedDateTime: '2024-01-02T00:00:00Z' }),
    ];
    const list = (...all: object[]) => graphList('tenantRelationships/delegatedAdminRelationships', ...all);
    const status = () => sql(`select status from delegation where display_name = 'Delegation 62'`);
    await own.take({ 'late.json': list(late), 'early.json': list(early) });
    expect(await status()).toEqual([{ status: 'ACTIVE' }]);
    expect(changedNothing(await own.take({ 'early.json': list(early), 'late.json': list(late) }))).toBe(true);
    expect(changedNothing(await own.take({ 'both.json': list(late, early) }))).toBe(true);
    expect(await status()).toEqual([{ status: 'ACTIVE' }]);
  });
});

describe('what cannot be taken', () => {
  test('is told by file, record and field, and the rest is taken', async () => {
    const imported = await own.take(
      {
        'bad.json': collection(
          customer(70),
          customer(71, { id: 'seventy-one' }),
          customer(72, { companyProfile: 5 }),
          customer(73, { companyProfile: { companyName: { a: 1 } } }),
          customer(74),
        ),
        'bytes.json': Buffer.concat([
          Buffer.from('{"items":['),
          Buffer.from(JSON.stringify(customer(75))),
          Buffer.from(',{"id":"'),
          Buffer.from(`${guid(76)}","companyProfile":{"companyName":"A`),
          Buffer.from([0xff, 0xfe]),
          Buffer.from('"}}]}'),
        ]),
        'cut.json': JSON.stringify(collection(customer(77), customer(78))).slice(0, -170),
        'mixed.jsonl': `${JSON.stringify(customer(79))}\n${JSON.stringify(subscription(80, 79))}\n{"id": oops}\n`,
        'issues.json': issues(
          issue('EX70', { startDateTime: 'yesterday' }),
          issue('EX71', { posts: [post('2024-05-06T08:00:00Z', 'a'), post('', 'b')] }),
          issue('EX72'),
        ),
        'notes.md': '# Notes',
        'empty.json': '',
        'odd.json': { hello: 'world', what: 1 },
        'deep.json': `[${JSON.stringify(customer(81))},{"id":"${guid(82)}","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}]`,
        'none.json': graphList('admin/serviceAnnouncement/issues'),
        '.hidden': 'not looked at',
      },
      PARTNER,
    );
    expect(imported.report.refused.lines).toEqual([
      'bad.json, record 2, id: is "seventy-one", not a GUID',
      'bad.json, record 3, companyProfile: is 5, not an object',
      'bad.json, record 4, companyProfile.companyName: is {"a":1}, not a text',
      'bytes.json, record 2, companyProfile.companyName: holds bytes that are not UTF-8',
      'cut.json, record 2: is cut off: the file ends in the middle of it',
      'deep.json, record 2: nests deeper than 200 levels',
      'empty.json: is empty',
      'issues.json, record 1, startDateTime: is "yesterday", not a time',
      'issues.json, record 2, posts[1].createdDateTime: is missing',
      expect.stringMatching(/^mixed.jsonl, record 3: is not JSON: /),
      'odd.json: is JSON, but none of the exports that Tierline knows; its first record has the fields hello, what',
    ]);
    expect(imported.report.leftOut.lines).toEqual([
      '.hidden: is hidden, as its name begins with a dot',
      'none.json: a list without records',
      'notes.md: holds neither JSON nor a table: it begins with "# Notes"',
    ]);
    expect(counted(imported)).toMatchObject({ customer: '6/0/0/7', subscription: '1/0/0/0', incident: '1/0/0/2' });
    const taken = await sql<{ name: string }>(
      `select name from customer where tenant_id between '${guid(70)}' and '${guid(89)}' order by 1`,
    );
    expect(taken.map(({ name }) => name)).toEqual([
      'Customer 70',
      'Customer 74',
      'Customer 75',
      'Customer 77',
      'Customer 79',
      'Customer 81',
    ]);
  });

  test('is told without what would command a terminal', async () => {
    const { report } = await own.take({ 'odd.json': { '\u001b[2Jhello': 1 } });
    expect(report.refused.lines).toEqual([expect.stringMatching(/has the fields \uFFFD\[2Jhello$/)]);
  });

  test('is listed up to a point and then counted', async () => {
    const { report } = await own.take({
      'bad.json': collection(...Array.from({ length: 50 }, (_, index) => customer(index, { id: 'x' }))),
    });
    expect(report.refused.lines).toHaveLength(21);
    expect(report.refused.lines.at(-1)).toBe('bad.json: and 30 more; --report FILE has all of them');
    expect(report.refused.count).toBe(50);
  });

  test('is not held against the others of its batch when only the database finds out', async () => {
    const value = '9'.repeat(400);
    await own.database.sql(`alter table customer add constraint test_only check (name <> '${value}')`);
    const named = (number: number, companyName: string) => customer(number, { companyProfile: { companyName } });
    const { report } = await own.take({ 'customers.json': collection(named(91, 'A'), named(92, value), named(93, 'C')) }, PARTNER);
    expect(report.refused.lines).toEqual([expect.stringMatching(/^customers.json, record 2: the database does not take it: .*test_only/)]);
    expect(
      await sql(`select name from customer where tenant_id between '${guid(91)}' and '${guid(93)}' and name in ('A', 'C')`),
    ).toHaveLength(2);
  });
});
