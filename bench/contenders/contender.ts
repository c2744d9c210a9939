/** Contenders: what each of them needs to be started, asked and understood. */
import type { Viewer } from '../data/scale.ts';
import type { Question, Row, Workload } from '../workloads/workload.ts';

/** Where a contender runs. */
export interface Place {
  /** The database as its owner, for whoever brings it up to date himself. */
  readonly ownerUrl: string;
  /** The database as the role that row level security holds. */
  readonly appUrl: string;
  /** Signs a token for a viewer, and says where the issuer's keys are. */
  readonly issuer: { readonly env: Record<string, string>; token(viewer: Viewer): Promise<string> };
}

/** A request over HTTP, ready to be sent. */
export interface Request {
  readonly path: string;
  readonly body: string;
}

/** Sends one request by hand and answers `data`; anything else is an error. */
export type Ask = (request: Request) => Promise<any>;

/** Something that answers the workloads. */
export interface Contender {
  readonly name: string;
  /** What it is made of, for people who read the results. */
  readonly says: string;
  /** The module that its process runs, seen from the root of the project. */
  readonly module: string;
  env(place: Place): Record<string, string>;
  headers(place: Place, viewer: Viewer): Promise<Record<string, string>>;
  /** The question in its words, with its own cursor if the question begins behind a row. */
  request(workload: Workload, question: Question, viewer: Viewer, cursor: string | null): Request;
  /** Its cursor of a row in the list of tickets. */
  cursor(row: Row, ask: Ask): Promise<string | null>;
  /** Its answer in the shape of Tierline's graph. */
  plain(data: any): unknown;
}

/** A request of an operation in GraphQL. */
export const operation = (query: string, variables: Record<string, unknown> = {}): Request => ({
  path: '/graphql',
  body: JSON.stringify({ query, variables }),
});
