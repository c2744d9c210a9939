/** Answers of both shapes to several people, and how they are compared. */
import type { Answer } from '../kit/platform.ts';
import { variablesOf, type Operation, type Places } from './corpus.ts';
import type { Shapes } from './shapes.ts';

/** Those who are asked as: each sees something that another does not. */
export const PERSONAS = ['provider', 'reseller', 'direct', 'customer', 'vendor', 'other-reseller'] as const;

type Answers = Record<string, Answer>;

/** What each shape answers to each persona. */
export async function answersTo(both: Shapes, operation: Operation, places: Places): Promise<{ one: Answers; gateway: Answers }> {
  const variables = variablesOf(operation, places);
  const [one, gateway]: [Answers, Answers] = [{}, {}];
  // One after the other: so many programs with full pools are more than the test server has connections for.
  for (const persona of PERSONAS) {
    const { token } = await both.one.as(persona);
    one[persona] = await both.askOne(token, operation.text, variables);
    gateway[persona] = await both.askGateway(token, operation.text, variables);
  }
  return { one, gateway };
}

/** Where something went wrong, and why, for programs and for people. */
export interface Fault {
  readonly path: string;
  readonly code: unknown;
  readonly message: string;
}

/** The faults of an answer in the order of their paths; what a gateway adds of its own is left out. */
export const faultsOf = ({ errors = [] }: Answer): Fault[] =>
  errors
    .map(({ path = [], message, extensions }) => ({ path: path.join('.'), code: extensions?.code, message }))
    .sort((a, b) => a.path.localeCompare(b.path));

/** What must be the same: the data, and where which errors are. */
export const essence = (answers: Answers) =>
  Object.fromEntries(Object.entries(answers).map(([persona, answer]) => [persona, { data: answer.data, faults: faultsOf(answer) }]));
