/** Validates the input of a mutation, and reports invalid fields and missing references together. */
import type { Context } from '../access/request-context.ts';
import type { Input } from '../schema/input.ts';
import { notFound, Problem, Problems } from './problem.ts';

/** The cleaned input, or all its problems, including references to objects that do not exist. */
export async function checkedInput<T>(input: Input<T>, given: Record<string, unknown>, { read }: Context): Promise<T> {
  try {
    return input.check(given);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const isThere = await Promise.all(input.references(given).map(async (each) => [each, await read.byId(each.cls, each.id)] as const));
    const absent = isThere.filter(([, row]) => row === null).map(([{ at }]) => notFound(at));
    throw absent.length === 0 ? error : new Problems([error, ...absent]);
  }
}
