/** The arguments of a request: their shape decides the text of a statement; the values are parameters. */
import { getArgumentValues } from 'graphql/execution/values.js';
import type { EntityProperty } from '@mikro-orm/core';
import { isId } from '../schema/input.ts';
import type { ConnectionList } from '../schema/list.ts';
import { keyValue, referenceNamed } from '../schema/natural-key.ts';
import { windowOf, type Order, type PageArgs } from '../schema/pagination.ts';
import type { Viewer } from '../access/viewer.ts';
import type { ArgumentSite } from './plan.ts';

/** The arguments of one site in one request. */
export interface SiteValues {
  /** Decides the text of the statement, together with those of the other sites. */
  readonly signature: string;
  readonly list: ConnectionList | null;
  readonly order?: Order;
  readonly limit: number;
  readonly backward: boolean;
  readonly beyond: readonly [value: string | number, id: string] | null;
  /** The filters in use, validated and cleaned. */
  readonly filters: readonly (readonly [key: string, value: unknown])[];
  /** What names one row: its id, or the value of a natural key. */
  readonly id: string | number | null;
  /** The natural key that was given in the place of the id. */
  readonly key?: EntityProperty;
  /** The arguments of an edge that has its own, validated and cleaned. */
  readonly given?: unknown;
}

/** A site without a list. */
const ALONE = { signature: '', list: null, limit: 1, backward: false, beyond: null, filters: [], id: null } as const;

/** Reads the arguments of a site, or throws what is wrong with them. */
export function valuesAt({ field, node, list, keys, gathered }: ArgumentSite, variables: Record<string, unknown>): SiteValues {
  const args = getArgumentValues(field, node, variables) as PageArgs;
  if (!list) {
    if (gathered) return { ...ALONE, given: gathered.check(args) };
    if (keys) return rowAt(args as Record<string, unknown>, keys);
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

function rowAt(args: Record<string, unknown>, keys: readonly EntityProperty[]): SiteValues {
  const { key: name, value } = referenceNamed(args, keys);
  const key = keys.find((each) => each.name === name);
  return { ...ALONE, signature: name, id: keyValue(value, key ? key.columnTypes[0] : 'uuid'), ...(key && { key }) };
}

/** A place in a statement for a value of the request. */
export class Parameter {
  readonly read: (sites: readonly SiteValues[], viewer: Viewer) => unknown;

  constructor(read: (sites: readonly SiteValues[], viewer: Viewer) => unknown) {
    this.read = read;
  }
}
