/** Limits: how much a document may hold and an operation may cost, and what is said where it is more. */
import { GraphQLError, type ASTNode } from 'graphql';
import { OPERATION_TOO_LARGE } from '../kernel/load/stopped.ts';

/** What a document may hold at most. The first two are checked while it is read, all of them before it is validated. */
export const DOCUMENT = {
  /** Names, numbers, texts and punctuation. */
  tokens: 10_000,
  /** Brackets within brackets. */
  nesting: 200,
  /** Characters of a name. */
  name: 256,
  operations: 50,
  fragments: 100,
  /** Variables of an operation. */
  variables: 250,
  /** Pairs of fields with one name at one place of the answer, which validation compares with each other. */
  pairs: 5_000,
} as const;

/** What an operation may cost at most, each fragment counted wherever it is spread. */
export const OPERATION = {
  depth: 24,
  /** Fields and fragments. */
  selections: 2_000,
  /** Fields of the root of a mutation. */
  mutations: 25,
  /** Subqueries of the compiled statement. */
  subqueries: 128,
  /** Rows that it could read. */
  rows: 100_000,
  /** Values that it could answer, and what it costs to find them: see {@link Cost}. */
  cells: 250_000,
  /** Bytes that it could answer. */
  bytes: 256 * 1024 * 1024,
} as const;

/** What a subscription may cost at most, for each event. */
export const SUBSCRIPTION = {
  ...OPERATION,
  subqueries: 50,
  rows: 5_000,
  cells: 10_000,
  bytes: 16 * 1024 * 1024,
} as const;

/** Everything that is limited. */
export type Measure = keyof typeof DOCUMENT | keyof typeof OPERATION;

const SAYS: Record<Measure, (value: string) => string> = {
  tokens: (value) => `The document has ${value} tokens`,
  nesting: (value) => `The document is nested ${value} levels deep`,
  name: (value) => `A name in the document has ${value} characters`,
  operations: (value) => `The document has ${value} operations`,
  fragments: (value) => `The document has ${value} fragments`,
  variables: (value) => `The operation has ${value} variables`,
  pairs: (value) => `The operation selects fields of the same name in ${value} pairs that have to be compared`,
  depth: (value) => `The operation is ${value} levels deep`,
  selections: (value) => `The operation selects ${value} fields and fragments`,
  mutations: (value) => `The operation makes ${value} changes`,
  subqueries: (value) => `The operation needs ${value} subqueries`,
  rows: (value) => `The operation could return ${value} rows`,
  cells: (value) => `The operation could cost as much as ${value} values`,
  bytes: (value) => `The operation could return ${value} bytes`,
};

/** The refusal of what is larger than a limit. It says which measure, its value, and the maximum. */
export function operationTooLarge(measure: Measure, value: number, maximum: number, node?: ASTNode, each = ''): GraphQLError {
  const shown = value > Number.MAX_SAFE_INTEGER ? `more than ${counted(Number.MAX_SAFE_INTEGER)}` : counted(value);
  return new GraphQLError(`${SAYS[measure](shown)}${each}; the maximum is ${counted(maximum)}.`, {
    nodes: node,
    extensions: { code: OPERATION_TOO_LARGE, measure, value: Math.min(value, Number.MAX_SAFE_INTEGER), maximum, http: { status: 400 } },
  });
}

const counted = (value: number): string => Math.ceil(value).toLocaleString('en-US');
