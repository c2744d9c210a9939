import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, isObjectType, type GraphQLSchema } from 'graphql';
import { hopsOf, listOf, reached, selection, tables } from './graph.ts';
import { names, observe, type Observed } from './lookers.ts';
import { everything, inWords, truthFor, type Ids } from './truth.ts';
import { listed } from './walk.ts';

let world: Observed;
let schema: GraphQLSchema;
const truths = new Map<string, Ids>();
const truth = (name: string, type: string) => truths.get(name)!.get(type)!;

beforeAll(async () => {
  world = await observe();
  schema = buildClientSchema(await world.looker('vendor').caller.get(getIntrospectionQuery()));
  for (const { name, viewer } of world.lookers) truths.set(name, await truthFor(world, viewer));
});
afterAll(() => world.stop());

const sorted = (ids: Iterable<string>) => [...ids].sort();
const bySize = (ids: Ids) => Object.fromEntries([...ids].map(([type, rows]) => [type, rows.size]));

describe.each(names)('the %s', (name) => {
  test('sees by row level security what the rules say in plain words, no more and no less', async () => {
    const words = await inWords(world, world.looker(name));
    for (const [type, ids] of words) expect({ type, ids: sorted(truth(name, type)) }).toEqual({ type, ids: sorted(ids) });
  });

  test('gets each root list whole: every row there is to see, once, and counted', async () => {
    const ask = world.looker(name).caller.get;
    for (const type of tables.keys()) {
      const list = await listed(schema, ask, type);
      if (list)
        expect({ type, total: list.total, ids: sorted(list.ids) }).toEqual({
          type,
          total: truth(name, type).size,
          ids: sorted(truth(name, type)),
        });
    }
  });
});

test.each(names)('whatever the root says of the %s itself is something it may see', async (name) => {
  for (const hop of hopsOf(schema, 'Query').filter(({ shape }) => shape === 'one')) {
    const { rows } = reached(await world.looker(name).caller.get(`{ ${selection(hop)} }`), hop);
    expect({ hop: hop.name, hidden: rows.filter(({ id }) => !truth(name, hop.target).has(id)) }).toEqual({ hop: hop.name, hidden: [] });
  }
});

describe('between organizations', () => {
  const SHARED = ['Service', 'ServiceIncident', 'IncidentPost', 'SupportResource', 'FilingPolicy', 'TimelineEntry'];
  /** What the vendor publishes to many tenants is one row for all of them. */
  const PUBLISHED = 'ServiceMessage';
  const common = (one: string, other: string) =>
    [...tables.keys()]
      .filter((type) => !SHARED.includes(type) && type !== PUBLISHED)
      .flatMap((type) => [...truth(one, type)].filter((id) => truth(other, type).has(id)).map((id) => `${type} ${id}`));

  const outside = (one: string, other: string, type: string) => [...truth(one, type)].filter((id) => !truth(other, type).has(id));

  test('two providers, two resellers, two customers and whoever stands behind them have nothing in common', () => {
    const ours = ['provider', 'reseller', 'direct', 'customer', 'sales'];
    const theirs = ['other-provider', 'other-reseller', 'other-customer'];
    expect(ours.flatMap((one) => theirs.flatMap((other) => common(one, other)))).toEqual([]);
    expect(common('provider', 'direct')).toEqual([]);
  });

  test('a customer sees itself and no other customer', () => {
    for (const name of ['customer', 'other-customer'])
      expect([...truth(name, 'Customer')]).toEqual([world.looker(name).viewer.organization]);
  });

  test.each([
    ['provider', 'reseller', 'customer'],
    ['other-provider', 'other-reseller', 'other-customer'],
  ])('the %s sees the customers, tickets and subscriptions of the %s and of more resellers', (provider, reseller, customer) => {
    for (const type of ['Customer', 'Ticket', 'CustomerSubscription']) {
      expect(outside(reseller, provider, type)).toEqual([]);
      expect(truth(provider, type).size).toBeGreaterThan(truth(reseller, type).size);
      expect(outside(customer, reseller, type)).toEqual([]);
      expect(truth(reseller, type).size).toBeGreaterThan(truth(customer, type).size);
    }
  });

  test('what one organization notes for itself is read by nobody else', async () => {
    const own = await world.platform.database.sql<{ id: string; org: string }>(
      `select id, author_organization as org from note where audience = 'AUTHOR_ORGANIZATION'`,
    );
    for (const { name, viewer } of world.lookers) {
      expect({ name, foreign: own.filter(({ id, org }) => truth(name, 'Note').has(id) && org !== viewer.organization) }).toEqual({
        name,
        foreign: [],
      });
    }
    expect(own.some(({ id }) => truth('provider', 'Note').has(id)) && own.some(({ id }) => truth('reseller', 'Note').has(id))).toBe(true);
  });

  test('sales agents see the customers, subscriptions and offerings of their organization, and no ticket, note or event of a ticket', async () => {
    for (const type of [
      'Customer',
      'Partner',
      'CustomerSubscription',
      'SupportOffering',
      'OfferingAcknowledgement',
      'Delegation',
      'SecurityGroup',
      'SecurityGroupMember',
    ])
      expect(truth('sales', type)).toEqual(truth('provider', type));
    for (const type of ['Ticket', 'Note', 'HealthCheck', 'TroubleshootingStep', 'Escalation', 'AuditEntry'])
      expect(truth('sales', type)).toEqual(new Set());
    expect(truth('sales', 'SubscriptionChange')).toEqual(truth('provider', 'SubscriptionChange'));
    const ofTickets = await world.platform.database.sql<{ id: string }>(`select id from event where subject_type in ('Ticket', 'Note')`);
    expect(ofTickets.filter(({ id }) => truth('sales', 'TimelineEntry').has(id))).toEqual([]);
  });

  test('an organization that does business with nobody sees itself, service health and nothing else', () => {
    expect(
      [...truths.get('stranger')!]
        .filter(([, ids]) => ids.size > 0)
        .map(([type]) => type)
        .sort(),
    ).toEqual([...SHARED, 'Partner'].sort());
  });
});

describe('these tests', () => {
  test('look at a world in which everybody has something to see of every type, and nobody but those meant to sees all of it', async () => {
    const all = bySize(await everything(world));
    for (const name of ['provider', 'reseller', 'direct', 'customer', 'other-provider', 'other-reseller', 'other-customer']) {
      const seen = bySize(truths.get(name)!);
      // To whom its ticket was handed on is told to a customer by its partner (rule R14), and what its partner imported is its partner's.
      const nothing = name.endsWith('customer') ? ['Import', 'Escalation'] : [];
      expect({ name, nothing: Object.keys(seen).filter((type) => seen[type] === 0) }).toEqual({ name, nothing });
      expect({
        name,
        all: Object.keys(seen)
          .filter((type) => seen[type] === all[type])
          .sort(),
      }).toEqual({ name, all: SHARED_BY_ALL });
    }
    expect(
      Object.entries(bySize(truths.get('vendor')!))
        .filter(([, size]) => size === 0)
        .map(([type]) => type)
        .sort(),
    ).toEqual([
      'CustomerSubscription',
      'Delegation',
      'DelegationAssignment',
      'DelegationNotice',
      'OfferingAcknowledgement',
      'SecurityGroup',
      'SecurityGroupMember',
      'SubscriptionChange',
    ]);
  });

  test('know every type of the graph that has a table', () => {
    const types = [...tables.keys()];
    expect(types.filter((type) => !isObjectType(schema.getType(type)))).toEqual([]);
    expect(types.filter((type) => listOf(schema, type)).length).toBeGreaterThan(5);
  });
});

const SHARED_BY_ALL = ['FilingPolicy', 'IncidentPost', 'Service', 'ServiceIncident', 'SupportResource'];
