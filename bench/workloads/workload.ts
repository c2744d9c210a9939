/** Workloads: a question that a screen asks, in the words of every contender, and how to tell that all of them answered the same. */
import type { Viewer } from '../data/scale.ts';

/** A row that a page begins behind: each contender finds its own cursor for it. */
export interface Row {
  readonly id: string;
  readonly createdAt: string;
  /** How many rows of the list come before it. */
  readonly ordinal: number;
}

/** One question: the values of its variables, and what else its text depends on. */
export interface Question {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly after?: Row;
  /** Which of many documents, where a workload has many. */
  readonly document?: number;
}

/** What a workload may look up before it asks: SQL as the viewer. */
export interface World {
  readonly viewer: Viewer;
  readonly tickets: number;
  rows<T>(sql: string, values?: unknown[]): Promise<T[]>;
}

/** A workload of questions and answers over HTTP. */
export interface Workload {
  readonly name: string;
  /** What is asked, for people who read the results. */
  readonly says: string;
  /** Who asks. */
  readonly viewer: 'provider' | 'customer';
  /** The questions, asked one after the other by all connections together; a further turn asks other ones where they must be new. */
  questions(world: World, turn: number): Promise<Question[]>;
  /** Whether it is measured only when it is named: it takes too long beside the others. */
  readonly extra?: boolean;
  /** Whether each question is asked once only, so that nobody has its plan; otherwise they are asked around and around. */
  readonly once?: boolean;
  /** The operation in the words of Tierline's own graph. */
  graph(question: Question): string;
  /** The operation in the words that PostGraphile makes of the tables. */
  postgraphile(question: Question): string;
  /** One statement that answers the whole response as text, and the values of its parameters. */
  sql(question: Question): string;
  values(question: Question, world: Viewer): unknown[];
}

/** The statement around what answers the response's `data`. */
export const answering = (fields: string): string =>
  `select row_to_json(answer)::text from (select row_to_json(data) as data from (select ${fields}) data) answer`;
