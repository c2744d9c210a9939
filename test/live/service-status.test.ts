import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organizationOf } from '../kit/cursors.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { count, listen } from './ear.ts';
import { logOf, type Log } from './log.ts';

let platform: TestPlatform;
let log: Log;
let services: string[];

beforeAll(async () => {
  platform = await testPlatform();
  log = await logOf(platform.database);
  services = (
    await platform.database.sql<{ id: string }>(
      `insert into service (key, name, status) select 'quiet' || n, 'Quiet ' || n, 'SERVICE_OPERATIONAL' from generate_series(1, 3) n returning id`,
    )
  ).map(({ id }) => id);
});
afterAll(async () => {
  await log.close();
  await platform.stop();
});

interface Change {
  readonly from: string;
  readonly to: string;
  readonly at: string;
  readonly cursor: string;
  readonly service: { readonly id: string; readonly status: string };
}

const QUERY = `subscription ($filter: ServiceStatusFilter, $after: String) {
  serviceStatusChanged(filter: $filter, after: $after) {
    ... on ServiceStatusUpdate { from to at cursor service { id status } }
  }
}`;
const hear = async (persona = 'customer', variables: object = {}) =>
  listen<Change>(await platform.as(persona), { after: await log.end(persona), ...variables }, QUERY);

let made = 0;
const vendor = async (name: string, input: object): Promise<string> => {
  const document = `mutation ($input: S${name.slice(1)}Input!) { ${name}(input: $input) { incident { id } problems { message } } }`;
  const payload = (await (await platform.as('vendor')).get<any, any>(document, { input }))[name];
  expect(payload.problems).toEqual([]);
  return payload.incident.id;
};
const report = (serviceId: string, status = 'INVESTIGATING') =>
  vendor('serviceIncidentReport', { trackingId: `SS${++made}`, serviceId, title: 'Slow', classification: 'INCIDENT', status });

describe('a change of the health of a service', () => {
  test('is told whichever deed it comes from, with what it was and became, and told again to who comes back', async () => {
    const [service] = services as [string];
    const after = await log.end();
    const ear = await hear();

    const one = await report(service);
    await vendor('serviceIncidentPost', { incidentId: one, html: 'x', status: 'SERVICE_INTERRUPTION' });
    const other = await report(service, 'SERVICE_DEGRADATION'); // the service is worse already
    await vendor('serviceIncidentPost', { incidentId: other, html: 'Nothing new.' });
    await vendor('serviceIncidentResolve', { incidentId: one });
    await vendor('serviceIncidentResolve', { incidentId: other });

    const heard = await ear.until(count(4));
    expect(heard.map(({ from, to, service: { id } }) => [id, from, to])).toEqual([
      [service, 'SERVICE_OPERATIONAL', 'INVESTIGATING'],
      [service, 'INVESTIGATING', 'SERVICE_INTERRUPTION'],
      [service, 'SERVICE_INTERRUPTION', 'SERVICE_DEGRADATION'],
      [service, 'SERVICE_DEGRADATION', 'SERVICE_OPERATIONAL'],
    ]);
    expect(heard[3]!.service.status).toBe('SERVICE_OPERATIONAL');
    const again = await hear('customer', { after });
    await again.begun;
    const place = ({ from, to, at, cursor }: Change) => ({ from, to, at, cursor });
    expect(again.heard.map(place)).toEqual(heard.map(place));
    expect(again.marks).toEqual([{ __typename: 'LiveFromHere', cursor: expect.any(String) }]);
    await Promise.all([ear.close(), again.close()]);
  });

  test('reaches every kind of viewer, each with a cursor of its own, and is made once for all of them', async () => {
    const names = ['vendor', 'provider', 'reseller', 'direct', 'customer', 'other-customer'];
    const ears = await Promise.all(names.map((name) => hear(name)));

    await Promise.all(ears.map(({ begun }) => begun));
    const before = platform.executionCount();

    const incidentId = await report(services[0]!);

    const heard = await Promise.all(ears.map((ear) => ear.until(count(1))));
    expect(heard.map(([first]) => first!.to)).toEqual(names.map(() => 'INVESTIGATING'));
    expect(new Set(heard.map(([first]) => first!.cursor)).size).toBe(names.length);
    expect(platform.executionCount()).toBe(before + 1);
    await vendor('serviceIncidentResolve', { incidentId });
    await Promise.all(ears.map((ear) => ear.close()));
  });

  test('is not told of maintenance that is announced, and is when users notice it', async () => {
    const ear = await hear();
    const [startsAt, endsAt] = ['2900-01-01T00:00:00Z', '2900-01-01T06:00:00Z'];
    const incidentId = await vendor('serviceMaintenanceAnnounce', {
      trackingId: `SS${++made}`,
      serviceId: services[2],
      title: 'x',
      startsAt,
      endsAt,
    });
    await platform.database.sql('update service_incident set started_at = now() where id = $1', [incidentId]);

    await vendor('serviceIncidentPost', { incidentId, html: 'It is slow.', status: 'SERVICE_DEGRADATION' });
    await vendor('serviceMaintenanceFinish', { incidentId });

    expect((await ear.until(count(2))).map(({ from, to }) => [from, to])).toEqual([
      ['SERVICE_OPERATIONAL', 'SERVICE_DEGRADATION'],
      ['SERVICE_DEGRADATION', 'SERVICE_OPERATIONAL'],
    ]);
    await ear.close();
  });

  test('goes on for somebody who lost sight of a customer meanwhile: of services nothing is hidden', async () => {
    const after = await log.end();
    const { sql } = platform.database;
    const [{ id }] = (await sql<{ id: string }>(
      `insert into account_access (organization_id, account_id, reason, source_id) values ($1, uuidv7(), 'PARTNER', uuidv7()) returning id`,
      [organizationOf('customer')],
    )) as [{ id: string }];
    await sql('delete from account_access where id = $1', [id]);
    const there = await hear();
    await report(services[0]!);
    await there.until(count(1));

    const ear = await hear('customer', { after });
    await ear.begun;

    expect(ear.heard.map(({ to }) => to)).toEqual(['INVESTIGATING']);
    expect(ear.marks.map(({ __typename }) => __typename)).toEqual(['LiveFromHere']);
    await Promise.all([there.close(), ear.close()]);
  });
});

test('a filter by services delivers theirs and no others', async () => {
  const [, one, other] = services as [string, string, string];
  const [ear, all] = [await hear('customer', { filter: { services: [one] } }), await hear()];

  await report(other);
  await report(one);

  await Promise.all([ear.until(count(1)), all.until(count(2))]);
  expect(ear.heard.map(({ service }) => service.id)).toEqual([one]);
  expect(all.heard.map(({ service }) => service.id)).toEqual([other, one]);
  await Promise.all([ear.close(), all.close()]);
});
