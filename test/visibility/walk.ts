/** Walks every edge of the graph from everything there is to see. */
import type { GraphQLSchema } from 'graphql';
import { byId, hopsOf, listOf, reached, selection, waysTo, type Hop, type Reached } from './graph.ts';

/** Asks the graph as somebody, and fails on errors. */
export type Ask = (document: string) => Promise<any>;

/** What an edge leads to from one thing. */
export interface Found {
  readonly ids: readonly string[];
  /** What the connection says it has in all; null for an edge that is none. */
  readonly total: number | null;
}

/** What each edge leads to, by the name of the edge and the id of the thing at its near end. */
export type Walk = ReadonlyMap<string, ReadonlyMap<string, Found>>;

/** Every edge that leaves a type of the graph, or the root without an argument. */
export const edgesOf = (schema: GraphQLSchema): Hop[] => [...waysTo(schema).keys()].flatMap((type) => hopsOf(schema, type));

/** So many rows, with what is asked of each, are within the limits of an operation. */
const MOST_ROWS = 40_000;

/** The ids of a root list, paged through to its end; null for a type that has none. */
export async function listed(schema: GraphQLSchema, ask: Ask, type: string): Promise<Found | null> {
  const list = listOf(schema, type);
  return list ? follow((after) => ask(`{ ${selection(list, 'id', { after })} }`), list) : null;
}

/** Walks every edge from everything that can be reached. */
export async function walk(schema: GraphQLSchema, ask: Ask): Promise<Walk> {
  const found = new Map<string, Map<string, Found>>();
  for (const [type, way] of waysTo(schema)) {
    const hops = hopsOf(schema, type);
    for (const hop of hops) found.set(hop.name, new Map());
    if (hops.length > 0) await everyThing(schema, ask, type, way, hops, (id, hop, what) => found.get(hop.name)!.set(id, what));
  }
  return found;
}

async function everyThing(
  schema: GraphQLSchema,
  ask: Ask,
  type: string,
  way: Hop[],
  hops: Hop[],
  tell: (id: string, hop: Hop, what: Found) => void,
): Promise<void> {
  const here = `id ${hops.map((hop, index) => selection(hop, 'id', { alias: `e${index}` })).join(' ')}`;
  const inner = way.slice(1).reduceRight((asked, hop) => `id ${selection(hop, asked)}`, here);
  const first = Math.max(1, Math.min(100, Math.floor(MOST_ROWS / size(way.slice(1), hops))));
  let after: string | undefined;
  do {
    const page = reached(await ask(`{ ${selection(way[0]!, inner, { first, after })} }`), way[0]!);
    const things = way.slice(1).reduce((parents, hop) => parents.flatMap((parent) => whole(reached(parent, hop), hop).rows), page.rows);
    for (const thing of things) {
      for (const [index, hop] of hops.entries())
        tell(thing.id, hop, await rest(schema, ask, type, thing.id, hop, reached(thing, hop, `e${index}`)));
    }
    after = page.next ?? undefined;
  } while (after);
}

/** How many rows one row of the first list may bring with it. */
const size = (way: Hop[], hops: Hop[]): number =>
  way.reduceRight(
    (rows, { shape }) => (shape === 'one' ? 1 + rows : 100 * (1 + rows)),
    1 + hops.reduce((sum, { shape }) => sum + (shape === 'one' ? 1 : 100), 0),
  );

/** The way to the things is read whole or not at all: what lies behind the first page would not be walked from. */
function whole(page: Reached, hop: Hop): Reached {
  if (page.next) throw new Error(`${hop.name} has more rows than one page: walk to them another way`);
  return page;
}

/** The rest of an edge that has more than one page, through the root field that answers its near end by id. */
async function rest(schema: GraphQLSchema, ask: Ask, type: string, id: string, hop: Hop, page: Reached): Promise<Found> {
  const ids = page.rows.map((row) => row.id as string);
  if (!page.next) return { ids, total: page.total };
  const root = byId(schema).find(({ target }) => target === type);
  if (!root) throw new Error(`${hop.name} has more rows than one page, and there is no root field for one ${type}`);
  const more = await follow(
    async (after) => (await ask(`{ root: ${root.field}(id: "${id}") { ${selection(hop, 'id', { after: after ?? page.next! })} } }`)).root,
    hop,
  );
  return { ids: [...ids, ...more.ids], total: page.total };
}

async function follow(page: (after: string | undefined) => Promise<any>, hop: Hop): Promise<Found> {
  const ids: string[] = [];
  let total: number | null = null;
  let after: string | undefined;
  do {
    const { rows, total: all, next } = reached(await page(after), hop);
    ids.push(...rows.map((row) => row.id as string));
    total ??= all;
    after = next ?? undefined;
  } while (after);
  return { ids, total };
}
