/** The Message Center, as Microsoft Graph exports it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changedNothing, counted, customer, graphList, guid, importer, type Importer } from './imported.ts';

let own: Importer;
beforeAll(async () => {
  own = await importer();
  const service = (id: string, name: string) => ({ id, service: name, status: 'serviceOperational' });
  const known = [service('Exchange', 'Exchange Online'), service('SharePoint', 'SharePoint Online')];
  await own.take({ 'o.json': graphList('admin/serviceAnnouncement/healthOverviews', ...known) });
});
afterAll(() => own.close());

const message = (id: string, more: object = {}) => ({
  id,
  title: 'Old sign-in goes away',
  startDateTime: '2024-05-01T00:00:00Z',
  endDateTime: '2031-01-01T00:00:00Z',
  lastModifiedDateTime: '2024-05-02T00:00:00.123Z',
  category: 'planForChange',
  severity: 'high',
  isMajorChange: true,
  tags: ['Admin impact'],
  services: ['Exchange Online'],
  actionRequiredByDateTime: null,
  details: [],
  body: { contentType: 'html', content: '<p>Soon.</p>' },
  viewPoint: null,
  ...more,
});
const messages = (...value: object[]) => graphList('admin/serviceAnnouncement/messages', ...value);
const rows = (trackingId: string) =>
  own.database.sql<any>(
    `select m.*, (select array_agg(s.name order by s.name) from service_message_service l join service s on s.id = l.service_id where l.message_id = m.id) as services,
       (select array_agg(coalesce(c.name, p.name) order by coalesce(c.name, p.name)) from service_message_tenant t left join customer c on c.id = t.organization_id left join partner p on p.id = t.organization_id where t.message_id = m.id) as tenants
     from service_message m where tracking_id = $1`,
    [trackingId],
  );

describe('a message', () => {
  test('is taken with everything, its terms in any spelling, its HTML made safe, and what nobody knows left out', async () => {
    const given = message('MC1', {
      category: 'StayInformed',
      severity: 'Normal',
      actionRequiredByDateTime: '2024-09-01T00:00:00Z',
      expiryDateTime: '2031-01-01T00:00:00Z',
      services: ['SharePoint Online', 'Exchange Online', ''],
      details: [
        { name: 'ExternalLink', value: 'https://learn.example/x' },
        { name: 'Summary', value: null },
      ],
      body: { contentType: 'Html', content: '<p onclick="x()">Soon.</p><script>alert(1)</script>' },
      viewPoint: { isRead: true, isArchived: false, isFavorited: true },
    });
    await own.take({ 'a.json': messages(given) }, guid(1));

    const [row] = await rows('MC1');
    expect(row).toMatchObject({
      title: 'Old sign-in goes away',
      category: 'STAY_INFORMED',
      severity: 'NORMAL',
      html: '<p>Soon.</p>',
      is_major_change: true,
      tags: ['Admin impact'],
      details: [{ name: 'ExternalLink', value: 'https://learn.example/x' }],
      services: ['Exchange Online', 'SharePoint Online'],
      starts_at: new Date('2024-05-01T00:00:00Z'),
      ends_at: new Date('2031-01-01T00:00:00Z'),
      action_required_at: new Date('2024-09-01T00:00:00Z'),
      updated_at: new Date('2024-05-02T00:00:00.123Z'),
    });
    // What the exporting person did with it is nobody's mark: an export does not name that person.
    expect(await own.database.sql('select 1 from message_mark')).toEqual([]);
  });

  test('in terms that nobody knows, with a text and no HTML, and without what may be missing', async () => {
    const bare = { id: 'MC2', title: 'x', startDateTime: '2024-05-01T00:00:00Z', body: { contentType: 'Text', content: 'a < b\nc' } };
    await own.take({ 'a.json': messages({ ...bare, category: 'brandNew', severity: 'unknownFutureValue' }) }, guid(1));
    expect((await rows('MC2'))[0]).toMatchObject({
      category: 'UNKNOWN',
      severity: 'UNKNOWN',
      html: 'a &lt; b<br />c',
      is_major_change: false,
      tags: [],
      ends_at: null,
      action_required_at: null,
      updated_at: new Date('2024-05-01T00:00:00Z'),
      services: null,
    });
  });

  test.each([
    ['without an id', { id: undefined }, 'id', 'is missing'],
    ['without a title', { title: '' }, 'title', 'is missing'],
    ['without a body', { body: null }, 'body', 'is missing'],
    ['with a time that is none', { lastModifiedDateTime: 'yesterday' }, 'lastModifiedDateTime', 'is "yesterday", not a time'],
    ['with services that are no list', { services: 5 }, 'services', 'is 5, not a list'],
    ['with a tag that is no text', { tags: ['ok', 7] }, 'tags[1]', 'is 7, not a text'],
  ])('%s is refused by record and field, and the others are taken', async (_what, wrong, field, why) => {
    const { report } = await own.take({ 'a.json': messages(message('MC30'), message('MC31', wrong)) }, guid(1));
    expect(report.refused.lines).toEqual([`a.json, record 2, ${field}: ${why}`]);
    expect(await rows('MC31')).toEqual([]);
  });

  test('about a service that is not known makes it, as an incident does', async () => {
    const services = ['Exchange Online', 'Something New'];
    const { report } = await own.take({ 'a.json': messages(message('MC3', { services })) }, guid(1));
    expect((await rows('MC3'))[0]).toMatchObject({ services });
    expect(report.partly.lines).toEqual([]);
    expect(await own.database.sql('select 1 from service')).toHaveLength(3);
  });

  test('in which nothing is safe to show is taken without a text, and that is said', async () => {
    const { report } = await own.take(
      { 'a.json': messages(message('MC4', { body: { contentType: 'html', content: '<script>x</script>' } })) },
      guid(1),
    );
    expect((await rows('MC4'))[0]).toMatchObject({ html: '' });
    expect(report.partly.lines).toEqual(['a.json, record 1, body.content: MC4: taken without a text, for nothing in it is safe to show']);
  });
});

describe('whose Message Center it is', () => {
  test('is the partner’s own, or the tenant’s that is named; of several exports of one message each tenant has it', async () => {
    await own.take({ 'c.json': { items: [customer(11), customer(12)], totalCount: 2, attributes: { objectType: 'Collection' } } }, guid(1));
    await own.take({ 'm.json': messages(message('MC50')) }, guid(1));
    await own.take({ 'm.json': messages(message('MC50')) }, guid(1), guid(11));
    const again = await own.take({ 'm.json': messages(message('MC50')) }, guid(1), guid(12));
    expect(counted(again)).toEqual({ message: '0/0/1/0', publication: '1/0/0/0' });
    expect((await rows('MC50'))[0].tenants).toEqual(['Customer 11', 'Customer 12', `Tenant ${guid(1)}`]);
    expect(changedNothing(await own.take({ 'm.json': messages(message('MC50')) }, guid(1), guid(11)))).toBe(true);
  });

  test('is nobody’s where nobody says: then only the vendor sees it, and the report says what to pass', async () => {
    const { report } = await own.take({ 'm.json': messages(message('MC51')) });
    expect((await rows('MC51'))[0].tenants).toBeNull();
    expect(report.partly.lines).toEqual([
      'm.json, record 1: MC51: taken, but only the vendor sees it until --partner or --customer says whose Message Center it is',
    ]);
  });
});

test('the newest account of a message counts, in whatever order they come', async () => {
  const [old, young] = [
    message('MC60', { title: 'First' }),
    message('MC60', { title: '(Updated) First', lastModifiedDateTime: '2024-06-01T00:00:00Z' }),
  ];
  await own.take({ 'a.json': messages(young) }, guid(1));
  expect(changedNothing(await own.take({ 'b.json': messages(old) }, guid(1)))).toBe(true);
  // Another tenant that has only the older text reads that until its own export brings the newer one.
  await own.take({ 'b.json': messages(old) }, guid(1), guid(11));
  expect((await rows('MC60')).map(({ title }: any) => title).toSorted()).toEqual(['(Updated) First', 'First']);
  await own.take({ 'a.json': messages(young) }, guid(1), guid(11));
  expect((await rows('MC60')).map(({ tenants }: any) => tenants)).toEqual([['Customer 11', `Tenant ${guid(1)}`]]);
});
