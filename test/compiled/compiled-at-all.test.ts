/** What compiled reads cannot read is answered field by field, and silently slower: so nothing of the graph may be that. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getNamedType } from 'graphql';
import { wholeGraph } from '../../src/graph.ts';
import { VENDOR, type Viewer } from '../../src/kernel/viewer.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { everyOrder, everyRoot } from '../federation/generate.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { explainer, type Explainer } from '../statements/explained.ts';
import { everyField } from './every-field.ts';

const graph = wholeGraph(subgraphs);
/** Types that are no rows, and so are read by no statement at all. */
const facts = new Set(subgraphs.flatMap((subgraph) => (subgraph.facts ?? []).map(({ name }) => name)));
const ofFacts = Object.values(graph.getQueryType()!.getFields())
  .filter(({ type }) => facts.has(getNamedType(type).name))
  .map(({ name }) => name);
const roots = everyRoot(graph, 'first: 3', 2).filter(({ name }) => !ofFacts.some((root) => name.startsWith(`All_${root}_`)));
const operations = [...roots, ...everyOrder(graph), ...everyField(graph)];
const vendor: Viewer = { subject: 'x', name: 'x', organization: VENDOR, kind: 'VENDOR', role: 'MEMBER', language: null, expiresAt: null };

let database: TestDatabase;
let explained: Explainer;
beforeAll(async () => {
  database = await testDatabase();
  explained = await explainer(database.url);
});
afterAll(async () => {
  await explained.stop();
  await database.drop();
});

test('every field, edge, list and order of the graph is read by one statement', async () => {
  const not: string[] = [];
  for (const { name, text, values = {} } of operations as { name: string; text: string; values?: Record<string, unknown> }[]) {
    const ids = Object.fromEntries([...text.matchAll(/\$(\w+): ID!/g)].map(([, variable]) => [variable, VENDOR]));
    await explained.read(vendor, text, { ...ids, ...values }).catch((error: Error) => not.push(`${name}: ${error.message.slice(0, 100)}`));
  }
  expect(not).toEqual([]);
});
