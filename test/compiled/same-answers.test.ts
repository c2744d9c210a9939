/** Two ways to one answer: what a compiled statement answers, executing field by field answers too. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { wholeGraph } from '../../src/graphql/schema.ts';
import { personas } from '../../src/sample/personas.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { operationsOf, placesOf, variablesOf, type Operation, type Places } from '../federation/corpus.ts';
import { everyOrder, everyRoot } from '../federation/generate.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { testPlatform, tokenOf, type TestPlatform } from '../kit/platform.ts';
import { everyField } from './every-field.ts';
import { nasty } from './nasty.ts';

const graph = wholeGraph(subgraphs);
const pages = ['first: 1', 'first: 3', 'last: 2', 'last: 1', 'first: 100'];
const operations: Operation[] = [
  ...(await operationsOf('../federation/reads.graphql')),
  ...(await operationsOf('../federation/hops.graphql')),
  ...(await operationsOf('../federation/refusals.graphql')),
  ...pages.flatMap((page) => everyRoot(graph, page, 1).map((each) => ({ ...each, name: `${each.name} (${page})` }))),
  ...everyRoot(graph, 'first: 2', 2),
  ...everyOrder(graph),
  ...everyField(graph),
  ...nasty,
];
const viewers = ['provider', 'reseller', 'direct', 'customer', 'vendor', 'other-customer', 'sales'];

let database: TestDatabase;
let compiled: TestPlatform;
let batched: TestPlatform;
let tokens: Map<string, string>;
let places: Places;
const failures: string[] = [];
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tierline-answers-'));
  database = await testDatabase();
  const log = pino({ level: 'error' }, { write: (line: string) => void failures.push(line) });
  [compiled, batched] = [await testPlatform({ database, dataDir, log }), await testPlatform({ database, dataDir, compiled: false })];
  tokens = new Map(await Promise.all(viewers.map(async (viewer) => [viewer, await tokenFor(compiled, viewer)] as const)));
  places = await placesOf(database);
});
afterAll(async () => {
  await compiled.stop();
  await batched.stop();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** The token of a persona, or of a sales agent at the provider: the same partner, and no tickets. */
async function tokenFor({ issuer }: TestPlatform, viewer: string): Promise<string> {
  if (viewer !== 'sales') return tokenOf(issuer, viewer);
  const { claims } = personas.find(({ name }) => name === 'provider')!;
  return (await issuer.sign('sales@valdastro.example', { ...claims, name: 'Sales', role: 'SALES_AGENT' })).token;
}

test('there are at least 200 operations', () => expect(operations.length).toBeGreaterThanOrEqual(200));

test.each(operations)('$name: both ways answer everybody alike', async (operation) => {
  const variables = { ...variablesOf(operation, places), ...(operation as { values?: object }).values };
  await Promise.all(
    viewers.map(async (viewer) => {
      const [one, other] = await Promise.all(
        [compiled, batched].map((platform) => platform.with(tokens.get(viewer)!).ask(operation.text, variables)),
      );
      expect(one).toEqual(other);
      expect(JSON.stringify(one!.data)).toBe(JSON.stringify(other!.data)); // the order of the fields, too
    }),
  );
  expect(failures).toEqual([]);
});
