import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, type GraphQLUnionType } from 'graphql';
import { subgraphs } from '../../src/subgraphs.ts';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';
import { tables } from './graph.ts';
import { names, observe, type Observed } from './lookers.ts';
import { everything, hidden, truthFor, type Ids } from './truth.ts';

let world: Observed;
let all: Ids;
let dataDir: string;
const truths = new Map<string, Ids>();
const asked = new Set<string>();

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tierline-visibility-'));
  world = await observe({ dataDir });
  all = await everything(world);
  for (const { name, viewer } of world.lookers) truths.set(name, await truthFor(world, viewer));
});
afterAll(async () => {
  await world.stop();
  await rm(dataDir, { recursive: true });
});

describe.each(subgraphs.map(({ name }) => name))('the subgraph %s by itself', (subgraph) => {
  let platform: TestPlatform;
  /** The types that a router may ask this subgraph for, its own and those it adds to. */
  let types: string[];
  /** Those of them that are rows; the others everybody sees. */
  let rows: string[];

  beforeAll(async () => {
    platform = await testPlatform({ subgraph, database: world.platform.database, dataDir });
    const schema = buildClientSchema(await as('vendor').get(getIntrospectionQuery()));
    types = (schema.getType('_Entity') as GraphQLUnionType).getTypes().map(({ name }) => name);
    rows = types.filter((type) => tables.has(type));
  });
  afterAll(() => platform.stop());

  const as = (name: string): Caller => platform.with(world.looker(name).caller.token);

  /** Which of the ids a router gets an answer for, and the errors if there are any. */
  async function answered(name: string, type: string, ids: Iterable<string>): Promise<unknown> {
    const representations = [...ids].map((id) => ({ __typename: type, id }));
    const document = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on ${type} { id } } }`;
    const { data, errors } = await as(name).ask<{ _entities: unknown[] }, object>(document, { representations });
    return errors ?? data._entities;
  }

  test.each(names)('answers a reference of the %s if the row can be seen, and null if it is hidden or not there', async (name) => {
    const foreign = hidden(all, truths.get(name)!, 100);
    for (const type of rows) {
      asked.add(type);
      const visible = [...truths.get(name)!.get(type)!].slice(0, 200);
      expect(await answered(name, type, visible)).toEqual(visible.map((id) => ({ __typename: type, id })));
      const unseen = [...foreign.get(type)!];
      const nowhere = await answered(
        name,
        type,
        unseen.map(() => randomUUID()),
      );
      expect(nowhere).toEqual(unseen.map(() => null));
      expect(await answered(name, type, unseen)).toEqual(nowhere);
    }
  });

  test('can be asked for something', () => expect(types.length).toBeGreaterThan(0));
});

test('every type with an id of its own was asked for, unless it is part of another', () => {
  expect([...all.keys()].filter((type) => !asked.has(type))).toEqual(['TimelineEntry']);
});
