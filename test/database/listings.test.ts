import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.stop());

const sql = (text: string, values?: unknown[]) => platform.database.sql<any>(text, values);

/** Listings as they must be, from the rows that give access. */
const ACCOUNTS = `
  select a.organization_id, a.account_id, v.kind, v.name
  from (select organization_id, account_id from account_access union select id, id from customer union select id, id from partner) a
  join (select id, 'CUSTOMER' as kind, name from customer union all select id, 'PARTNER', name from partner) v on v.id = a.account_id
  order by 1, 2`;
const OFFERINGS = `
  select distinct a.organization_id, o.id as offering_id, o.name
  from support_offering o
  join (select organization_id, account_id from account_access union select id, id from partner) a on a.account_id = o.partner_id
  where o.state = 'PUBLISHED' or a.organization_id = o.partner_id order by 1, 2`;

async function expectListingsToFollow(): Promise<void> {
  expect(await sql('select organization_id, account_id, kind, name from account_listing order by 1, 2')).toEqual(await sql(ACCOUNTS));
  expect(await sql('select organization_id, offering_id, name from offering_listing order by 1, 2')).toEqual(await sql(OFFERINGS));
}

describe('listings say what access says', () => {
  afterEach(expectListingsToFollow);

  test('in the sample world', async () => {
    expect((await sql(ACCOUNTS)).length).toBeGreaterThan(20);
    expect((await sql(OFFERINGS)).length).toBeGreaterThan(5);
  });

  test('when a relationship ends and begins again', async () => {
    await sql(`update partner_relationship set state = 'INACTIVE'`);
    await expectListingsToFollow();
    await sql(`update partner_relationship set state = 'ACTIVE'`);
  });

  test('when a customer goes to another partner, and when it goes altogether', async () => {
    await sql(`update customer_partner set partner_id = (select id from partner where kind = 'DIRECT_BILL' limit 1), provider_id = null
      where id = (select id from customer_partner where provider_id is not null order by id limit 1)`);
    await expectListingsToFollow();
    await sql('delete from customer_partner where id = (select id from customer_partner order by id limit 1)');
  });

  test('when an offering is drafted, published, renamed, given to another partner, and withdrawn', async () => {
    const [{ id }] = await sql(`insert into support_offering (partner_id, name, state, delivery, hours, contact_methods)
      select partner_id, 'Night watch', 'DRAFT', delivery, hours, contact_methods from support_offering order by id limit 1 returning id`);
    for (const change of [
      `state = 'PUBLISHED'`,
      `name = 'A night watch'`,
      `partner_id = (select id from partner p where p.id <> support_offering.partner_id order by id limit 1)`,
      `state = 'RETIRED'`,
    ]) {
      await expectListingsToFollow();
      await sql(`update support_offering set ${change} where id = $1`, [id]);
    }
    await expectListingsToFollow();
    await sql('delete from support_offering where id = $1', [id]);
  });

  test('when a customer is renamed, and the list of those who see it has it in its new place', async () => {
    const provider = await platform.as('provider');
    const names = async () =>
      (await provider.get<any, object>('{ customers(first: 100) { nodes { id name } } }')).customers.nodes as {
        id: string;
        name: string;
      }[];
    const [first] = await names();
    await sql(`update customer set name = 'zzz ' || name where id = $1`, [first!.id]);
    expect((await names()).at(-1)!.id).toBe(first!.id);
  });
});

test('an account that comes after the access to it is listed to those who have it', async () => {
  const id = '00000000-0000-7000-8000-0000000000cc';
  const [{ partner }] = await sql('select id as partner from partner order by id limit 1');
  await sql(`insert into customer_partner (customer_id, partner_id) values ('${id}', $1)`, [partner]);
  await sql(`insert into customer (id, name, tenant_id) values ('${id}', 'Late', '${id}')`);
  expect(await sql('select organization_id from account_listing where account_id = $1 order by organization_id = $1', [id])).toEqual([
    { organization_id: partner },
    { organization_id: id },
  ]);
  await expectListingsToFollow();
});

describe('two who change access at once', () => {
  /** Lets two transactions meet: the second waits for the first, or ends before it does. */
  async function meet(first: string, second: string): Promise<void> {
    const [one, other] = [new pg.Client(platform.database.url), new pg.Client(platform.database.url)];
    await Promise.all([one.connect(), other.connect()]);
    try {
      const { rows } = await other.query('select pg_backend_pid() as pid');
      await one.query('begin');
      await one.query(first);
      let isOver = false;
      const rest = other.query(second).finally(() => (isOver = true));
      const isWaiting = async () => (await sql('select cardinality(pg_blocking_pids($1)) > 0 as waits', [rows[0].pid]))[0].waits;
      while (!isOver && !(await isWaiting()));
      await one.query('commit');
      await rest;
    } finally {
      await Promise.all([one.end(), other.end()]);
    }
  }

  /** A reseller and a provider that have nothing to do with each other but what `source` says. */
  const give = (source: string) => `insert into account_access (organization_id, account_id, reason, source_id)
    select r.id, p.id, 'PROVIDER', '${source}' from (select id from partner where kind = 'DIRECT_BILL' order by id limit 1) r,
      (select id from partner where kind = 'INDIRECT_PROVIDER' order by id limit 1) p`;
  const take = (source: string) => `delete from account_access where source_id = '${source}'`;
  const [A, B] = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];

  beforeEach(async () => {
    await sql(take(A));
    await sql(take(B));
  });
  afterEach(expectListingsToFollow);

  test('one takes the last reason away while the other gives a new one', async () => {
    await sql(give(A));
    await meet(take(A), give(B));
  });

  test('one gives a new reason while the other takes the last one away', async () => {
    await sql(give(A));
    await meet(give(B), take(A));
  });

  test('both take one of the last two reasons away', async () => {
    await sql(give(A));
    await sql(give(B));
    await meet(take(A), take(B));
  });

  test('one publishes an offering while the other begins to do business with its partner', async () => {
    const publish = (state: string) =>
      `update support_offering set state = '${state}' where partner_id = (select id from partner where kind = 'INDIRECT_PROVIDER' order by id limit 1)`;
    await sql(publish('DRAFT'));
    await meet(publish('PUBLISHED'), give(A));
    await expectListingsToFollow();
    await sql(take(A));
    await meet(give(A), publish('RETIRED'));
    await expectListingsToFollow();
    await sql(take(A));
    await meet(give(A), publish('PUBLISHED'));
  });

  test('one publishes an offering while the other ends the business with its partner', async () => {
    const publish = (state: string) =>
      `update support_offering set state = '${state}' where partner_id = (select id from partner where kind = 'INDIRECT_PROVIDER' order by id limit 1)`;
    await sql(publish('DRAFT'));
    await sql(give(A));
    await meet(take(A), publish('PUBLISHED'));
    await expectListingsToFollow();
    await sql(publish('DRAFT'));
    await sql(give(A));
    await meet(publish('PUBLISHED'), take(A));
  });

  test('one takes access away and gives it again while the other renames the account', async () => {
    await sql(give(A));
    const again = `do $$ begin ${take(A)}; ${give(A)}; end $$`;
    await meet(
      again,
      `update partner set name = 'Renamed third' where id = (select id from partner where kind = 'INDIRECT_PROVIDER' order by id limit 1)`,
    );
    await expectListingsToFollow();
    await meet(
      `update partner set name = 'Renamed fourth' where id = (select id from partner where kind = 'INDIRECT_PROVIDER' order by id limit 1)`,
      again,
    );
  });

  test('one renames an account while the other is given access to it', async () => {
    const rename = (name: string) =>
      `update partner set name = '${name}' where id = (select id from partner where kind = 'INDIRECT_PROVIDER' order by id limit 1)`;
    await meet(rename('Renamed first'), give(A));
    await expectListingsToFollow();
    await sql(take(A));
    await meet(give(A), rename('Renamed second'));
  });
});
