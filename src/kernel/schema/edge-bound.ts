/** The costs of edges. */
import type { Bound } from './bound.ts';
import type { Edge } from './edge.ts';

/** What an edge costs: as much as a promise for each row it is resolved for, the rows it reads, and its part of a compiled statement. */
export function edgeBound(edge: Edge): Bound {
  switch (edge.kind) {
    case 'one':
    case 'found':
      return { subqueries: 1, rows: 1, cells: ASYNC };
    case 'links':
      return { subqueries: 1, rows: edge.most, items: edge.most, cells: ASYNC + edge.most };
    case 'lookup':
      return { subqueries: 1, cells: ASYNC };
    case 'gathered':
      return { subqueries: 1, rows: edge.rows, cells: edge.cells };
    case 'computed':
      return { subqueries: Object.keys(edge.facts).length, cells: 1, ...edge.bound };
    case 'list':
      return { subqueries: 1 };
  }
}

/** Resolving a promise takes graphql-js as long as completing about this many values. */
const ASYNC = 3;
