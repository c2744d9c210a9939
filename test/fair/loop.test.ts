/** No request holds the event loop for long: the worst documents that are let through, asked of a program that does nothing else. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { sampleIssuer } from '../../src/auth/sample-issuer.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';
import { tokenOf } from '../kit/platform.ts';
import { programs } from '../program/program.ts';

const all = await programs();
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const aliases = (count: number, field: (n: number) => string) => Array.from({ length: count }, (_, n) => field(n)).join(' ');

/** The longest that the event loop may be held, in milliseconds of processor time. */
const MOST_MS = 100;
const COUNTS = [1_900, 1_500, 1_000, 700, 500, 300, 200, 150, 100, 70, 50, 30, 20, 15, 10, 7, 5, 3, 2, 1];

/** Documents that hold as many of something as is wanted. */
const WORST: [string, (count: number) => string][] = [
  [
    'a list in a list, field by field',
    (n) =>
      `{ zz: __type(name: "X") { name } tickets(first: 20) { nodes { customer { tickets(first: 20) { nodes { ${aliases(n, (a) => `c${a}: customer { tickets(first: 1) { totalCount } }`)} } } } } } }`,
  ],
  [
    'a page of pages, field by field',
    (n) =>
      `{ zz: __type(name: "X") { name } tickets(first: 100) { nodes { customer { tickets(first: 100) { nodes { ${aliases(n, (a) => `a${a}: number`)} } } } } } }`,
  ],
  [
    'scalars again and again, field by field',
    (n) => `{ zz: __type(name: "X") { name } tickets(first: 100) { nodes { ${aliases(n, (a) => `a${a}: title`)} } } }`,
  ],
  [
    'scalars again and again of one thing after the other, field by field',
    (n) =>
      `{ zz: __type(name: "X") { name } ${aliases(n, (a) => `t${a}: tickets(first: 1) { nodes { ${aliases(30, (b) => `a${b}: title`)} } }`)} }`,
  ],
  [
    'what code calculates',
    (n) =>
      `{ supportOfferings(first: 100) { nodes { ${aliases(n, (a) => `a${a}: hours { days { day intervals { opens closes } } }`)} } } }`,
  ],
  [
    'the schema, described again and again',
    (n) => `{ __schema { ${aliases(n, (a) => `a${a}: types { name fields { name description type { name } } }`)} } }`,
  ],
  [
    'rules again and again',
    (n) => `{ ${aliases(n, (a) => `a${a}: supportRules { code sentence explanation held { by how } parties source { url } }`)} }`,
  ],
  [
    'lists behind every row, field by field',
    (n) =>
      `{ zz: __type(name: "X") { name } tickets(first: 100) { nodes { ${aliases(n, (a) => `a${a}: timeline(first: 1) { nodes { actor } }`)} } } }`,
  ],
  [
    'cursors that cannot be read',
    (n) => `{ tickets(first: 100) { nodes { ${aliases(n, (a) => `a${a}: notes(first: 1, after: "x${a}") { nodes { id } }`)} } } }`,
  ],
  ['many lists', (n) => `{ ${aliases(n, (a) => `a${a}: tickets(first: 20) { nodes { id title customer { id name } } }`)} }`],
];

test('the event loop goes round within a tenth of a second, whatever is asked as often as is let through', async () => {
  const [dataDir, file] = [all.folder('loop'), all.folder('longest-turn')];
  const env = { DATABASE_URL: database.url, DATA_DIR: dataDir, SAMPLE: 'no', LONGEST_TURN: file };
  const { url, process } = await all.serve({ ...env, NODE_OPTIONS: '--import ./test/kit/longest-turn.mjs' });
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${await tokenOf(await sampleIssuer(dataDir), 'provider')}`,
  };
  const ask = async (query: string): Promise<number> => {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    for await (const _chunk of response.body!);
    return response.status;
  };
  let times = 0;
  const longest = (): [times: number, ms: number] => {
    const [told, ms] = existsSync(file) ? readFileSync(file, 'utf8').split(' ').map(Number) : [];
    return [told ?? 0, ms ?? 0];
  };
  const heldBy = async (query: string): Promise<number> => {
    process.kill('SIGUSR2');
    times += 1;
    while (longest()[0] !== times) await delay(1);
    await ask(query);
    return longest()[1];
  };
  const slow: [string, number][] = [];
  for (const [what, document] of WORST) {
    let query: string | undefined;
    for (const count of COUNTS) if ((await ask(document(count))) === 200 && (query = document(count))) break;
    if (!query) throw new Error(`not even the smallest is let through: ${what}`);
    // The least of a few: what is compiled is compiled once for the life of the process.
    let held = Infinity;
    for (let time = 0; time < 4; time += 1) held = Math.min(held, await heldBy(query));
    if (held > MOST_MS) slow.push([what, Math.round(held)]);
  }
  expect(slow).toEqual([]);
}, 180_000);
