/** The bars: what Tierline wants to reach, and whether this run shows it. */
import type { Cell } from './cell.ts';
import { aligned, number, ratio } from './table.ts';

type Find = (contender: string, workload: string, connections: number, tickets?: number) => Cell | undefined;

interface Bar {
  readonly says: string;
  /** What was measured, where the run has it. */
  measured(find: Find): number | undefined;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly shown?: (value: number) => string;
}

const LESS = 50_000;
const MORE = 1_000_000;

const times = (other: string, atLeast: number): Bar => ({
  says: `a page with 20 connections is answered at least ${atLeast} times as often as by ${other}`,
  measured: (find) => find('tierline', 'page', 20)?.times[other]?.median,
  atLeast,
});

const growth = (workload: string): Bar => ({
  says: `${workload === 'page' ? 'a page' : 'a deep page'} costs at most 1.2 times as much of a million tickets as of 50,000`,
  measured: (find) => quotient(cost(find('tierline', workload, 20, MORE)), cost(find('tierline', workload, 20, LESS))),
  atMost: 1.2,
});

const bars: readonly Bar[] = [
  times('postgraphile', 1.3),
  times('limit', 0.8),
  times('usual', 5),
  {
    says: 'a page with 200 connections has a p99 of at most 3 times its p50',
    measured: (find) => quotient(find('tierline', 'page', 200)?.p99, find('tierline', 'page', 200)?.p50),
    atMost: 3,
  },
  {
    says: 'a document that nobody has seen costs at most 3 ms more than a known one',
    measured: (find) => difference(find('tierline', 'burst', 1)?.p50, find('tierline', 'again', 1)?.p50),
    atMost: 3,
    shown: (value) => `${value.toFixed(2)} ms`,
  },
  growth('page'),
  growth('deep'),
];

/** Each bar that the run can tell of, with what was measured; then the workloads on which somebody else is faster. */
export function barLines(cells: readonly Cell[]): string[] {
  const find: Find = (contender, workload, connections, tickets) =>
    cells.find(
      (cell) =>
        cell.contender === contender &&
        cell.workload === workload &&
        cell.connections === connections &&
        (tickets ?? cell.tickets) === cell.tickets,
    );
  const known = bars.flatMap(({ says, measured, atLeast = -Infinity, atMost = Infinity, shown = ratio }) => {
    const value = measured(find);
    return value === undefined ? [] : [[value >= atLeast && value <= atMost ? 'yes' : 'no', shown(value), says]];
  });
  const beaten = cells
    .filter(({ contender }) => contender === 'tierline')
    .flatMap((cell) => ['postgraphile', 'mercurius'].map((other) => ({ cell, other, value: cell.times[other]?.median ?? 1 })))
    .filter(({ value }) => value < 1)
    .map(
      ({ cell, other, value }) =>
        `  ${other} is ${ratio(1 / value)} times as fast at ${cell.workload} (${number(cell.tickets)} tickets, ${cell.connections} connections)`,
    );
  const said =
    known.length > 0
      ? ['The bars:', ...aligned([['', '', ''], ...known].map(([verdict, value, says]) => [`${verdict}  ${says}`, value!])).slice(1)]
      : [];
  return [...said, ...(beaten.length > 0 ? ['Faster than Tierline:', ...beaten] : [])];
}

const cost = (cell: Cell | undefined): number | undefined =>
  cell && (cell.serverMs === null || cell.databaseMs === null ? 1 / cell.perSecond.median : cell.serverMs + cell.databaseMs);
const quotient = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a / b;
const difference = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a - b;
