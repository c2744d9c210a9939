import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { window } from '../mutations/stage.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { count, listen, UPDATES, type Update } from './ear.ts';
import { logOf, type Log } from './log.ts';

let platform: TestPlatform;
let log: Log;
let now: Date | undefined;
let serviceId: string;

beforeAll(async () => {
  platform = await testPlatform({ now: () => now ?? new Date() });
  log = await logOf(platform.database);
  [{ id: serviceId }] = (await platform.database.sql<{ id: string }>('select id from service order by id limit 1')) as [{ id: string }];
});
afterAll(async () => {
  await log.close();
  await platform.stop();
});

let made = 0;

/** Does something as the vendor, and answers the incident's id. */
async function vendor(name: string, input: object): Promise<string> {
  const document = `mutation ($input: S${name.slice(1)}Input!) { ${name}(input: $input) { incident { id } problems { message } } }`;
  const payload = (await (await platform.as('vendor')).get<any, any>(document, { input }))[name];
  expect(payload.problems).toEqual([]);
  return payload.incident.id;
}
const report = (input: object = {}) =>
  vendor('serviceIncidentReport', { trackingId: `IK${++made}`, serviceId, title: 'Mail is late', classification: 'INCIDENT', ...input });
const announce = (input: object = {}) =>
  vendor('serviceMaintenanceAnnounce', {
    trackingId: `IM${++made}`,
    serviceId,
    title: 'Mail moves house',
    ...window(new Date()),
    ...input,
  });

type Told = Update & { related: { id: string } | null; incident: { startedAt: string; isResolved: boolean; isCancelled: boolean } };
const QUERY = UPDATES.replace('post {', 'related { id } post {').replace('incident { id', 'incident { startedAt isResolved isCancelled id');
const hear = async (variables: object = {}) => listen<Told>(await platform.as('customer'), { after: await log.end(), ...variables }, QUERY);

describe('an update', () => {
  test('tells the whole life of an incident, to those who are there and to those who come later, alike', async () => {
    const ear = await hear();
    const after = await log.end();

    const incidentId = await report({ html: '<p>We look.</p>' });
    await vendor('serviceIncidentChange', { incidentId, title: 'Mail is very late' });
    const other = await report();
    await vendor('serviceIncidentLink', { incidentId, relatedIncidentId: other });
    await vendor('serviceIncidentPost', { incidentId, html: 'Soon.' });
    await vendor('serviceIncidentResolve', { incidentId });
    await vendor('serviceIncidentReviewPublish', { incidentId, html: '<p>It was a filter.</p>' });

    const heard = await ear.until(count(8));
    expect(heard.map(({ change, incident, related, post }) => [change, incident.id, related?.id ?? null, post?.html ?? null])).toEqual([
      ['REPORTED', incidentId, null, '<p>We look.</p>'],
      ['CHANGED', incidentId, null, null],
      ['REPORTED', other, null, null],
      ['LINKED', incidentId, other, null],
      ['LINKED', other, incidentId, null],
      ['POSTED', incidentId, null, 'Soon.'],
      ['RESOLVED', incidentId, null, null],
      ['REVIEW_PUBLISHED', incidentId, null, '<p>It was a filter.</p>'],
    ]);
    const again = await hear({ after });
    await again.begun;
    const place = ({ change, cursor, at }: Told) => [change, cursor, at];
    expect(again.heard.map(place)).toEqual(heard.map(place));
    await Promise.all([ear.close(), again.close()]);
  });

  test('tells planned maintenance from its announcement to its end', async () => {
    const ear = await hear();

    const finished = await announce({ html: 'We move.' });
    await ear.until(count(1));
    const begins = window(new Date(), 3);
    await vendor('serviceMaintenanceMove', { incidentId: finished, ...begins, html: 'Later.' });
    await ear.until(count(2));
    const cancelled = await announce();
    await vendor('serviceMaintenanceCancel', { incidentId: cancelled });
    await ear.until(count(4));
    now = new Date(Date.parse(begins.startsAt) + 60_000);
    await vendor('serviceMaintenanceFinish', { incidentId: finished, html: 'Done.' });
    now = undefined;

    const heard = await ear.until(count(5));
    expect(heard.map(({ change, incident, post }) => [change, incident.id, incident.isResolved, post?.html ?? null])).toEqual([
      ['MAINTENANCE_ANNOUNCED', finished, false, 'We move.'],
      ['MAINTENANCE_MOVED', finished, false, 'Later.'],
      ['MAINTENANCE_ANNOUNCED', cancelled, expect.any(Boolean), null],
      ['MAINTENANCE_CANCELLED', cancelled, true, null],
      ['MAINTENANCE_FINISHED', finished, true, 'Done.'],
    ]);
    expect(heard[1]!.incident.startedAt).toBe(begins.startsAt);
    expect(heard[3]!.incident.isCancelled).toBe(true);
    await ear.close();
  });

  test('of a mutation that changed nothing is not made', async () => {
    const [one, other] = [await report(), await report()];
    await vendor('serviceIncidentLink', { incidentId: one, relatedIncidentId: other });
    const ear = await hear();

    await vendor('serviceIncidentLink', { incidentId: other, relatedIncidentId: one });
    const last = await report();

    expect((await ear.until(count(1))).map(({ incident }) => incident.id)).toEqual([last]);
    await ear.close();
  });
});

test('a filter by kind delivers maintenance alone, or what went wrong alone', async () => {
  const [planned, wrong] = [
    await hear({ filter: { kinds: ['PLANNED_MAINTENANCE'] } }),
    await hear({ filter: { kinds: ['SERVICE_ISSUE'] } }),
  ];

  const all = [await report(), await announce(), await report(), await announce()];

  const ids = ({ incident }: Told) => incident.id;
  expect((await planned.until(count(2))).map(ids)).toEqual([all[1], all[3]]);
  expect((await wrong.until(count(2))).map(ids)).toEqual([all[0], all[2]]);
  await Promise.all([planned.close(), wrong.close()]);
});
