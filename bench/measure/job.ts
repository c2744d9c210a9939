/** What the load generator is told, and what it answers. */
import type { Request } from '../contenders/contender.ts';
import type { Shot } from '../kinds/kind.ts';

/** One round of load: so many connections, each with one request at a time, for so long or until the requests are used up. */
export interface Job {
  readonly origin: string;
  readonly headers: Record<string, string>;
  readonly connections: number;
  readonly seconds: number;
  readonly requests: readonly Request[];
  /** Whether to stop at the end of the requests instead of beginning anew. */
  readonly once: boolean;
}

/** The round, or why it failed. */
export type Outcome = { readonly shot: Shot } | { readonly error: string };
