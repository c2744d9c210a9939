/** A part of the graph that fails: what it would have answered is null, and everything else is answered. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ApolloServer } from '@apollo/server';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { placesOf, type Places } from './corpus.ts';
import { askOf, gatewayServer, type Ask, type Asker } from './shapes.ts';

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9/graphql';

let database: TestDatabase;
let dataDir: string;
let one: TestPlatform;
let up: Record<string, TestPlatform>;
let gateway: ApolloServer<Asker>;
let ask: Ask;
let places: Places;
let token: string;
beforeAll(async () => {
  [database, dataDir] = await Promise.all([testDatabase(), mkdtemp(join(tmpdir(), 'tierline-partly-'))]);
  one = await testPlatform({ database, dataDir });
  up = Object.fromEntries(
    await Promise.all(['accounts', 'tickets'].map(async (subgraph) => [subgraph, await testPlatform({ subgraph, database, dataDir })])),
  );
  gateway = gatewayServer((name) => up[name]?.url ?? NOWHERE);
  await gateway.start();
  ask = askOf(gateway);
  places = await placesOf(database);
  ({ token } = await one.as('reseller'));
});
afterAll(async () => {
  await gateway?.stop();
  for (const platform of [...Object.values(up ?? {}), one]) await platform?.stop();
  await database?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const paths = ({ errors = [] }: { errors?: { path?: (string | number)[] }[] }) => errors.map(({ path }) => path?.join('.'));

describe('behind a gateway, with all subgraphs down but accounts and tickets', () => {
  test('a list that leads to another subgraph loses its items, and what holds it loses nothing', async () => {
    const { data } = await ask(
      token,
      'query ($ticket: ID!) { ticket(id: $ticket) { number serviceIncidents { title } service { name } customer { name } } }',
      { ticket: places.ticket },
    );

    expect(data.ticket).toEqual({
      number: places.ticketNumber,
      serviceIncidents: expect.arrayContaining([null]),
      service: null,
      customer: { name: expect.any(String) },
    });
    expect(data.ticket.serviceIncidents.every((item: unknown) => item === null)).toBe(true);
  });

  test('what another subgraph adds to a thing is null, and the thing is there', async () => {
    const { data } = await ask(
      token,
      'query ($c: ID!) { customer(id: $c) { name tickets(first: 1) { totalCount } offeringAcknowledgements(first: 1) { totalCount } } }',
      { c: places.customer },
    );

    expect(data.customer).toEqual({
      name: expect.any(String),
      tickets: { totalCount: expect.any(Number) },
      offeringAcknowledgements: null,
    });
  });

  test('a root field of a subgraph that is down is null beside the answers of the others', async () => {
    const answer = await ask(token, '{ viewer { name } services { totalCount } tickets(first: 1) { nodes { title } } }');

    expect(answer.data).toEqual({ viewer: { name: 'Davide Ronchi' }, services: null, tickets: { nodes: [{ title: expect.any(String) }] } });
    expect(answer.errors).not.toEqual([]);
  });

  test('with another one down as well, its part is null alone', async () => {
    await up.tickets!.stop();
    const answer = await ask(
      token,
      '{ viewer { name } tickets(first: 1) { totalCount } customers(first: 2) { nodes { name tickets { totalCount } } } }',
    );

    expect(answer.data).toMatchObject({ viewer: { name: 'Davide Ronchi' }, tickets: null });
    expect(answer.data.customers.nodes).toEqual([1, 2].map(() => ({ name: expect.any(String), tickets: null })));
  });
});

describe('in one process', () => {
  test('a root field with a wrong argument is null beside the others, queries and changes alike', async () => {
    const caller = one.with(token);
    const wrong = await caller.ask<any, any>('{ viewer { name } tickets(first: 101) { totalCount } partner(id: "x") { name } }');
    const changes = await caller.ask<any, any>(
      'mutation ($x: TicketSeverity = MINIMAL) { a: ticketClose(input: { ticketId: "x" }) { problems { code } } b: ticketOpen(input: { customerId: "x", title: "x", description: "x", severity: $x }) { problems { code } } }',
      { x: null },
    );

    expect([wrong.data, paths(wrong)]).toEqual([{ viewer: { name: 'Davide Ronchi' }, tickets: null, partner: null }, ['tickets']]);
    expect([changes.data, paths(changes)]).toEqual([{ a: { problems: [{ code: 'NOT_FOUND' }] }, b: null }, ['b']]);
  });

  test('a list behind an edge that fails is null where another part of the graph adds it', async () => {
    const { data } = await one.with(token).ask<any, any>('{ viewer { partner { name tickets(first: 0) { totalCount } } } }');

    expect(data).toEqual({ viewer: { partner: { name: 'Corlanto Sistemi S.r.l.', tickets: null } } });
  });
});
