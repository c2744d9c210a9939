import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { connect } from '../../src/database/orm.ts';
import { APP_ROLE, migrateAndGrant } from '../../src/database/prepare.ts';
import { VENDOR } from '../../src/kernel/access/viewer.ts';
import { appendOnly } from '../../src/ingest/append-only.ts';
import { createIngest } from '../../src/ingest/ingest.ts';
import { personas } from '../../src/sample/personas.ts';
import type { Ingest } from '../../src/ingest/records/index.ts';
import { addWorld } from '../../src/sample/sample.ts';
import { writeWorld } from '../../src/sample/world.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { NOON } from '../import/sample-records.ts';

const TABLES = [
  'partner',
  'customer',
  'customer_subscription',
  'delegation',
  'delegation_assignment',
  'delegation_notice',
  'security_group',
  'security_group_member',
  'support_offering',
  'support_offering_version',
  'offering_acknowledgement',
  'ticket',
  'note',
  'event',
  'service_incident',
  'incident_post',
];

/** The ids that a persona may see in a table. */
async function seen(database: TestDatabase, name: string, table: string): Promise<string[]> {
  const { subject, claims } = personas.find((persona) => persona.name === name)!;
  const viewer = { subject, ...claims, organization: claims.organization ?? VENDOR };
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    await client.query(`set role ${APP_ROLE}`);
    await client.query(`select set_config('tierline.viewer', $1, false)`, [JSON.stringify(viewer)]);
    return (await client.query<{ id: string }>(`select id from ${table}`)).rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}

describe('the world that the first start writes', () => {
  let database: TestDatabase;
  beforeAll(async () => void (database = await testDatabase('world')));
  afterAll(() => database.drop());

  const count = async (persona: string) =>
    Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, (await seen(database, persona, table)).length] as const)));

  test('a provider sees its resellers, their customers and the tickets of both; a reseller less of it; the customer least', async () => {
    const [provider, reseller, customer] = [await count('provider'), await count('reseller'), await count('customer')];
    expect(provider).toMatchObject({ partner: 5, customer: 24 });
    expect(reseller).toMatchObject({ partner: 2, customer: 10 });
    expect(customer).toMatchObject({ partner: 2, customer: 1, customer_subscription: 9 });
    expect(provider.ticket).toBeGreaterThan(reseller.ticket!);
    expect(reseller.ticket).toBeGreaterThan(50);
    expect(customer.ticket).toBeGreaterThanOrEqual(9);
    expect(customer.ticket).toBeLessThan(reseller.ticket!);
    expect(customer.note).toBeGreaterThanOrEqual(10);
    expect(customer.support_offering).toBeLessThan(reseller.support_offering!);
  });

  test('a direct-bill partner sees its own customers and tickets, and no other partner', async () => {
    const direct = await count('direct');
    expect(direct).toMatchObject({ partner: 1, customer: 6 });
    expect(direct.ticket).toBeGreaterThan(15);
  });

  test('the vendor sees only the tickets that were handed over, whom they concern, and every incident', async () => {
    const vendor = await count('vendor');
    const escalated = await database.sql<{ count: string }>(`select count(*) from ticket where state = 'ESCALATED'`);
    expect(vendor.ticket).toBe(Number(escalated[0]!.count));
    expect(vendor.ticket).toBeGreaterThanOrEqual(5);
    expect(vendor).toMatchObject({ service_incident: 29, customer_subscription: 0, delegation: 0, security_group: 0 });
  });

  test.each(TABLES.filter((table) => !/incident|event/.test(table)))(
    'the other provider, reseller and customer see nothing in %s that a first persona sees',
    async (table) => {
      const side = async (...names: string[]) => new Set((await Promise.all(names.map((name) => seen(database, name, table)))).flat());
      const [firsts, others] = [
        await side('provider', 'reseller', 'direct', 'customer'),
        await side('other-provider', 'other-reseller', 'other-customer'),
      ];
      expect([firsts.size > 0, others.size > 0]).toEqual([true, true]);
      expect([...firsts].filter((id) => others.has(id))).toEqual([]);
    },
  );

  test('an open incident touches the customer of the persona, and a ticket of it is linked to one', async () => {
    const [persona] = personas.filter(({ name }) => name === 'customer');
    const touching = await database.sql(
      `select distinct i.tracking_id from incident_reach r join service_incident i on i.id = r.incident_id where not i.is_resolved and r.customer_id = $1`,
      [persona!.claims.organization],
    );
    expect(touching.length).toBeGreaterThanOrEqual(3);
    const linked = await database.sql(
      `select t.number from ticket t join ticket_incident l on l.ticket_id = t.id join service_incident i on i.id = l.incident_id where not i.is_resolved and t.customer_id = $1`,
      [persona!.claims.organization],
    );
    expect(linked.length).toBeGreaterThanOrEqual(1);
  });

  test('tickets have a history in the order in which they came in, and numbers that say nothing of it', async () => {
    expect(
      await database.sql('select 1 from ticket a join ticket b on b.created_at > a.created_at and b.number < a.number limit 1'),
    ).toHaveLength(1);
    expect(
      await database.sql(
        `select 1 from ticket t where not exists (select from event e where e.stream_id = t.id and e.kind = 'ticket.opened')`,
      ),
    ).toEqual([]);
    expect(
      await database.sql(
        `select 1 from ticket t where t.state in ('RESOLVED', 'CLOSED') and not exists (select from event e where e.stream_id = t.id and e.kind = 'ticket.resolved')`,
      ),
    ).toEqual([]);
  });
});

describe('adding to a world', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('empty');
    await migrateAndGrant(database.url);
  });
  afterAll(() => database.drop());

  const sizes = async () =>
    Object.fromEntries(
      await Promise.all(
        TABLES.map(
          async (table) => [table, Number((await database.sql<{ count: string }>(`select count(*) from ${table}`))[0]!.count)] as const,
        ),
      ),
    );

  test('a world whose writing was cut off is completed later, and nothing of it is there twice', async () => {
    const orm = await connect({ url: database.url });
    try {
      const intake = createIngest(orm);
      let left = 7;
      const failing: Ingest = {
        write: (kind, records) => (left-- > 0 ? intake.write(kind, records) : Promise.reject(new Error('cut off'))),
      };
      await expect(writeWorld(failing, { now: NOON })).rejects.toThrow('cut off');
      await writeWorld(appendOnly(intake, orm), { now: new Date(NOON.getTime() + 90_000) });
    } finally {
      await orm.close();
    }
    expect(await sizes()).toMatchObject({ partner: 14, customer: 60, service_incident: 29, incident_post: 82, ticket: 400 });
    // Whatever was due by then has been done: a program that starts on it has nothing to catch up on.
    expect(await database.sql('select id from delegation_due($1, 1)', [NOON])).toEqual([]);
  });

  test('adding the same world again, at another time, adds nothing', async () => {
    const before = await sizes();
    const counts = await addWorld(database.url, 400, new Date(NOON.getTime() + 86_400_000));
    expect(Object.values(counts).every((count) => count === 0)).toBe(true);
    expect(await sizes()).toEqual(before);
  });

  test('a larger world adds to the smaller one, and leaves alone what has become of that', async () => {
    const [first] = await database.sql<{ number: number }>(
      `update ticket set title = 'Renamed by hand', updated_at = updated_at - interval '1 year' where id = (select id from ticket order by id limit 1) returning number`,
    );
    const counts = await addWorld(database.url, 3000, NOON);
    expect(counts).toMatchObject({ ticket: 2600, customer: 15, partner: 1, incident: 0, service: 0 });
    expect(await sizes()).toMatchObject({ customer: 75, ticket: 3000, partner: 15 });
    expect(await database.sql('select title from ticket where number = $1', [first!.number])).toEqual([{ title: 'Renamed by hand' }]);
  });
});
