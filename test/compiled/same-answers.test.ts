/** Two ways to one answer: what a compiled statement answers, executing field by field answers too. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { wholeGraph } from '../../src/graph.ts';
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
let places: Places;
const failures: string[] = [];
beforeAll(async () => {
  database = await testDatabase();
  const log = pino({ level: 'error' }, { write: (line: string) => void failures.push(line) });
  [compiled, batched] = [await testPlatform({ database, log }), await testPlatform({ database, compiled: false })];
  places = await placesOf(database);
});
afterAll(async () => {
  await compiled.stop();
  await batched.stop();
  await database.drop();
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
  for (const viewer of viewers) {
    const [one, other] = await Promise.all(
      [compiled, batched].map(async (platform) => platform.with(await tokenFor(platform, viewer)).ask(operation.text, variables)),
    );
    expect(without(one)).toEqual(without(other));
    expect(JSON.stringify(one!.data)).toBe(JSON.stringify(other!.data)); // the order of the fields, too
  }
  expect(failures).toEqual([]);
});

/** The answer without what differs between two tokens: when they end. */
function without(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key === 'expiresAt' ? undefined : value)));
}
