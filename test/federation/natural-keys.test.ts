/** Natural keys: whoever knows a thing by another system's key finds the same row as by its id, and nobody finds more. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { placesOf, type Places } from './corpus.ts';
import { entities } from './references.ts';

let one: TestPlatform;
let plain: TestPlatform;
let alone: Record<string, TestPlatform>;
let places: Places;
beforeAll(async () => {
  one = await testPlatform();
  const { database } = one;
  plain = await testPlatform({ database, compiled: false });
  alone = Object.fromEntries(
    await Promise.all(['accounts', 'tickets', 'health'].map(async (subgraph) => [subgraph, await testPlatform({ database, subgraph })])),
  );
  places = await placesOf(database);
});
afterAll(async () => {
  for (const platform of [...Object.values(alone ?? {}), plain]) await platform?.stop();
  await one?.stop();
});

/** The field, the key, the place of its value and that of the id, and the subgraph. */
const KEYS = [
  ['customer', 'Customer', 'tenantId', 'tenant', 'customer', 'accounts'],
  ['partner', 'Partner', 'partnerId', 'program', 'reseller', 'accounts'],
  ['partner', 'Partner', 'tenantId', 'partnerTenant', 'reseller', 'accounts'],
  ['ticket', 'Ticket', 'number', 'ticketNumber', 'ticket', 'tickets'],
] as const;
const PUBLIC_KEYS = [
  ['serviceIncident', 'ServiceIncident', 'trackingId', 'trackingId', '', 'health'],
  ['service', 'Service', 'key', 'serviceKey', '', 'health'],
] as const;
const typeOf = (key: string) => (key === 'number' ? 'Int' : key === 'key' ? 'String' : 'ID');
const find = (caller: Caller, field: string, key: string, value: unknown) =>
  caller.ask<any, any>(`query ($v: ${typeOf(key)}) { found: ${field}(${key}: $v) { id ${key} } }`, { v: value });

describe.each(KEYS)('%s %s by its %s', (field, type, key, place, row, subgraph) => {
  test('is the row of the id to whom it may be shown, and null to everybody else, compiled or not', async () => {
    for (const [persona, id] of [
      ['reseller', places[row]],
      ['customer', places[row]],
      ['other-reseller', null],
      ['other-customer', null],
    ] as const) {
      const expected = { data: { found: id && { id, [key]: places[place] } } };
      expect(await find(await one.as(persona), field, key, places[place])).toEqual(expected);
      expect(await find(await plain.as(persona), field, key, places[place])).toEqual(expected);
    }
  });

  test('is referred to by it from another subgraph, in one statement for many, and through the same door', async () => {
    const references = [{ [key]: places[place] }, { [key]: key === 'number' ? 1 : 'x' }, { id: places[row] }, { [key]: places[place] }];
    const ask = async (persona: string) => (await entities(await alone[subgraph]!.as(persona), type, references)).data._entities;

    expect(await ask('reseller')).toEqual([places[row], null, places[row], places[row]].map((id) => id && { __typename: type, id }));
    expect(await ask('other-reseller')).toEqual([null, null, null, null]);
  });
});

test.each(PUBLIC_KEYS)('%s %s by its %s is what everybody finds', async (field, type, key, place, _row, subgraph) => {
  const { data } = await find(await one.as('customer'), field, key, places[place]);
  const answer = await entities(await alone[subgraph]!.as('customer'), type, [{ [key]: places[place] }]);

  expect(data.found[key]).toBe(places[place]);
  expect(answer.data._entities).toEqual([{ __typename: type, id: data.found.id }]);
});

test.each([
  ['customer(tenantId: "x")', undefined],
  ['customer(tenantId: "\\u0000")', undefined],
  ['ticket(number: -2147483648)', undefined],
  ['service(key: "\\u0000")', undefined],
  ['partner(partnerId: "")', undefined],
  ['customer', 'Give exactly one of id or tenantId.'],
  ['customer(id: null)', 'Give exactly one of id or tenantId.'],
  ['partner(id: "x", tenantId: "y")', 'Give exactly one of id, partnerId, or tenantId.'],
])('{ %s } finds nothing, or says what it must be told', async (field, message) => {
  for (const platform of [one, plain]) {
    const { data, errors } = await (await platform.as('reseller')).ask<any, any>(`{ viewer { name } found: ${field} { id } }`);

    expect(data).toEqual({ viewer: { name: 'Davide Ronchi' }, found: null });
    expect(errors?.map((error) => [error.message, error.extensions.code, error.extensions.field])).toEqual(
      message && [[message, 'BAD_USER_INPUT', 'id']],
    );
  }
});

test('a key that two rows have names neither of them', async () => {
  const { sql } = one.database;
  await sql('update partner set partner_id = $1 where id = any($2::uuid[])', [places.program, [places.reseller, places.provider]]);
  for (const platform of [one, plain])
    expect(await find(await platform.as('reseller'), 'partner', 'partnerId', places.program)).toEqual({ data: { found: null } });
});
