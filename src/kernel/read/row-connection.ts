/** Connections: the rows of a page, with their cursors and where the page lies in its list. */
import { cursorOf, type Order, type PageWindow } from '../schema/pagination.ts';
import type { Row } from './rows.ts';

/** A page as the connection types publish it. A cursor is worked out when it is asked for: a list may have very many pages behind its rows. */
export interface RowConnection {
  readonly nodes: Row[];
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: () => Promise<number>;
}

/** The connection of what was read for a window: one row more than it shows, where the list goes on. */
export function connection(found: Row[], window: PageWindow, order: Order, totalCount: () => Promise<number>): RowConnection {
  const more = found.length > window.limit;
  const nodes = found.slice(0, window.limit);
  if (window.backward) nodes.reverse();
  const passed = window.beyond !== null;
  const [hasNextPage, hasPreviousPage] = window.backward ? [passed, more] : [more, passed];
  const cursor = (node: Row | undefined) => (node ? cursorOf(node, order) : null);
  return {
    nodes,
    get edges() {
      return nodes.map((node) => new Edge(node, order));
    },
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      get startCursor() {
        return cursor(nodes[0]);
      },
      get endCursor() {
        return cursor(nodes.at(-1));
      },
    },
    totalCount,
  };
}

class Edge {
  readonly node: Row;
  readonly #order: Order;

  constructor(node: Row, order: Order) {
    this.node = node;
    this.#order = order;
  }

  get cursor(): string {
    return cursorOf(this.node, this.#order);
  }
}
