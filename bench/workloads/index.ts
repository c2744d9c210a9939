/** Every workload, in the order of the report. */
import { dashboard } from './dashboard.ts';
import { again, burst } from './documents.ts';
import { noisyNeighbour } from './noisy-neighbour.ts';
import { deep, few, page } from './page.ts';
import { ticket } from './ticket.ts';
import type { Workload } from './workload.ts';

export const workloads: readonly Workload[] = [page, dashboard, ticket, deep, burst, again, few, noisyNeighbour];
