import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema } from 'graphql';
import { hopsOf, reached, selection, type Hop } from '../visibility/graph.ts';
import { edgesOf } from '../visibility/walk.ts';
import { counted, type Counted } from './counted.ts';

let program: Counted;
let schema: GraphQLSchema;
/** The edges that were followed to something. */
const followed = new Set<string>();

beforeAll(async () => {
  program = await counted({ compiled: false });
  schema = buildClientSchema((await program.ask('provider', getIntrospectionQuery())).data);
});
afterAll(() => program.stop());

/** The most that a step may cost, however many rows it starts from and leads to: a list has its rows and its count, a plain list its links and their far ends. */
const COST: Readonly<Record<Hop['shape'], number>> = { connection: 2, list: 2, one: 1 };
const costOf = (way: readonly Hop[]) => way.reduce((sum, { shape }) => sum + COST[shape], 0);
/** How many rows each list of a way has, so that a way of three lists stays within the limits of an operation. */
const many = (way: readonly Hop[]) => [50, 50, 50, 12, 6][way.length]!;

const rootLists = () => hopsOf(schema, 'Query').filter(({ shape }) => shape === 'connection');
const behind = (way: Hop[]) => hopsOf(schema, way.at(-1)!.target).map((next) => [...way, next]);
/**
 * Every edge from a root list; and every edge behind these, once for each kind of edge that leads to the thing that it leaves. The
 * edges of what is nearer to no root list are behind those.
 */
function ways(): Hop[][] {
  const first = rootLists().flatMap((root) => behind([root]));
  const kinds = new Map(first.map((way) => [`${way[1]!.target} ${way[1]!.shape}`, way]));
  const second = [...kinds.values()].flatMap(behind);
  const near = new Set([...rootLists(), ...first.map((way) => way[1]!)].map(({ target }) => target));
  const far = new Map(second.filter((way) => !near.has(way[2]!.target)).map((way) => [way[2]!.target, way]));
  return [...first, ...second, ...[...far.values()].flatMap(behind)];
}

/** A page at the end of a way: so many rows of the root list, and of each list behind it. */
function documentOf(way: readonly Hop[], rows: number, behind: number, after?: string): string {
  const inner = way.slice(1).reduceRight((asked, hop) => `id ${selection(hop, asked, { first: behind })}`, 'id');
  return `{ ${selection(way[0]!, inner, { first: rows, after }).replace('edges {', 'edges { cursor')} }`;
}

/** What is at the end of a way, from one row of the root list. */
const end = (row: unknown, way: readonly Hop[]) =>
  way.slice(1).reduce<any[]>((rows, hop) => rows.flatMap((each) => reached(each, hop).rows), [row]);

/** The first page of the root list on which some row leads all the way to its end, and the cursors before the page and the row; else the first page. */
async function pageOf(way: readonly Hop[], rows: number) {
  const ask = (after?: string) => program.ask('provider', documentOf(way, rows, rows, after));
  const first = await ask();
  for (let whole = first, before: string | undefined; ;) {
    const page = way[0]!.path.reduce((value, name) => value[name], whole.data as any);
    const index = page.nodes.findIndex((row: unknown) => end(row, way).length > 0);
    if (index >= 0) return { whole, before, row: { before: (page.edges[index - 1]?.cursor ?? before) as string | undefined } };
    if (!page.pageInfo.hasNextPage) return { whole: first, before: undefined, row: null };
    before = page.pageInfo.endCursor as string;
    whole = await ask(before);
  }
}

/** Counts the statements of a way: for many rows, for one row behind each of them, and for one of them alone that leads all the way to its end. */
async function measure(way: readonly Hop[]): Promise<{ whole: number; thin: number; single: number | null }> {
  const rows = many(way);
  const { whole, before, row } = await pageOf(way, rows);
  const isThin = way.length < 3 && way[1]!.shape === 'connection';
  const thin = isThin ? await program.ask('provider', documentOf(way, rows, 1, before)) : whole;
  const single = row && (await program.ask('provider', documentOf(way, 1, rows, row.before)));
  if (single) way.forEach(({ name }) => followed.add(name));
  return { whole: whole.statements.length, thin: thin.statements.length, single: single?.statements.length ?? null };
}

describe('the number of statements', () => {
  test('of a root list is the same for one row and for fifty', async () => {
    for (const root of rootLists()) {
      const [one, many] = [
        await program.ask('provider', documentOf([root], 1, 1)),
        await program.ask('provider', documentOf([root], 50, 1)),
      ];
      expect([root.name, one.statements.length, many.statements.length]).toEqual([root.name, 2, 2]);
    }
  });

  test('of every edge, and of every edge behind it, is the same from one row and from all, and no more than one for each step', async () => {
    const wrong: unknown[] = [];
    for (const way of ways()) {
      const { whole, thin, single } = await measure(way);
      const steps = way.map(({ name }) => name).join(' > ');
      if (whole > costOf(way) || thin > whole || (single ?? whole) !== whole) wrong.push({ steps, whole, thin, single, most: costOf(way) });
    }
    expect(wrong).toEqual([]);
  });

  test('of an edge is one, even where the items of its list are put off for others to have the event loop', async () => {
    const numbers = Array.from({ length: 60 }, (_, index) => `n${index}: number`).join(' ');
    const { statements } = await program.ask('provider', `{ tickets(first: 100) { nodes { ${numbers} customer { name } } } }`);
    expect(statements).toHaveLength(2);
  });

  test('was counted for every edge of the graph, from something and to something', () => {
    expect(
      edgesOf(schema)
        .map(({ name }) => name)
        .filter((name) => !followed.has(name)),
    ).toEqual([]);
  });
});
