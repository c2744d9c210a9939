/** No request holds the event loop for long: the worst documents that are let through, and who else is heard meanwhile. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';

let platform: TestPlatform;
let provider: Caller;

beforeAll(async () => {
  platform = await testPlatform();
  provider = await platform.as('provider');
});
afterAll(() => platform.stop());

const aliases = (count: number, field: (n: number) => string) => Array.from({ length: count }, (_, n) => field(n)).join(' ');

/** A tenth of a second. */
const MOST_MS = 100;

/**
 * The most processor time that one turn of the event loop took while something was done, in milliseconds: what else the machine does does
 * not count. The program runs in this process, beside the test.
 */
async function heldBy(work: () => Promise<unknown>): Promise<number> {
  let most = 0;
  let isOver = false;
  const used = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  let before = used();
  const turn = () => {
    const now = used();
    most = Math.max(most, now - before);
    before = now;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work().finally(() => (isOver = true));
  return most;
}

/** The codes of what is not executed: it has too many tokens, or costs too much. */
const REFUSED: readonly unknown[] = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_TOO_LARGE'];

/** How many of something are let through: the document with the most of these that is. */
async function largest(counts: readonly number[], document: (count: number) => string): Promise<string> {
  for (const count of counts) {
    const { errors = [] } = await provider.ask<any, never>(document(count));
    if (!errors.some(({ extensions }) => REFUSED.includes(extensions.code))) return document(count);
  }
  throw new Error('not even the smallest is let through');
}

/** Asks, and leaves the answer as it came: to parse it would be this thread's work too. */
async function asked(query: string): Promise<ArrayBuffer> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${provider.token}` };
  const answer = await fetch(platform.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return answer.arrayBuffer();
}

test.each<[string, (count: number) => string]>([
  [
    'a list in a list, field by field',
    (n) =>
      `{ zz: __type(name: "X") { name } tickets(first: 10) { nodes { customer { tickets(first: 10) { nodes { ${aliases(n, (a) => `c${a}: customer { tickets(first: 1) { totalCount } }`)} } } } } } }`,
  ],
  [
    'scalars again and again, field by field',
    (n) => `{ zz: __type(name: "X") { name } tickets(first: 100) { nodes { ${aliases(n, (a) => `a${a}: title`)} } } }`,
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
])(
  '%s: the event loop goes round',
  async (_what, document) => {
    const query = await largest([1_000, 500, 200, 120, 100, 80, 50, 20, 10, 5, 2, 1], document);

    // The least of a few: a collector of garbage has more to do beside tests, and a document is compiled once.
    const held: number[] = [];
    for (let n = 0; n < 3; n++) held.push(await heldBy(() => asked(query)));

    expect(Math.min(...held)).toBeLessThan(MOST_MS);
  },
  60_000,
);
