/** What the intake tells of incidents that are over, planned or linked, of services and of notices: what whoever listens gets of an import. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import { connect } from '../../src/database/orm.ts';
import { migrateAndGrant } from '../../src/database/prepare.ts';
import { createIngest } from '../../src/ingest/ingest.ts';
import type { IncidentRecord, Ingest } from '../../src/ingest/records/index.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';

const at = (minute: number) => new Date(Date.UTC(2024, 0, 1, 12, minute));
const said = (minute: number, html: string) => ({ kind: 'REGULAR' as const, html, createdAt: at(minute) });
const incident = (more: Partial<IncidentRecord>): IncidentRecord => ({
  trackingId: 'EX1',
  title: 'Mail is late',
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

let database: TestDatabase;
let orm: MikroORM;
let intake: Ingest;
beforeAll(async () => {
  database = await testDatabase('empty');
  await migrateAndGrant(database.url);
  orm = await connect({ url: database.url });
  intake = createIngest(orm);
});
afterAll(async () => {
  await orm.close();
  await database.drop();
});

/** The events since the last time: what happened to what, and at which minute. */
let counted = 0;
async function events(): Promise<[kind: string, minute: number, data: object][]> {
  const rows = await database.sql<{ kind: string; at: Date; data: object }>('select * from event order by id offset $1', [counted]);
  counted += rows.length;
  return rows.map((row) => [row.kind, (row.at.getTime() - at(0).getTime()) / 60_000, row.data]);
}
const idOf = async (table: string, column: string, value: unknown) =>
  (await database.sql<{ id: string }>(`select id from ${table} where ${column} = $1`, [value]))[0]!.id;

describe('the health of a service', () => {
  test('is told when an incident changes it, and again when an overview does; never when it is known for the first time', async () => {
    await intake.write('service', [{ key: 'Exchange', name: 'Exchange Online', status: 'INVESTIGATING' }]);
    expect(await events()).toEqual([]);

    await intake.write('service', [{ key: 'Exchange', name: 'Exchange Online', status: 'SERVICE_OPERATIONAL' }]);
    const [[kind, , data], ...more] = (await events()) as [[string, number, object]];
    expect([kind, data, more]).toEqual(['service.status_changed', { from: 'INVESTIGATING', to: 'SERVICE_OPERATIONAL' }, []]);

    await intake.write('incident', [incident({ service: 'SharePoint' })]);
    expect(await events()).toEqual([
      ['incident.reported', 10, {}],
      ['service.status_changed', 20, { from: 'SERVICE_OPERATIONAL', to: 'SERVICE_DEGRADATION' }],
    ]);
    await intake.write('incident', [incident({ service: 'SharePoint' })]);
    expect(await events()).toEqual([]);
  });

  test('does not follow from maintenance that is only announced: an overview says how it is', async () => {
    await intake.write('incident', [
      incident({ trackingId: 'PM1', kind: 'PLANNED_MAINTENANCE', status: 'SERVICE_OPERATIONAL', plannedEndAt: at(90) }),
    ]);
    await intake.write('service', [{ key: 'Exchange', name: 'Exchange Online', status: 'SERVICE_INTERRUPTION' }]);

    expect((await events()).map(([kind]) => kind)).toEqual(['incident.maintenance_announced', 'service.status_changed']);
    expect(await database.sql(`select status from service where key = 'Exchange'`)).toEqual([{ status: 'SERVICE_INTERRUPTION' }]);
  });
});

describe('an incident that comes in', () => {
  test('with a report on its cause is told to have ended, and then of the report, with its post', async () => {
    const over = incident({
      trackingId: 'EX7',
      service: 'Teams',
      isResolved: true,
      status: 'POST_INCIDENT_REVIEW_PUBLISHED',
      endedAt: at(15),
      posts: [said(11, 'one'), said(14, 'two'), said(18, 'It was a filter.')],
    });
    await intake.write('incident', [over]);
    await intake.write('incident', [over]);

    const post = (minute: number) => idOf('incident_post', 'created_at', at(minute));
    expect(await events()).toEqual([
      ['incident.reported', 11, { postId: await post(11) }],
      ['incident.posted', 14, { postId: await post(14) }],
      ['incident.resolved', 15, {}],
      ['incident.review_published', 18, { postId: await post(18) }],
    ]);
  });

  test('as planned maintenance is announced, perhaps moved, and then is finished or given up', async () => {
    const planned = (trackingId: string, more: Partial<IncidentRecord> = {}) =>
      incident({ trackingId, kind: 'PLANNED_MAINTENANCE', status: 'SERVICE_OPERATIONAL', plannedEndAt: at(40), ...more });
    await intake.write('incident', [planned('PM2'), planned('PM3', { startedAt: at(12) })]);
    await intake.write('incident', [planned('PM2', { updatedAt: at(25), plannedEndAt: at(45) })]);
    const over = { isResolved: true, updatedAt: at(30), endedAt: at(30) };
    await intake.write('incident', [
      planned('PM2', { ...over, status: 'SERVICE_RESTORED' }),
      planned('PM3', { ...over, isCancelled: true }),
    ]);

    expect((await events()).map(([kind]) => kind)).toEqual([
      'incident.maintenance_announced',
      'incident.maintenance_announced',
      'incident.maintenance_moved',
      'incident.maintenance_finished',
      'incident.maintenance_cancelled',
    ]);
  });

  test('and names another is linked to it, both ways and once', async () => {
    await intake.write('incident', [incident({ trackingId: 'EX8', related: ['PM2', 'EX8', 'not there'] })]);
    await intake.write('incident', [incident({ trackingId: 'EX8', related: ['PM2'] })]);

    const [one, other] = [await idOf('service_incident', 'tracking_id', 'EX8'), await idOf('service_incident', 'tracking_id', 'PM2')];
    const linked = (await events()).filter(([kind]) => kind === 'incident.linked');
    expect(linked).toEqual(expect.arrayContaining([one, other].map((relatedId) => ['incident.linked', 30, { relatedId }])));
    expect(linked).toHaveLength(2);
    expect(await database.sql('select from incident_link')).toHaveLength(2);
  });
});

test('a notice that comes in is told once for each customer that got it', async () => {
  const tenants = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  const notice = {
    topic: 'OPERATIONAL' as const,
    title: 'Soon',
    product: null,
    author: 'Vendor',
    sentAt: at(5),
    html: 'x',
    customerTenantIds: tenants,
  };
  await intake.write('notice', [notice]);
  await intake.write('notice', [notice]);

  expect(await events()).toEqual(tenants.map(() => ['notice.sent', 5, {}]));
});
