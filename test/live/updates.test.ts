import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { count, listen, UPDATES, type Ear } from './ear.ts';
import { logOf, type Log } from './log.ts';

let platform: TestPlatform;
let log: Log;

beforeAll(async () => {
  platform = await testPlatform();
  log = await logOf(platform.database);
});
afterAll(async () => {
  await log.close();
  await platform.stop();
});

let reports = 0;

/** Does something about incidents as the vendor, and answers the incident's id. */
async function vendor(mutation: 'Report' | 'Post' | 'Resolve', input: object): Promise<string> {
  const name = `serviceIncident${mutation}`;
  const payload = (
    await (
      await platform.as('vendor')
    ).get<any, any>(`mutation ($input: S${name.slice(1)}Input!) { ${name}(input: $input) { incident { id } problems { message } } }`, {
      input,
    })
  )[name];
  expect(payload.problems).toEqual([]);
  return payload.incident.id;
}
const report = (serviceId: string, input: object = {}) =>
  vendor('Report', { trackingId: `LV${++reports}`, serviceId, title: 'Mail is late', classification: 'INCIDENT', ...input });
const services = () =>
  platform.database.sql<{ id: string }>('select id from service order by id limit 3').then((rows) => rows.map(({ id }) => id));
const incidents = ({ heard }: Ear) => heard.map(({ incident }) => incident.id);

describe('an update', () => {
  test('of a mutation that was refused is not made', async () => {
    const [service] = await services();
    const ear = listen(await platform.as('customer'), { after: await log.end() });
    const caller = await platform.as('provider');
    await caller.get<any, any>(
      'mutation ($input: ServiceIncidentReportInput!) { serviceIncidentReport(input: $input) { problems { code } } }',
      {
        input: { trackingId: 'NO1', serviceId: service, title: 'x', classification: 'INCIDENT' },
      },
    );
    const incidentId = await report(service!);

    await ear.until(count(1));

    expect(incidents(ear)).toEqual([incidentId]);
    await ear.close();
  });

  test('tells what happened, when, what was said, and where it stands; and shows the incident as it is by then', async () => {
    const [service] = await services();
    const ear = listen(await platform.as('customer'), { after: await log.end() });

    const incidentId = await report(service!, { html: '<p>We look.</p>' });
    await ear.until(count(1));
    await vendor('Post', { incidentId, html: '<p>We know.</p>', status: 'RESTORING_SERVICE' });
    await ear.until(count(2));
    await vendor('Post', { incidentId, html: '<p>Soon.</p>' });
    await ear.until(count(3));
    await vendor('Resolve', { incidentId });
    await ear.until(count(4));

    const said = ear.heard.map(({ change, incident, post }) => [change, incident.status, post?.html ?? null]);
    expect(said).toEqual([
      ['REPORTED', 'INVESTIGATING', '<p>We look.</p>'],
      ['POSTED', 'RESTORING_SERVICE', '<p>We know.</p>'],
      ['POSTED', 'RESTORING_SERVICE', '<p>Soon.</p>'],
      ['RESOLVED', 'SERVICE_RESTORED', null],
    ]);
    expect(new Set(ear.heard.map(({ cursor }) => cursor)).size).toBe(4);
    expect(ear.heard.map(({ at }) => at)).toEqual(ear.heard.map(({ at }) => at).toSorted());
    await ear.close();
  });

  test('reaches every kind of viewer, and each what it may see of it', async () => {
    const [service] = await services();
    const query = UPDATES.replace('incident { id', 'incident { affectedCustomers { nodes { id } } id');
    const names = ['vendor', 'provider', 'reseller', 'direct', 'customer', 'other-provider', 'other-customer'];
    const ears = await Promise.all(names.map(async (name) => listen(await platform.as(name), { after: await log.end(name) }, query)));

    await report(service!);
    const heard = await Promise.all(ears.map((ear) => ear.until(count(1))));

    for (const [index, name] of names.entries()) {
      const seen = await (await platform.as(name)).get<any, any>('{ customers(first: 100) { nodes { id } } }');
      const own = new Set(seen.customers.nodes.map(({ id }: { id: string }) => id));
      const shown = (heard[index]![0]!.incident as any).affectedCustomers.nodes.map(({ id }: { id: string }) => id);
      expect([name, shown.filter((id: string) => !own.has(id))]).toEqual([name, []]);
    }
    await Promise.all(ears.map((ear) => ear.close()));
  });

  test('comes without a cursor too, from the moment on at which one listens', async () => {
    const [service] = await services();
    await report(service!);
    await log.end();
    const before = platform.subscriptions();
    const ear = listen(await platform.as('customer'));
    while (platform.subscriptions() === before) await new Promise(setImmediate);

    const incidentId = await report(service!);
    await ear.until((heard) => heard.some(({ incident }) => incident.id === incidentId));

    expect(incidents(ear).at(-1)).toBe(incidentId);
    await ear.close();
  });
});

describe('a filter', () => {
  test.each([
    ['services', async () => ({ services: [(await services())[0]] }), (all: string[]) => [all[0]]],
    ['several services', async () => ({ services: (await services()).slice(0, 2) }), (all: string[]) => [all[0], all[1], all[3], all[4]]],
    ['regions: and incidents everywhere are in each', async () => ({ regions: ['EUR'] }), (all: string[]) => [all[0], all[2], all[3]]],
    ['classifications', async () => ({ classifications: ['ADVISORY'] }), (all: string[]) => [all[4]]],
    [
      'all of these at once',
      async () => ({ services: (await services()).slice(0, 2), regions: ['EUR'], classifications: ['INCIDENT'] }),
      (all: string[]) => [all[0], all[3]],
    ],
    ['nothing', async () => ({}), (all: string[]) => all],
  ])('by %s delivers what matches and nothing else', async (_what, filter, wanted) => {
    const [a, b, c] = await services();
    const ear = listen(await platform.as('customer'), { after: await log.end(), filter: await filter() });
    const all = [
      await report(a!, { regions: ['EUR'] }),
      await report(b!, { regions: ['NAM'] }),
      await report(c!),
      await report(b!, { regions: ['NAM', 'EUR'] }),
      await report(b!, { classification: 'ADVISORY', regions: ['APC'] }),
    ];
    // The one that everything matches comes last: by then the others were delivered or were not.
    const last = await report(a!, { regions: ['EUR'], classification: 'INCIDENT' });
    const advisory = await report(a!, { regions: ['EUR'], classification: 'ADVISORY' });
    await ear.until((heard) => heard.some(({ incident }) => incident.id === last || incident.id === advisory));

    expect(
      incidents(ear)
        .filter((id) => id !== last && id !== advisory)
        .sort(),
    ).toEqual(wanted(all).sort());
    await ear.close();
  });

  test('by customers delivers what touches one of them; a customer of somebody else touches nothing', async () => {
    const [own, foreign] = ['01990000-0000-7000-8000-000000000004', '01990000-0000-7000-8000-000000000007'];
    const bought = async (customer: string, not: string) =>
      (
        await platform.database.sql<{ service_id: string }>(
          `select service_id from customer_subscription where customer_id = $1 and status = 'ACTIVE' and service_id is not null
        except select service_id from customer_subscription where customer_id = $2`,
          [customer, not],
        )
      )[0]!.service_id;
    const [ownService, foreignService] = [await bought(own, foreign), await bought(foreign, own)];
    const [reseller, stranger] = await Promise.all(
      ['reseller', 'other-reseller'].map(async (name) =>
        listen(await platform.as(name), { after: await log.end(name), filter: { customers: [own, foreign] } }),
      ),
    );

    const touchesForeign = await report(foreignService);
    const elsewhere = await report(ownService, { regions: ['nowhere'] });
    const touchesOwn = await report(ownService);
    const touchesForeignAgain = await report(foreignService);
    await Promise.all([reseller!.until(count(1)), stranger!.until(count(2))]);

    expect(elsewhere).toEqual(expect.any(String));
    expect(incidents(reseller!)).toEqual([touchesOwn]);
    expect(incidents(stranger!)).toEqual([touchesForeign, touchesForeignAgain]);
    await Promise.all([reseller!.close(), stranger!.close()]);
  });
});
