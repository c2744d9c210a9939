/** Connections: the rows of a page, with their cursors and where the page lies in its list. */
import { cursorOf, type Order, type Window } from './page.ts';
import type { Row } from './rows.ts';

/** A page as the connection types publish it. */
export interface Connection {
  nodes: Row[];
  edges: { cursor: string; node: Row }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount: () => Promise<number>;
}

/** The connection of what was read for a window: one row more than it shows, where the list goes on. */
export function connection(found: Row[], window: Window, order: Order, totalCount: () => Promise<number>): Connection {
  const more = found.length > window.limit;
  const nodes = found.slice(0, window.limit);
  if (window.backward) nodes.reverse();
  const edges = nodes.map((node) => ({ cursor: cursorOf(node, order), node }));
  const passed = window.beyond !== null;
  const [hasNextPage, hasPreviousPage] = window.backward ? [passed, more] : [more, passed];
  const pageInfo = { hasNextPage, hasPreviousPage, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null };
  return { nodes, edges, pageInfo, totalCount };
}
