import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { count, listen, UPDATES } from './ear.ts';
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

/** How often documents are executed for one event, when these personas subscribe so. */
async function executions(asked: readonly (readonly [persona: string, variables: object, query: string])[]): Promise<number> {
  const ears = await Promise.all(asked.map(async ([persona, variables, query]) => listen(await platform.as(persona), variables, query)));
  await Promise.all(ears.map(({ begun }) => begun));
  const before = platform.executionCount();
  await log.write(log.moment());
  await Promise.all(ears.map((ear) => ear.until(count(1))));
  const after = platform.executionCount();
  const cursors = new Set(ears.map(({ heard }) => heard[0]!.cursor));
  expect(cursors.size).toBe(new Set(asked.map(([persona]) => persona)).size);
  await Promise.all(ears.map((ear) => ear.close()));
  return after - before;
}

const everybody = ['vendor', 'provider', 'reseller', 'direct', 'customer', 'other-provider', 'other-customer'] as const;
const CUSTOMERS = UPDATES.replace('incident { id', 'incident { affectedCustomers { nodes { id name } } id');

test('an update that everybody is shown alike is made once, and each organization gets its own cursor in it', async () => {
  expect(await executions(everybody.flatMap((name) => [[name, {}, UPDATES] as const, [name, {}, UPDATES] as const]))).toBe(1);
});

test('a filter says who is told, not what: an update is made once, whatever the filters are', async () => {
  const services = await platform.database.sql<{ id: string }>(
    'select service_id as id from service_incident where id = $1 union all select id from service where id not in (select service_id from service_incident where id = $1)',
    [log.incidentId],
  );
  const filters = [
    {},
    { filter: { services: [services[0]!.id] } },
    { filter: { services: [services[0]!.id, services[1]!.id] } },
    { filter: {} },
  ];
  expect(await executions(filters.map((variables) => ['customer', variables, UPDATES] as const))).toBe(1);
});

test('an update that leads to what not everybody may see is made once for each organization, and what it leads to is each one’s own', async () => {
  const twice = everybody.flatMap((name) => [[name, {}, CUSTOMERS] as const, [name, {}, CUSTOMERS] as const]);
  expect(await executions(twice)).toBe(everybody.length);
});

test('colleagues are told alike, but for what depends on the person: then each is told its own', async () => {
  const { organization } = JSON.parse(Buffer.from((await platform.as('reseller')).token.split('.')[1]!, 'base64url').toString());
  const people = await Promise.all(
    ['one', 'two'].map(async (subject) => {
      const claims = { name: subject, kind: 'PARTNER', role: 'HELPDESK_AGENT', organization } as const;
      return platform.with((await platform.issuer.sign(subject, claims)).token);
    }),
  );
  const told = async (selection: string) => {
    const query = `subscription { serviceIncidentUpdated { ... on ServiceIncidentUpdate { cursor incident { tickets(first: 1) { nodes { ${selection} } } } } } }`;
    const ears = people.map((caller) => listen(caller, {}, query));
    await Promise.all(ears.map(({ begun }) => begun));
    const before = platform.executionCount();
    await log.write(log.moment());
    await Promise.all(ears.map((ear) => ear.until(count(1))));
    await Promise.all(ears.map((ear) => ear.close()));
    return platform.executionCount() - before;
  };

  expect(await told('title')).toBe(1);
  expect(await told('escalationReadiness { isReady }')).toBe(2);
});

test('a variable beneath the field decides what is shown, in a directive of a fragment too: each is told what it asked for', async () => {
  const query = `subscription ($no: Boolean!) { serviceIncidentUpdated {
    ... on ServiceIncidentUpdate { at } ... on ServiceIncidentUpdate @skip(if: $no) { change } } }`;
  const customer = await platform.as('customer');
  const ears = [true, false].map((no) => listen(customer, { no } as object, query));
  await Promise.all(ears.map(({ begun }) => begun));

  await log.write(log.moment());
  const heard = await Promise.all(ears.map((ear) => ear.until(count(1))));

  expect(heard.map(([update]) => Object.keys(update!).sort())).toEqual([['at'], ['at', 'change']]);
  await Promise.all(ears.map((ear) => ear.close()));
});

test('who asks for something else is answered for itself', async () => {
  const other = UPDATES.replace('change cursor', 'cursor change');
  expect(
    await executions([
      ['customer', {}, UPDATES],
      ['customer', {}, other],
    ]),
  ).toBe(2);
});
