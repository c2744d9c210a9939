/** Shapes: what of a request's arguments decides how a statement reads. The values themselves are parameters. */
import { getArgumentValues } from 'graphql/execution/values.js';
import { isId } from '../input.ts';
import type { List } from '../list.ts';
import { windowOf, type Order, type PageArgs } from '../page.ts';
import type { Viewer } from '../viewer.ts';
import type { Site } from './plan.ts';

/** The arguments of one site in one request. */
export interface SiteValues {
  /** Decides the text of the statement, together with those of the other sites. */
  readonly signature: string;
  readonly list: List | null;
  readonly order?: Order;
  readonly limit: number;
  readonly backward: boolean;
  readonly beyond: readonly [value: string | number, id: string] | null;
  /** The filters that were given, checked and cleaned. */
  readonly filters: readonly (readonly [key: string, value: unknown])[];
  readonly id: string | null;
  /** The arguments of an edge that has some of its own, checked and cleaned. */
  readonly given?: unknown;
}

/** A site without a list. */
const ALONE = { signature: '', list: null, limit: 1, backward: false, beyond: null, filters: [], id: null } as const;

/** Reads the arguments of a site, or throws what is wrong with them. */
export function valuesAt({ field, node, list, gathered }: Site, variables: Record<string, unknown>): SiteValues {
  const args = getArgumentValues(field, node, variables) as PageArgs;
  if (!list) {
    if (gathered) return { ...ALONE, given: gathered.check(args) };
    // Otherwise there is one argument, and it names a row.
    const [given] = Object.values(args);
    return { ...ALONE, id: isId(given) ? given.toLowerCase() : null };
  }
  const order = list.orderOf(args);
  const { limit, backward, beyond } = windowOf(args, order);
  const filters = list.given(args);
  const signature = [order.field, order.direction, limit, backward ? 'b' : 'f', beyond ? 'c' : '', ...filters.map(([key]) => key)].join(
    ' ',
  );
  return { signature, list, order, limit, backward, beyond, filters, id: null };
}

/** A place in a statement for a value of the request. */
export class Parameter {
  readonly read: (sites: readonly SiteValues[], viewer: Viewer) => unknown;

  constructor(read: (sites: readonly SiteValues[], viewer: Viewer) => unknown) {
    this.read = read;
  }
}
