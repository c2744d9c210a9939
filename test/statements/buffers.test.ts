import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, isEnumType, type GraphQLSchema } from 'graphql';
import { scaleOf, viewers } from '../../bench/data/scale.ts';
import { fill, on, withoutWork } from '../../bench/data/load.ts';
import type { Viewer } from '../../src/kernel/access/viewer.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { explainer, type Explainer } from './explained.ts';

/** How many tickets there are; a third of them are the provider's, five the customer's. */
const TICKETS = 400_000;
const PAGE = 50;

let database: TestDatabase;
let explained: Explainer;
let schema: GraphQLSchema;
let who: Record<'provider' | 'customer' | 'sales', Viewer>;

beforeAll(async () => {
  database = await testDatabase('empty');
  explained = await explainer(database.url);
  await on(database.url, (sql) => fill(sql, withoutWork(scaleOf(TICKETS))));
  await database.sql('vacuum (analyze)');
  const [found] = await database.sql<any>(`select
    (select provider_id from customer_partner where provider_id is not null group by 1 order by count(*) desc limit 1) as provider,
    (select id from customer where domain = 'customer0.example') as customer`);
  const { provider, customer } = viewers(found);
  const said = { language: null, issuedAt: null, expiresAt: null };
  who = {
    provider: { ...provider, ...said },
    customer: { ...customer, ...said },
    sales: { ...provider, role: 'SALES_AGENT', ...said },
  };
  schema = buildClientSchema((await explained.schema(getIntrospectionQuery())) as never);
}, 900_000);
afterAll(async () => {
  await explained.stop();
  await database.drop();
});

/** Every root list, in every order, from its beginning and from its end. */
const rootLists = () => Object.values(schema.getQueryType()!.getFields()).filter(({ args }) => args.some(({ name }) => name === 'orderBy'));
function pages(): { list: string; document: string }[] {
  return rootLists().flatMap(({ name, args }) => {
    const type = schema.getType(`${String(args.find((each) => each.name === 'orderBy')!.type)}Field`);
    if (!isEnumType(type)) throw new Error(`${name} has no order`);
    return type.getValues().flatMap((order) =>
      ['ASC', 'DESC'].flatMap((direction) =>
        ['first', 'last'].map((end) => {
          const orderBy = `orderBy: { field: ${order.name}, direction: ${direction} }`;
          return { list: name, document: `{ ${name}(${end}: ${PAGE}, ${orderBy}) { nodes { id } pageInfo { hasNextPage endCursor } } }` };
        }),
      ),
    );
  });
}

/** What a row costs at most: its place in the access index, the way down its own index to itself, and the way to the right to see it. */
const ROW = 14;
/** What is read once: the way down to the first row. */
const ONCE = 40;

describe('of four hundred thousand tickets', () => {
  test('the provider sees three tenths and the customer five', async () => {
    for (const [name, tickets] of [
      ['provider', 0.3 * TICKETS],
      ['customer', 5],
    ] as const) {
      const { count } = (await explained.rows(who[name], 'select count(*)::int as count from ticket'))[0] as { count: number };
      expect(Math.abs(count - tickets)).toBeLessThanOrEqual(tickets * 0.05);
    }
  }, 120_000);

  test.each(['provider', 'customer'] as const)(
    'every page of every root list costs the %s as much as its rows, not as its table',
    async (name) => {
      const dear: string[] = [];
      for (const { list, document } of pages()) {
        const { rows, buffers } = await explained.read(who[name], document);
        const length = (rows as any)[list].nodes.length as number;
        const most = ONCE + ROW * (length + 1);
        if (buffers > most) dear.push(`${document} reads ${buffers} buffers for ${length} rows; ${most} are enough`);
      }
      expect(dear).toEqual([]);
      expect(new Set(pages().map(({ list }) => list)).size).toBeGreaterThanOrEqual(6);
    },
    120_000,
  );

  test.each([
    '{ viewer { partner { id tickets(first: 20) { nodes { id } } } } }',
    '{ viewer { partner { id customers(first: 20) { nodes { id } } resellers(first: 20) { nodes { id } } } } }',
    '{ viewer { partner { id resellers(first: 20) { nodes { id tickets(first: 3) { nodes { id } } } } } } }',
    '{ customers(first: 20) { nodes { id partners { nodes { id } } tickets(first: 3) { nodes { id } } } } }',
  ])('what lies behind edges costs as much as its rows: %s', async (document) => {
    const { rows, buffers } = await explained.read(who.provider, document);
    const length = JSON.stringify(rows).match(/"id":/g)!.length;
    expect(length).toBeGreaterThan(20);
    expect(buffers).toBeLessThanOrEqual(ONCE + ROW * length);
  });

  test('the tickets of a customer or partner are found by it, not among all that the provider sees', async () => {
    for (const filter of ['customers', 'partners']) {
      const [{ id }] = (await explained.rows(
        who.provider,
        filter === 'customers' ? 'select id from customer limit 1' : `select id from partner where kind = 'INDIRECT_RESELLER' limit 1`,
      )) as [{ id: string }];
      const document = `query ($ids: [ID!]) { tickets(first: 20, filter: { ${filter}: $ids }) { nodes { id } } }`;
      const { rows, buffers } = await explained.read(who.provider, document, { ids: [id] });
      const found = await explained.rows(
        who.provider,
        `select from ticket where ${filter === 'customers' ? `customer_id = '${id}'` : `'${id}' in (partner_id, provider_id)`}`,
      );
      expect((rows as any).tickets.nodes).toHaveLength(Math.min(20, found.length));
      expect(buffers).toBeLessThanOrEqual(ONCE + ROW * found.length);
    }
  }, 60_000);

  test('page 2,000 costs as much as the first one', async () => {
    const [row] = (await explained.rows(
      who.provider,
      'select id, created_at from ticket order by created_at desc, id desc offset 99949 limit 1',
    )) as [{ id: string; created_at: Date }];
    const after = Buffer.from(`CREATED_AT|${row.id}|${row.created_at.toISOString()}`).toString('base64url');
    const document = `query ($after: String) { tickets(first: ${PAGE}, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const [deep, first] = [await explained.read(who.provider, document, { after }), await explained.read(who.provider, document)];
    expect((deep.rows as any).tickets.nodes).toHaveLength(PAGE);
    expect(deep.buffers).toBeLessThanOrEqual(first.buffers * 1.2);
  }, 120_000);

  test('to count five tickets five are read', async () => {
    const { rows, buffers } = await explained.read(who.customer, '{ tickets { totalCount } }');
    expect((rows as any).tickets.totalCount).toBe(5);
    expect(buffers).toBeLessThanOrEqual(ONCE + ROW * 5);
  });
});
