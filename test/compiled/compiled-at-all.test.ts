/** What compiled reads cannot read is answered field by field, and silently slower: so nothing of the graph may be that. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getNamedType } from 'graphql';
import { wholeGraph } from '../../src/graphql/schema.ts';
import { CACHE_LIMITS } from '../../src/kernel/compile/compiled-reads.ts';
import { VENDOR, type Viewer } from '../../src/kernel/access/viewer.ts';
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
const roots = everyRoot(graph, 'first: 2', 2).filter(({ name }) => !ofFacts.some((root) => name.startsWith(`All_${root}_`)));
const operations = [...roots, ...everyOrder(graph), ...everyField(graph)];
const vendor: Viewer = {
  subject: 'x',
  name: 'x',
  organization: VENDOR,
  kind: 'VENDOR',
  role: 'MEMBER',
  language: null,
  issuedAt: null,
  expiresAt: null,
};

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

test('however many documents, switches and shapes are asked, no more is kept than there is room for', async () => {
  const fields = (many: number) => Array.from({ length: many }, (_, index) => `f${index}: title`).join(' ');
  const switches = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const header = switches.map((name) => `$${name}: Boolean!`).join(' ');
  const included = switches.map((name) => `${name}: number @include(if: $${name})`).join(' ');
  for (let turn = 0; turn < 100; turn++) {
    const values = Object.fromEntries(switches.map((name, bit) => [name, (turn & (1 << bit)) !== 0]));
    await explained.read(vendor, `query (${header}) { tickets(first: 1) { nodes { ${included} ${fields(1_000)} } } }`, values);
    await explained.read(vendor, `query ($n: Int) { tickets(first: $n) { nodes { ${fields(1_000)} } } }`, { n: turn + 1 });
    await explained.read(vendor, `{ tickets(first: 1) { nodes { _${turn}: id ${fields(1_000)} } } }`);
  }
  const kept = explained.kept();
  for (const [what, most] of Object.entries(CACHE_LIMITS)) {
    expect(kept[what as keyof typeof CACHE_LIMITS]).toBeLessThanOrEqual(most);
    expect(kept[what as keyof typeof CACHE_LIMITS]).toBeGreaterThan(most / 2);
  }
}, 60_000);
