import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testPlatform, type Caller, type TestPlatform } from '../kit/platform.ts';

let platform: TestPlatform;
let provider: Caller;
beforeAll(async () => {
  platform = await testPlatform();
  provider = await platform.as('provider');
});
afterAll(() => platform.stop());

const ORDERS: Record<string, string[]> = {
  tickets: ['CREATED_AT', 'UPDATED_AT', 'NUMBER'],
  customers: ['NAME'],
  partners: ['NAME'],
  services: ['NAME'],
  serviceIncidents: ['STARTED_AT', 'UPDATED_AT'],
};
const lists = Object.entries(ORDERS).flatMap(([list, fields]) =>
  fields.flatMap((field) => ['ASC', 'DESC'].map((direction) => [list, field, direction] as const)),
);

const INFO = [
  '',
  'pageInfo { endCursor }',
  'pageInfo { startCursor }',
  'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }',
  'totalCount',
];

/** One page, with something else asked beside its rows. */
async function page(list: string, args: string, beside = INFO[3]!): Promise<any> {
  return (await provider.get<any, any>(`{ ${list}(${args}) { nodes { id } edges { cursor node { id } } ${beside} } }`))[list];
}
const ids = ({ nodes }: { nodes: { id: string }[] }) => nodes.map(({ id }) => id);

describe.each(lists)('%s by %s %s', (list, field, direction) => {
  const order = `orderBy: { field: ${field}, direction: ${direction} }`;

  test('has the same rows in the same order whatever else is asked of the page', async () => {
    for (const size of ['first: 5', 'last: 5']) {
      const pages = await Promise.all(INFO.map((beside) => page(list, `${size}, ${order}`, beside)));
      for (const each of pages) {
        expect(ids(each)).toEqual(ids(pages[0]));
        expect(each.edges.map(({ node }: any) => node.id)).toEqual(ids(pages[0]));
      }
      const { pageInfo, edges } = pages[3];
      expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0].cursor, edges.at(-1).cursor]);
    }
  });

  test('has every row once, walked from either end', async () => {
    const forward: string[] = [];
    for (let after = '', next = true; next;) {
      const { pageInfo, ...each } = await page(list, `first: 17, ${order}${after && `, after: "${after}"`}`);
      forward.push(...ids(each));
      expect(pageInfo.hasPreviousPage).toBe(after !== '');
      [after, next] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    const backward: string[] = [];
    for (let before = '', more = true; more;) {
      const { pageInfo, ...each } = await page(list, `last: 13, ${order}${before && `, before: "${before}"`}`);
      backward.unshift(...ids(each));
      expect(pageInfo.hasNextPage).toBe(before !== '');
      [before, more] = [pageInfo.startCursor, pageInfo.hasPreviousPage];
    }

    expect(new Set(forward).size).toBe(forward.length);
    expect(backward).toEqual(forward);
    expect((await page(list, `first: 1, ${order}`, 'totalCount')).totalCount).toBe(forward.length);
  });
});

test('the rows of lists within a list are in their order too', async () => {
  const inner = (beside: string) =>
    `{ customers(first: 8) { nodes { id tickets(first: 4) { nodes { id number createdAt } ${beside} } } } }`;
  const answers = await Promise.all(INFO.map((beside) => provider.get<any, any>(inner(beside))));

  for (const { customers } of answers) {
    for (const [index, { tickets }] of customers.nodes.entries()) {
      expect(tickets.nodes).toEqual(answers[0].customers.nodes[index].tickets.nodes);
      const times = tickets.nodes.map(({ createdAt }: any) => createdAt);
      expect(times).toEqual(times.toSorted().toReversed());
    }
  }
});
