/** An update passes a filter when its row matched before it or after it: live, in replay and by webhook. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLInputObjectType } from 'graphql';
import { wholeGraph } from '../../src/graphql/schema.ts';
import { filterColumnsOf } from '../../src/kernel/compile/matcher.ts';
import { subscriptionFieldsIn } from '../../src/kernel/schema/subgraph.ts';
import { typeInfo } from '../../src/kernel/schema/type.ts';
import { VENDOR } from '../../src/kernel/access/viewer.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { ORGANIZATION } from '../mutations/stage.ts';
import { desk } from '../webhooks/desk.ts';
import { count, listen } from './ear.ts';
import { logOf, type Log } from './log.ts';

const { act, endpoint, pass, platform, receiver } = desk();
const sql = (text: string) => platform().database.sql(text);
let log: Log;
let ids: Record<'incident' | 'ticket' | 'endpoint' | 'serviceA' | 'serviceB' | 'bought' | 'unbought', string>;

beforeAll(async () => {
  log = await logOf(platform().database);
  const one = async (text: string) => (await sql(text))[0]!.id as string;
  const [serviceA, serviceB] = (await sql('select id from service order by key limit 2')).map(({ id }) => id as string);
  const bought = `select service_id as id from customer_subscription where customer_id = '${ORGANIZATION.customer}'`;
  ids = {
    bought: await one(`${bought} and status not in ('EXPIRED', 'DISABLED', 'DELETED') limit 1`),
    unbought: await one(`select id from service order by key desc limit 1`),
    incident: log.incidentId,
    ticket: await one(
      `select id from ticket where partner_id = '${ORGANIZATION.reseller}' and state not in ('CLOSED', 'HANDED_OVER') limit 1`,
    ),
    endpoint: (await endpoint('reseller')).id,
    serviceA: serviceA!,
    serviceB: serviceB!,
  };
  await sql(`update customer_subscription set status = 'EXPIRED' where service_id = '${ids.unbought}'`);
});

afterAll(() => log.close());

const field = (name: string, filter: string, update: string) =>
  `subscription ($filter: ${filter}, $after: String) { ${name}(filter: $filter, after: $after) { ... on ${update} { at cursor } } }`;
const FIELDS = {
  incident: {
    query: field('serviceIncidentUpdated', 'ServiceIncidentUpdateFilter', 'ServiceIncidentUpdate'),
    table: 'service_incident',
    type: 'ServiceIncident',
    kind: 'incident.changed',
  },
  ticket: { query: field('ticketsUpdated', 'TicketUpdateFilter', 'TicketUpdate'), table: 'ticket', type: 'Ticket', kind: 'ticket.changed' },
  endpoint: {
    query: field('webhookEndpointDisabled', 'WebhookEndpointUpdateFilter', 'WebhookEndpointUpdate'),
    table: 'webhook_endpoint',
    type: 'WebhookEndpoint',
    kind: 'webhook.disabled',
  },
} as const;

/** Changes the row and says so, in one transaction, as every deed and every import does. */
async function change(what: keyof typeof FIELDS, set: string): Promise<string> {
  const { table, type, kind } = FIELDS[what];
  const [id, at] = [ids[what], log.moment().toISOString()];
  await sql(`update ${table} set ${set} where id = '${id}';
    insert into event (at, kind, stream_type, stream_id, subject_type, subject_id, actor_subject, actor_organization, actor, data)
      values ('${at}', '${kind}', '${type}', '${id}', '${type}', '${id}', 'test', '${VENDOR}', 'Test', '{}')`);
  return at;
}

/** What a row is given, and the filter that passes it then; null where none is asked about. */
type Value = readonly [set: string, filter: object | null];

/** From the first to the second, once more the second, the third where there is one, and back. */
const course = ([a, b, c = b]: readonly Value[]) => [a!, b!, b!, c!, a!];

const incidents: Record<string, () => Value[]> = {
  classification: () => ['INCIDENT', 'ADVISORY'].map((each) => [`classification = '${each}'`, { classifications: [each] }]),
  region: () => ['EUR', 'NAM', 'APC'].map((each) => [`regions = '{${each}}'`, { regions: [each] }]),
  service: () => [ids.serviceA, ids.serviceB].map((each) => [`service_id = '${each}'`, { services: [each] }]),
  kind: () => ['SERVICE_ISSUE', 'PLANNED_MAINTENANCE'].map((each) => [`kind = '${each}'`, { kinds: [each] }]),
  'customer, who has bought another service': () => [
    [`service_id = '${ids.bought}', regions = '{}'`, { customers: [ORGANIZATION.customer] }],
    [`service_id = '${ids.unbought}', regions = '{}'`, null],
  ],
};
const tickets: Record<string, () => Value[]> = {
  state: () => ['NEW', 'TRIAGE', 'IN_PROGRESS'].map((each) => [`state = '${each}'`, { states: [each] }]),
  severity: () => ['CRITICAL', 'MODERATE', 'MINIMAL'].map((each) => [`severity = '${each}'`, { severities: [each] }]),
  service: () => [ids.serviceA, ids.serviceB].map((each) => [`service_id = '${each}'`, { services: [each] }]),
  desk: () => ['PARTNER', 'PROVIDER'].map((each) => [`reception = '${each}'`, { receptions: [each] }]),
  'partner at work': () => [
    [`provider_id = '${ORGANIZATION.provider}'`, { partners: [ORGANIZATION.provider] }],
    ['provider_id = null', null],
  ],
};
const endpoints: Record<string, () => Value[]> = {
  'reason to be disabled': () =>
    ['FAILING', 'GONE'].map((each) => [`state = 'DISABLED', disabled_reason = '${each}'`, { reasons: [each] }]),
};
const cases = Object.entries({ incident: incidents, ticket: tickets, endpoint: endpoints }).flatMap(([what, all]) =>
  Object.entries(all).map(([name, values]) => [what as keyof typeof FIELDS, name, values] as const),
);

describe('a filter passes what matched before or after, whatever the row is by the time of the delivery:', () => {
  test.each(cases)('%s, by %s', async (what, name, values) => {
    const { query } = FIELDS[what];
    const caller = await platform().as('reseller');
    const all = values();
    await change(what, all[0]![0]);
    const after = await log.end('reseller');
    const asked = all.filter(([, filter]) => filter !== null);
    const ears = asked.map(([, filter]) => listen<{ at: string }>(caller, { filter: filter!, after }, query));
    await Promise.all(ears.map(({ begun }) => begun));
    const path = `/${what}-${name.replaceAll(/\W/g, '-')}`;
    const { id: hook } = await endpoint('reseller', {
      url: receiver().url + path,
      document: query.replace(', $after: String', '').replace(', after: $after', ''),
      variables: JSON.stringify({ filter: all[0]![1] }),
    });

    const steps = course(all);
    const told = new Map(all.map(([set]) => [set, [] as string[]]));
    for (const [index, [set]] of steps.entries()) {
      if (index === 0) continue;
      const at = await change(what, set);
      for (const each of new Set([set, steps[index - 1]![0]])) told.get(each)!.push(at);
    }

    for (const [index, [set, filter]] of asked.entries()) {
      const expected = told.get(set)!;
      expect((await ears[index]!.until(count(expected.length))).map(({ at }) => at)).toEqual(expected);
      const away = listen<{ at: string }>(caller, { filter: filter!, after }, query);
      await away.begun;
      expect(away.heard.map(({ at }) => at)).toEqual(expected);
      await away.close();
    }
    await pass(0);
    const sent = receiver()
      .received.filter((each) => each.path.endsWith(path))
      .map(({ body }) => body.timestamp);
    expect(sent).toEqual(told.get(all[0]![0]));
    await act('reseller', 'webhookEndpointRemove', { endpointId: hook });
    await Promise.all(ears.map((ear) => ear.close()));
  });
});

test('an incident that is reported and reclassified at once is told to whoever asked for what it was', async () => {
  const caller = await platform().as('customer');
  const after = await log.end();
  const deed = async (name: string, input: object) => {
    const document = `mutation ($input: S${name.slice(1)}Input!) { ${name}(input: $input) { incident { id } problems { message } } }`;
    const payload = (await (await platform().as('vendor')).get<any, any>(document, { input }))[name];
    expect(payload.problems).toEqual([]);
    return payload.incident.id as string;
  };
  const input = { trackingId: 'AT1', serviceId: ids.serviceA, title: 'Mail is late', classification: 'INCIDENT', regions: ['EUR'] };
  const incidentId = await deed('serviceIncidentReport', input);
  await deed('serviceIncidentChange', { incidentId, classification: 'ADVISORY' });
  await deed('serviceIncidentChange', { incidentId, regions: ['NAM'] });
  await deed('serviceIncidentResolve', { incidentId });

  const changes = async (filter: object) => {
    const ear = listen(caller, { filter, after });
    await ear.begun;
    await ear.close();
    return ear.heard.map(({ change: each }) => each);
  };
  expect(await changes({ classifications: ['INCIDENT'] })).toEqual(['REPORTED', 'CHANGED']);
  expect(await changes({ classifications: ['ADVISORY'] })).toEqual(['CHANGED', 'CHANGED', 'RESOLVED']);
  expect(await changes({ regions: ['EUR'] })).toEqual(['REPORTED', 'CHANGED', 'CHANGED']);
  // Both at once must hold of one and the same state.
  expect(await changes({ regions: ['NAM'], classifications: ['INCIDENT'] })).toEqual([]);
});

test('an event of before the rows were recorded is matched against the row as it is', async () => {
  const after = await log.end();
  const at = await change('incident', `classification = 'UNKNOWN'`);
  await sql(`update event set row_before = null, row_after = null where at = '${at}'`);
  const ear = listen(await platform().as('customer'), { filter: { classifications: ['UNKNOWN'] }, after });
  expect((await ear.until(count(1))).map(({ at: each }) => each)).toEqual([at]);
  await ear.close();
});

test('every column that a filter of a live field looks at is recorded with an event, but for the id', async () => {
  const missing: string[] = [];
  const fields = wholeGraph(subgraphs).getSubscriptionType()!.getFields();
  for (const [name, { list }] of subscriptionFieldsIn(subgraphs)) {
    const { table, name: type } = typeInfo(list.target());
    const filter = fields[name]!.args.find((arg) => arg.name === 'filter')?.type as GraphQLInputObjectType | undefined;
    const looked = new Set(Object.keys(filter?.getFields() ?? {}).flatMap((key) => filterColumnsOf(list.filters[key]!)));
    looked.delete('id');
    if (looked.size === 0) continue;
    const [row] =
      await sql(`with one as (select id from ${table} limit 1) insert into event (at, kind, stream_type, stream_id, subject_type, subject_id, actor_subject, actor_organization, actor, data)
      select now(), 'x', '${type}', id, '${type}', id, 'test', '${VENDOR}', 'Test', '{}' from one returning row_after`);
    const recorded = Object.keys((row as any).row_after ?? {});
    missing.push(...[...looked].filter((column) => !recorded.includes(column)).map((column) => `${name}: ${column}`));
  }
  expect(missing).toEqual([]);
});
