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

/** The longest that the event loop may be held. */
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

/** Asks, and reads the answer as it comes without a look at it: what a caller makes of it is not the program's work. Answers the status. */
async function passOver(query: string): Promise<number> {
  const response = await fetch(platform.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${provider.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  for await (const _chunk of response.body!);
  return response.status;
}

/** As many of something as are let through: the largest of these counts that is answered, and not refused as too much. */
async function largest(counts: readonly number[], document: (count: number) => string): Promise<string> {
  for (const count of counts) if ((await passOver(document(count))) === 200) return document(count);
  throw new Error('not even the smallest is let through');
}

test.each<[string, (count: number) => string]>([
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
])(
  '%s: the event loop goes round',
  async (_what, document) => {
    const query = await largest([1_900, 1_500, 1_000, 700, 500, 300, 200, 150, 100, 70, 50, 30, 20, 15, 10, 7, 5, 3, 2, 1], document);

    // The least of a few: a collector of garbage has more to do beside a test.
    let held = Infinity;
    for (let time = 0; time < 4; time += 1) held = Math.min(held, await heldBy(() => passOver(query)));

    expect(held).toBeLessThan(MOST_MS);
  },
  60_000,
);
