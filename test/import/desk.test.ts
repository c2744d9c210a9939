/** Imports beside a desk at work: its words stay, history is no news, and who imported what is on record. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { LOCK } from '../../src/kernel/write/advisory-locks.ts';
import { personas } from '../../src/sample/personas.ts';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { graphList, importer, issue, issues, post, type Importer } from './imported.ts';

let platform: TestPlatform;
let own: Importer;
let [reseller, vendor, customer]: Caller[] = [];
/** The customer whose ticket it is and another of the same partner, by tenant, with the partner’s tenant. */
let [tenant, other, partner]: string[] = [];

beforeAll(async () => {
  platform = await testPlatform();
  own = await importer(platform.database);
  [reseller, vendor, customer] = await Promise.all([platform.as('reseller'), platform.as('vendor'), platform.as('customer')]);
  const organization = (name: string) => personas.find((each) => each.name === name)!.claims.organization;
  const [row] = await platform.database.sql<any>(
    `select c.tenant_id as tenant, p.tenant_id as partner, (select o.tenant_id from customer_partner x join customer o on o.id = x.customer_id
       where x.partner_id = p.id and o.id <> c.id order by o.name limit 1) as other
     from customer c, partner p where c.id = $1 and p.id = $2`,
    [organization('customer'), organization('reseller')],
  );
  ({ tenant, other, partner } = row);
});
afterAll(async () => {
  await own.close();
  await platform.stop();
});

const request = (id: string, more: object = {}, ofTenant = tenant) => ({
  id,
  title: 'Tax number is refused',
  description: 'The VAT id cannot be entered.',
  severity: 'moderate',
  status: 'open',
  createdDate: '2024-03-01T08:00:00Z',
  lastModifiedDate: '2024-03-01T08:00:00Z',
  primaryContact: { firstName: 'Anna', lastName: 'Rossi', email: 'anna@x.example' },
  organization: { id: ofTenant, name: 'Somebody' },
  attributes: { objectType: 'ServiceRequest' },
  ...more,
});
const take = (...requests: object[]) => own.take({ 'requests.json': requests }, partner, undefined, { by: 'Olga' });
const TICKET = `query ($search: String!) { tickets(filter: { search: $search }) { nodes { id number state severity resolution outcome
  assignee { name } customer { tenantId } imported { system reference status severity resolution updatedAt }
  notes { nodes { text } } timeline { nodes { kind actor importedAt importedBy } } } } }`;
const ticket = async (reference: string, as = reseller) => (await as!.get<any, any>(TICKET, { search: reference })).tickets.nodes[0];

/** Does something as a person at the desk. */
async function desk(field: string, input: object): Promise<void> {
  const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input!`;
  const { [field]: payload } = await reseller!.get<any, any>(
    `mutation ($input: ${type}) { ${field}(input: $input) { problems { message } } }`,
    { input },
  );
  expect(payload.problems).toEqual([]);
}

describe('a ticket that was imported', () => {
  test('is found by the number it had there, and shows what the other system says of it, in that system’s words', async () => {
    await take(request('620112200000001', { status: 'attention_needed' }));
    const found = await ticket('620112200000001');
    expect(found).toMatchObject({
      state: 'NEW',
      imported: { system: 'Partner Center', reference: '620112200000001', status: 'attention_needed', severity: 'moderate' },
    });
    const { tickets } = await reseller!.get<any, any>('{ tickets(filter: { references: ["620112200000001", "7"] }) { nodes { id } } }');
    expect(tickets.nodes).toEqual([{ id: found.id }]);
    expect(found.timeline.nodes).toEqual([{ kind: 'ticket.opened', actor: 'Import', importedAt: expect.any(String), importedBy: 'Olga' }]);
  });

  test('of another desk shows the customer what was public there, and the partner’s own notes to the partner alone', async () => {
    const author = { name: 'Davide', email: 'davide@desk.example' };
    const note = (text: string, visibility: string) => ({ author, text, visibility, createdAt: '2024-03-01T09:00:00Z' });
    const theirs = {
      type: 'tierline.ticket',
      system: 'otobo',
      number: '4711-17',
      title: 'Mail waits',
      status: 'IN_PROGRESS',
      createdAt: '2024-03-01T08:00:00Z',
      customer: { tenantId: tenant },
      notes: [note('Restart it, please.', 'public'), note('They never read mail.', 'internal'), note('Nobody said.', 'whatever')],
    };
    await own.take({ 'tickets.json': [theirs] }, partner, undefined, { by: 'Olga' });
    const texts = (found: any) => found.notes.nodes.map(({ text }: any) => text).toSorted();
    const [forPartner, forCustomer] = [await ticket('4711-17'), await ticket('4711-17', customer)];
    expect(forPartner).toMatchObject({ state: 'IN_PROGRESS', imported: { system: 'otobo', reference: '4711-17', status: 'IN_PROGRESS' } });
    expect(texts(forPartner)).toEqual(['Nobody said.', 'Restart it, please.', 'They never read mail.']);
    expect(texts(forCustomer)).toEqual(['Restart it, please.']);
    expect(JSON.stringify(forCustomer)).not.toMatch(/never read mail|Nobody said/);
    expect(await ticket('4711-17', vendor)).toBeUndefined();
  });

  test('follows its source until somebody here works on it, and is the desk’s from then on', async () => {
    const id = '620112200000002';
    await take(request(id));
    await take(request(id, { severity: 'critical', lastModifiedDate: '2024-03-02T08:00:00Z' }));
    const before = await ticket(id);
    expect(before.severity).toBe('CRITICAL');

    await desk('ticketCheckHealth', { ticketId: before.id, conclusion: 'UNDOCUMENTED', remark: 'It is the tax number.' });
    await desk('ticketDiagnose', { ticketId: before.id, diagnosis: 'The VAT id was missing.', scope: 'WITHIN' });
    await desk('ticketResolve', { ticketId: before.id, resolution: 'We entered the VAT id.', outcome: 'SOLVED', scope: 'WITHIN' });
    const resolved = await ticket(id);

    const note = { createdByName: 'Agent', text: 'Please look at it.', createdDate: '2024-03-03T08:00:00Z' };
    const later = {
      status: 'attention_needed',
      severity: 'minimal',
      title: 'Other',
      lastModifiedDate: '2031-01-01T00:00:00Z',
      notes: [note],
    };
    await take(request(id, later));
    const after = await ticket(id);
    expect(after).toMatchObject({
      state: 'RESOLVED',
      severity: 'CRITICAL',
      resolution: 'We entered the VAT id.',
      outcome: 'SOLVED',
      assignee: resolved.assignee,
      imported: { status: 'attention_needed', severity: 'minimal', updatedAt: '2031-01-01T00:00:00.000Z' },
    });
    expect(after.notes.nodes.map(({ text }: any) => text)).toContain('Please look at it.');
    const news = after.timeline.nodes.filter(({ importedBy }: any) => importedBy !== null);
    expect(new Set(news.map(({ actor }: any) => actor))).toEqual(new Set(['Import']));
    expect(after.timeline.nodes.map(({ kind }: any) => kind)).not.toContain('ticket.reopened');
  });

  test('keeps its customer: a file that names another is refused, with the id of the record', async () => {
    await take(request('620112200000003'));
    const { report } = await take(request('620112200000003', { lastModifiedDate: '2024-04-01T00:00:00Z' }, other));
    expect(report.refused.lines).toEqual([expect.stringMatching(/620112200000003.*no import moves a ticket/)]);
    expect((await ticket('620112200000003')).customer.tenantId).toBe(tenant);
  });
});

describe('an import', () => {
  /** Follows incidents, and answers what came so far and a promise of one of a title. */
  async function follow() {
    const socket = customer!.socket();
    const heard: string[] = [];
    let [wanted, found]: [string, () => void] = ['', () => {}];
    const updates = socket.iterate<any>({
      query: 'subscription { serviceIncidentUpdated { __typename ... on ServiceIncidentUpdate { change incident { title } } } }',
    });
    const running = (async () => {
      for await (const { data } of updates) {
        const update = data?.serviceIncidentUpdated;
        if (!update?.incident) continue;
        heard.push(`${update.change} ${update.incident.title}`);
        if (update.incident.title === wanted) found();
      }
    })();
    await expectSoon(() => platform.subscriptions() > 0);
    return {
      heard,
      until: (title: string) =>
        new Promise<void>((resolve) => {
          [wanted, found] = [title, resolve];
          if (heard.some((each) => each.endsWith(` ${title}`))) resolve();
        }),
      async end() {
        await socket.dispose();
        await running.catch(() => {});
      },
    };
  }
  /** Waits until something is so. */
  async function expectSoon(is: () => boolean): Promise<void> {
    while (!is()) await new Promise((resolve) => setImmediate(resolve));
  }
  const old = (number: number) =>
    issue(`OLD${number}`, {
      title: `Over ${number}`,
      status: 'serviceRestored',
      isResolved: true,
      startDateTime: '2019-01-01T00:00:00Z',
      endDateTime: '2019-01-02T00:00:00Z',
      lastModifiedDateTime: '2019-01-02T00:00:00Z',
      posts: [post('2019-01-01T01:00:00Z', '<p>We look.</p>'), post('2019-01-01T02:00:00Z', '<p>We mend.</p>')],
    });
  const young = (id: string, title: string) => {
    const now = new Date().toISOString();
    return issue(id, { title, startDateTime: now, lastModifiedDateTime: now, posts: [post(now, '<p>We look.</p>')] });
  };

  test('tells nobody of what was over before it began, and tells what goes on once; its history has all of it', async () => {
    const live = await follow();
    await own.take({ 'issues.json': issues(...Array.from({ length: 50 }, (_, number) => old(number)), young('NEW1', 'Goes on')) });
    await live.until('Goes on');
    expect(live.heard).toEqual(['REPORTED Goes on']);
    await live.end();
    const [{ count }] = (await platform.database.sql<any>(
      `select count(*)::int as count from event e join service_incident i on i.id = e.stream_id where i.tracking_id = 'OLD7'`,
    )) as [{ count: number }];
    expect(count).toBe(3);
  });

  test('lets what people do pass between its own news', async () => {
    const live = await follow();
    const [service] = await platform.database.sql<any>('select id from service order by name limit 1');
    const many = Array.from({ length: 60 }, (_, number) => young(`MANY${number}`, `Many ${number}`));
    let reported: Promise<unknown> | undefined;
    await own.take({ 'issues.json': issues(...many) }, undefined, undefined, {
      progress: {
        start() {},
        read() {},
        records() {},
        news() {
          reported ??= vendor!.get(
            `mutation ($input: ServiceIncidentReportInput!) { serviceIncidentReport(input: $input) { problems { message } } }`,
            {
              input: {
                trackingId: 'EX999001',
                title: 'Real outage',
                serviceId: service.id,
                classification: 'INCIDENT',
                status: 'SERVICE_INTERRUPTION',
                html: '<p>We look.</p>',
              },
            } as never,
          );
        },
      },
    });
    await reported;
    await live.until('Real outage');
    await live.until('Many 59');
    expect(live.heard.findIndex((each) => each.endsWith('Real outage'))).toBeLessThan(
      live.heard.findIndex((each) => each.endsWith('Many 59')),
    );
    expect(live.heard).toHaveLength(61);
    await live.end();
  });

  test('that is killed before it has told its news leaves them to the program, which tells each once; one that runs is left alone', async () => {
    const live = await follow();
    // What an import wrote before it was killed: a record of it that says that it runs, and news that wait.
    await own.take(
      { 'issues.json': issues(...Array.from({ length: 25 }, (_, number) => young(`LEFT${number}`, `Left ${number}`))) },
      undefined,
      undefined,
      {
        progress: { start() {}, read() {}, records() {}, news: () => {} },
      },
    );
    await live.until('Left 24');
    const left = `update event set news = 'NEVER' where id in (select e.id from event e join service_incident i on i.id = e.stream_id where i.tracking_id like 'LEFT%')`;
    await platform.database.sql(left);
    live.heard.length = 0;
    const importing = new pg.Client({ connectionString: platform.database.url });
    await importing.connect();
    await importing.query(`select pg_advisory_lock_shared(${LOCK.IMPORT})`);
    await platform.database.sql(left.replace(`'NEVER'`, `'LATER'`));
    const [run] = await platform.database.sql<any>(
      `insert into import_run (state, imported_by, source, file_count, refused_count, left_out_count, counts, organization_ids, started_at)
       values ('RUNNING', 'Killed', 'x', 0, 0, 0, '[]', '{}', now()) returning id`,
    );
    const released = async () => (await platform.database.sql<any>('select import_release(10) as count'))[0].count;
    expect(await released()).toBe(0);
    expect(live.heard).toEqual([]);
    await importing.end();
    await live.until('Left 24');
    expect(live.heard).toEqual(Array.from({ length: 25 }, (_, number) => `REPORTED Left ${number}`));
    expect(await platform.database.sql('select state, ended_at is not null as ended from import_run where id = $1', [run.id])).toEqual([
      { state: 'FAILED', ended: true },
    ]);
    await live.end();
  });

  test('is on record: who ran it, when, whose export it was and what came of it, for the vendor and that partner alone', async () => {
    const { id } = await take(request('620112200000009'), { id: 'broken', title: 'x' });
    const query = `query ($id: ID!) { import(id: $id) { state importedBy source fileCount refusedCount startedAt endedAt partner { tenantId }
      counts { kind created changed unchanged refused } } imports { nodes { id } } }`;
    const { import: run } = await reseller!.get<any, any>(query, { id });
    expect(run).toMatchObject({ state: 'DONE', importedBy: 'Olga', fileCount: 1, refusedCount: 1, partner: { tenantId: partner } });
    expect(run.counts).toContainEqual({ kind: 'ticket', created: 1, changed: 0, unchanged: 0, refused: 1 });
    expect((await vendor!.get<any, any>(query, { id })).imports.nodes[0]).toEqual({ id });
    const direct = await platform.as('direct');
    for (const stranger of [direct, customer!]) expect((await stranger.get<any, any>(query, { id })).import).toBeNull();
  });

  test('that is a dry run reports the same and writes nothing', async () => {
    const tables = ['ticket', 'note', 'event', 'event_pending', 'service_incident', 'service', 'import_run'];
    const counts = () =>
      Promise.all(tables.map(async (table) => (await platform.database.sql<any>(`select count(*) from ${table}`))[0].count));
    const before = await counts();
    const files = { 'requests.json': [request('620112200000010')], 'issues.json': graphList('admin/serviceAnnouncement/issues', old(99)) };
    const dry = await own.take(files, partner, undefined, { isDry: true });
    expect(await counts()).toEqual(before);
    const real = await own.take(files, partner);
    expect(dry.id).toBeNull();
    expect(Object.fromEntries(dry.report.counts)).toEqual(Object.fromEntries(real.report.counts));
  });
});
