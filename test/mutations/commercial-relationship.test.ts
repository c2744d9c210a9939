import { afterEach, describe, expect, test } from '@jest/globals';
import { ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { act, colleague, platform, setClock } = stage();
afterEach(() => setClock());

let products = 0;
const said = (more: object = {}) => ({
  product: `Product ${++products}`,
  channel: 'ENTERPRISE_AGREEMENT',
  since: '2020-01-01T00:00:00Z',
  ...more,
});
const refused = (code: string, field: string | null, message: string, rule: string | null = null) => ({
  relationship: null,
  ...problem(code, field, message, rule),
});
const count = async () => (await platform().database.sql<{ count: number }>('select count(*)::int from commercial_relationship'))[0]!.count;

describe('how a customer buys is recorded by the customer alone', () => {
  test.each([
    ['vendor', 'A vendor member'],
    ['reseller', 'A partner admin agent'],
    ['provider', 'A partner admin agent'],
  ])('and not by the %s', async (persona, who) => {
    const before = await count();
    expect(await act(persona, 'commercialRelationshipRecord', said())).toMatchObject(
      refused('FORBIDDEN', null, `${who} may not do this.`, 'R17'),
    );
    expect(await count()).toBe(before);
  });

  test('since when it is, and not from the future', async () => {
    const now = new Date();
    setClock(now);
    expect(await act('customer', 'commercialRelationshipRecord', said({ since: new Date(now.getTime() + 1).toISOString() }))).toMatchObject(
      refused('INVALID', 'since', '`since` lies in the future.'),
    );
    expect(await act('customer', 'commercialRelationshipRecord', said({ since: '1969-12-31T23:59:59Z' }))).toMatchObject(
      refused('INVALID', 'since', '`since` lies before 1970.'),
    );
    expect((await act('customer', 'commercialRelationshipRecord', said({ since: now.toISOString() }))).problems).toEqual([]);
  });

  test('once for a product, in whatever letters, also when two record it at once, until it ends', async () => {
    const input = said();
    const payloads = await Promise.all(Array.from({ length: 4 }, () => act('customer', 'commercialRelationshipRecord', input)));
    const done = payloads.filter(({ relationship }) => relationship);
    expect(done).toHaveLength(1);
    expect(done[0]!.relationship).toMatchObject({ ...input, since: '2020-01-01T00:00:00.000Z', endedAt: null, recordedBy: 'Elena Bassi' });

    const again = { ...input, product: input.product.toUpperCase(), channel: 'CSP' };
    expect(await act('customer', 'commercialRelationshipRecord', again)).toMatchObject(
      refused('INVALID', 'product', `It is recorded already how you buy ${again.product}; end that first.`),
    );
    await act('customer', 'commercialRelationshipEnd', { relationshipId: done[0]!.relationship.id });
    expect((await act('customer', 'commercialRelationshipRecord', again)).problems).toEqual([]);
  });

  test('and comes again under its name and is recorded once', async () => {
    const input = said({ clientMutationId: 'record once' });
    const first = await act('customer', 'commercialRelationshipRecord', input);
    const before = await count();
    expect(await act('customer', 'commercialRelationshipRecord', input)).toEqual(first);
    expect(await count()).toBe(before);
  });
});

describe('a commercial relationship', () => {
  const record = async (more: object = {}) => (await act('customer', 'commercialRelationshipRecord', said(more))).relationship.id as string;

  test('is ended by its customer, once', async () => {
    const relationshipId = await record();
    const now = new Date('2026-11-20T12:00:00.000Z');
    setClock(now);
    const input = { relationshipId, clientMutationId: 'end once' };
    const first = await act('customer', 'commercialRelationshipEnd', input);
    expect(first).toMatchObject({ relationship: { endedAt: now.toISOString() }, problems: [] });
    expect(await act('customer', 'commercialRelationshipEnd', input)).toEqual(first);
    expect(await act('customer', 'commercialRelationshipEnd', { relationshipId })).toMatchObject(
      refused('STATE', 'relationshipId', 'This commercial relationship has ended already.'),
    );
  });

  test('is not ended by others: those who see it are told so, to the rest it is not there', async () => {
    const relationshipId = await record();
    for (const persona of ['reseller', 'provider', 'vendor'])
      expect((await act(persona, 'commercialRelationshipEnd', { relationshipId })).problems).toMatchObject([
        { code: 'FORBIDDEN', rule: { code: 'R17' } },
      ]);
    for (const persona of ['direct', 'other-customer', 'other-reseller'])
      for (const id of [relationshipId, UNKNOWN])
        expect(await act(persona, 'commercialRelationshipEnd', { relationshipId: id })).toMatchObject(
          refused('NOT_FOUND', 'relationshipId', '`relationshipId` names nothing that is there.'),
        );
  });

  test('outside CSP makes the customer one that the vendor sees, for as long as it goes on', async () => {
    const [row] = await platform().database.sql<{ id: string }>(
      `select c.id from customer c join customer_partner p on p.customer_id = c.id
         where p.partner_id = $1 and c.id not in (select account_id from account_access where organization_id = '00000000-0000-7000-8000-000000000000')
         order by c.id limit 1`,
      [ORGANIZATION.direct],
    );
    const member = await colleague('customer', { organization: row!.id });
    const seen = async () =>
      (await (
        await platform().as('vendor')
      ).get<any, any>(
        'query ($id: ID!) { customer(id: $id) { commercialRelationships { nodes { product } } } customers(first: 100) { nodes { id } } }',
        { id: row!.id },
      )) as { customer: any; customers: { nodes: { id: string }[] } };
    const listed = async () => (await seen()).customers.nodes.some(({ id }) => id === row!.id);

    await act(member, 'commercialRelationshipRecord', said({ product: 'By CSP', channel: 'CSP' }));
    expect([(await seen()).customer, await listed()]).toEqual([null, false]);

    const { relationship } = await act(member, 'commercialRelationshipRecord', said({ product: 'By agreement' }));
    expect((await seen()).customer.commercialRelationships.nodes).toHaveLength(2);
    expect(await listed()).toBe(true);

    await act(member, 'commercialRelationshipEnd', { relationshipId: relationship.id });
    expect([(await seen()).customer, await listed()]).toEqual([null, false]);
  });
});
