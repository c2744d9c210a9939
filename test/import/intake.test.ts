import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import { connect } from '../../src/database/orm.ts';
import { migrateAndGrant } from '../../src/database/prepare.ts';
import { VENDOR } from '../../src/kernel/access/viewer.ts';
import { createIngest } from '../../src/ingest/ingest.ts';
import type { IncidentRecord, Ingest, TicketRecord } from '../../src/ingest/records/index.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { guid } from './imported.ts';

const at = (minute: number) => new Date(Date.UTC(2024, 0, 1, 0, minute));
const [PROVIDER, RESELLER, CUSTOMER] = [guid(1), guid(2), guid(3)];

const incident = (more: Partial<IncidentRecord> = {}): IncidentRecord => ({
  trackingId: 'EX1',
  title: 'Mail arrives late',
  service: 'Exchange',
  classification: 'INCIDENT',
  origin: 'MICROSOFT',
  status: 'SERVICE_DEGRADATION',
  regions: [],
  isResolved: false,
  startedAt: at(10),
  updatedAt: at(20),
  posts: [],
  ...more,
});
const said = (minute: number, html: string) => ({ kind: 'REGULAR' as const, html, createdAt: at(minute) });

const ticket = (more: Partial<TicketRecord> = {}): TicketRecord => ({
  externalId: 'T1',
  title: 'No mail',
  description: 'None since noon.',
  state: 'IN_PROGRESS',
  severity: 'MODERATE',
  channel: 'IMPORT',
  createdAt: at(30),
  updatedAt: at(40),
  customerTenantId: CUSTOMER,
  partnerTenantId: RESELLER,
  providerTenantId: PROVIDER,
  notes: [],
  incidents: [],
  openedBy: { subject: 'carl', name: 'Carl', tenantId: CUSTOMER },
  ...more,
});

let database: TestDatabase;
let orm: MikroORM;
let intake: Ingest;
beforeAll(async () => {
  database = await testDatabase('empty');
  await migrateAndGrant(database.url);
  orm = await connect({ url: database.url });
  intake = createIngest(orm);
  await intake.write('service', [{ key: 'Exchange', name: 'Exchange Online', status: 'SERVICE_OPERATIONAL' }]);
});
afterAll(async () => {
  await orm.close();
  await database.drop();
});

/** The events since the last time, each as its kind and minute. */
let counted = 0;
async function events(): Promise<[kind: string, minute: number, subject: string, actor: string, data: object][]> {
  const rows = await database.sql<{ kind: string; at: Date; subject_type: string; actor: string; data: object }>(
    'select * from event order by id offset $1',
    [counted],
  );
  counted += rows.length;
  return rows.map((row) => [row.kind, (row.at.getTime() - at(0).getTime()) / 60_000, row.subject_type, row.actor, row.data]);
}
const postAt = async (minute: number) =>
  (await database.sql<{ id: string }>('select id from incident_post where created_at = $1', [at(minute)]))[0]!.id;

describe('an incident that comes in', () => {
  test('is reported with its first post, and each further one is said by itself; whoever listens gets them', async () => {
    expect(await intake.write('incident', [incident({ posts: [said(12, 'two'), said(5, 'one')] })])).toEqual({
      created: 1,
      changed: 0,
      unchanged: 0,
    });
    expect(await events()).toEqual([
      ['incident.reported', 5, 'ServiceIncident', 'Import', { postId: await postAt(5) }],
      ['incident.posted', 12, 'ServiceIncident', 'Import', { postId: await postAt(12) }],
      ['service.status_changed', 20, 'Service', 'Import', { from: 'SERVICE_OPERATIONAL', to: 'SERVICE_DEGRADATION' }],
    ]);
    const [event] = await database.sql(
      `select stream_type, stream_id = subject_id as same, actor_subject, actor_organization from event limit 1`,
    );
    expect(event).toEqual({
      stream_type: 'ServiceIncident',
      same: true,
      actor_subject: 'import',
      actor_organization: VENDOR,
    });
  });

  test('a second time is unchanged, and nothing happens', async () => {
    expect(await intake.write('incident', [incident({ posts: [said(12, 'two'), said(5, 'one')] })])).toEqual({
      created: 0,
      changed: 0,
      unchanged: 1,
    });
    expect(await events()).toEqual([]);
  });

  test('with a new post says that post; with anything else that is new it has changed; with a corrected post it tells which', async () => {
    expect(await intake.write('incident', [incident({ updatedAt: at(25), posts: [said(25, 'three')] })])).toEqual({
      created: 0,
      changed: 1,
      unchanged: 0,
    });
    expect(await events()).toEqual([['incident.posted', 25, 'ServiceIncident', 'Import', { postId: await postAt(25) }]]);
    await intake.write('incident', [incident({ updatedAt: at(26), impact: 'Everybody waits.' })]);
    expect(await events()).toEqual([['incident.changed', 26, 'ServiceIncident', 'Import', {}]]);
    await intake.write('incident', [incident({ updatedAt: at(26), posts: [said(25, 'three and a half')] })]);
    expect(await events()).toEqual([['incident.changed', 26, 'ServiceIncident', 'Import', { postId: await postAt(25) }]]);
    expect(await database.sql('select impact from service_incident')).toEqual([{ impact: 'Everybody waits.' }]);
  });

  test('that is older than what is known adds its posts and changes nothing else', async () => {
    expect(await intake.write('incident', [incident({ title: 'Old news', updatedAt: at(15), posts: [said(14, 'before')] })])).toMatchObject(
      { changed: 1 },
    );
    expect(await database.sql('select title from service_incident')).toEqual([{ title: 'Mail arrives late' }]);
    expect(await events()).toEqual([['incident.posted', 14, 'ServiceIncident', 'Import', { postId: await postAt(14) }]]);
  });

  test('is over once, with its last words before it; its service is well again', async () => {
    expect(await database.sql('select status from service')).toEqual([{ status: 'SERVICE_DEGRADATION' }]);
    const over = incident({ status: 'SERVICE_RESTORED', isResolved: true, endedAt: at(50), updatedAt: at(50), posts: [said(49, 'done')] });
    await intake.write('incident', [over]);
    await intake.write('incident', [over]);
    expect(await events()).toEqual([
      ['incident.posted', 49, 'ServiceIncident', 'Import', { postId: await postAt(49) }],
      ['incident.resolved', 50, 'ServiceIncident', 'Import', {}],
      ['service.status_changed', 50, 'Service', 'Import', { from: 'SERVICE_DEGRADATION', to: 'SERVICE_OPERATIONAL' }],
    ]);
    expect(await database.sql('select status from service')).toEqual([{ status: 'SERVICE_OPERATIONAL' }]);
  });

  test('that is new and over already is reported and ends, in that order whatever the times say', async () => {
    await intake.write('incident', [
      incident({ trackingId: 'EX2', isResolved: true, status: 'FALSE_POSITIVE', endedAt: at(11), posts: [said(13, 'late')] }),
    ]);
    expect((await events()).map(([kind, minute]) => [kind, minute])).toEqual([
      ['incident.reported', 13],
      ['incident.resolved', 13],
    ]);
  });

  test('twice in one batch is one incident; two posts of one moment are one post', async () => {
    const twice = [
      incident({ trackingId: 'EX3', posts: [said(20, '<p>a</p>')] }),
      incident({ trackingId: 'EX3', posts: [said(20, '<p>b</p>'), said(20, '<p>a</p>')] }),
    ];
    expect(await intake.write('incident', twice)).toEqual({ created: 1, changed: 0, unchanged: 1 });
    expect(await intake.write('incident', twice)).toEqual({ created: 0, changed: 0, unchanged: 2 });
    expect(
      await database.sql(`select html from incident_post p join service_incident i on i.id = p.incident_id where tracking_id = 'EX3'`),
    ).toEqual([{ html: '<p>a</p><br /><p>b</p>' }]);
    await events();
  });
});

describe('a ticket that comes in', () => {
  const note = (minute: number, text: string) => ({
    author: 'Anna',
    authorSubject: 'anna',
    authorTenantId: RESELLER,
    audience: 'CUSTOMER' as const,
    text,
    createdAt: at(minute),
  });
  const full = () =>
    ticket({
      state: 'RESOLVED',
      resolution: 'Sent again.',
      resolvedAt: at(45),
      updatedAt: at(45),
      assignee: { subject: 'anna', name: 'Anna', tenantId: RESELLER },
      notes: [note(35, 'Looking.')],
      incidents: ['EX1'],
    });

  test('tells its course: opened by whom, linked, noted, resolved', async () => {
    expect(await intake.write('ticket', [full()])).toEqual({ created: 1, changed: 0, unchanged: 0 });
    const [{ incidentId }] = (await database.sql<{ incidentId: string }>(
      `select id as "incidentId" from service_incident where tracking_id = 'EX1'`,
    )) as [{ incidentId: string }];
    expect(await events()).toEqual([
      ['ticket.opened', 30, 'Ticket', 'Carl', {}],
      ['ticket.incident_linked', 30, 'Ticket', 'Anna', { incidentId }],
      ['ticket.note_added', 35, 'Note', 'Anna', {}],
      ['ticket.resolved', 45, 'Ticket', 'Anna', {}],
    ]);
    expect(await database.sql('select kind, name from partner order by name')).toEqual([
      { kind: 'INDIRECT_PROVIDER', name: `Tenant ${PROVIDER}` },
      { kind: 'INDIRECT_RESELLER', name: `Tenant ${RESELLER}` },
    ]);
  });

  test('a second time is unchanged; with a note that is new only that happens', async () => {
    expect(await intake.write('ticket', [full()])).toEqual({ created: 0, changed: 0, unchanged: 1 });
    expect(await events()).toEqual([]);
    expect(await intake.write('ticket', [{ ...full(), notes: [note(35, 'Looking.'), note(46, 'All well?')] }])).toMatchObject({
      changed: 1,
    });
    expect(await events()).toEqual([['ticket.note_added', 46, 'Note', 'Anna', {}]]);
  });

  test('that was worked on here since keeps what was done here', async () => {
    await database.sql(`update ticket set state = 'IN_PROGRESS', resolution = null, resolved_at = null, updated_at = $1`, [at(60)]);
    expect(await intake.write('ticket', [full()])).toMatchObject({ changed: 0, unchanged: 1 });
    expect(await database.sql('select state from ticket')).toEqual([{ state: 'IN_PROGRESS' }]);
    await intake.write('ticket', [{ ...full(), updatedAt: at(61), resolvedAt: at(61) }]);
    expect((await events()).map(([kind]) => kind)).toEqual(['ticket.resolved']);
    await intake.write('ticket', [ticket({ state: 'IN_PROGRESS', updatedAt: at(62) })]);
    await intake.write('ticket', [ticket({ state: 'IN_PROGRESS', severity: 'CRITICAL', updatedAt: at(63) })]);
    expect((await events()).map(([kind]) => kind)).toEqual(['ticket.reopened', 'ticket.changed']);
    expect(await database.sql('select resolution, resolved_at from ticket')).toEqual([{ resolution: null, resolved_at: null }]);
  });

  test('is seen by its parties through the rows that triggers keep', async () => {
    expect(await database.sql('select reason from ticket_access order by reason')).toEqual([
      { reason: 'CUSTOMER' },
      { reason: 'PARTNER' },
      { reason: 'PROVIDER' },
    ]);
  });

  test('that refers to what is not there is not written at all, and says what is missing', async () => {
    await expect(intake.write('ticket', [ticket({ externalId: 'T2', incidents: ['EX404'] })])).rejects.toThrow(
      'ticket T2 refers to incident EX404, which is not there',
    );
    await expect(
      intake.write('ticket', [ticket({ externalId: 'T2', openedBy: { subject: 'x', name: 'X', tenantId: guid(404) } })]),
    ).rejects.toThrow('neither a partner nor a customer');
    expect(await database.sql(`select 1 from ticket where external_id = 'T2'`)).toEqual([]);
  });
});

describe('organizations that come in', () => {
  test('keep what is not said, and their id and name', async () => {
    await intake.write('partner', [{ tenantId: guid(20), id: guid(21), name: 'Halden', kind: 'DIRECT_BILL', country: 'NO' }]);
    expect(await intake.write('partner', [{ tenantId: guid(20).toUpperCase(), id: guid(22), supportEmail: 'a@b.example' }])).toEqual({
      created: 0,
      changed: 1,
      unchanged: 0,
    });
    expect(await database.sql('select id, name, kind, country, support_email from partner where tenant_id = $1', [guid(20)])).toEqual([
      { id: guid(21), name: 'Halden', kind: 'DIRECT_BILL', country: 'NO', support_email: 'a@b.example' },
    ]);
  });

  test('a provider that sells to a customer directly is what stands for the reseller that was not told yet', async () => {
    const [customerTenantId, provider, reseller] = [guid(30), guid(31), guid(32)];
    const book = () =>
      database.sql(
        `select p.tenant_id as partner, v.tenant_id as provider from customer_partner x join customer c on c.id = x.customer_id
      join partner p on p.id = x.partner_id left join partner v on v.id = x.provider_id where c.tenant_id = $1`,
        [customerTenantId],
      );
    await intake.write('custody', [{ customerTenantId, partnerTenantId: provider }]);
    expect(await book()).toEqual([{ partner: provider, provider: null }]);
    await intake.write('custody', [{ customerTenantId, partnerTenantId: reseller, providerTenantId: provider }]);
    expect(await intake.write('custody', [{ customerTenantId, partnerTenantId: provider }])).toEqual({
      created: 0,
      changed: 0,
      unchanged: 1,
    });
    expect(await book()).toEqual([{ partner: reseller, provider }]);
    expect(
      await database.sql(
        `select count(*)::int as rows from account_access a join customer c on c.id = a.account_id where c.tenant_id = $1`,
        [customerTenantId],
      ),
    ).toEqual([{ rows: 2 }]);
  });

  test('two intakes at once make nothing twice', async () => {
    const records = Array.from({ length: 50 }, (_, index) => ({ tenantId: guid(100 + index), name: `Customer ${index}` }));
    const answers = await Promise.all([intake, createIngest(orm), createIngest(orm)].map((each) => each.write('customer', records)));
    expect(answers.reduce((sum, { created }) => sum + created, 0)).toBe(50);
  });
});

test('many tickets take a minute or so, by batches that are one transaction each', async () => {
  const began = performance.now();
  for (let batch = 0; batch < 10; batch++) {
    const records = Array.from({ length: 500 }, (_, index) =>
      ticket({
        externalId: `M${batch * 500 + index}`,
        customerTenantId: guid(200 + (index % 40)),
        openedBy: { subject: 'a', name: 'A', tenantId: RESELLER },
      }),
    );
    expect(await intake.write('ticket', records)).toEqual({ created: 500, changed: 0, unchanged: 0 });
  }
  expect(performance.now() - began).toBeLessThan(20_000);
});
