/** Checked inputs: what is wrong with the fields of a change, and what it names that is not there, as one answer. */
import type { Context } from '../access/request-context.ts';
import type { Input } from '../schema/input.ts';
import { notFound, Problem, Problems } from './problem.ts';

/** The cleaned input, or everything that is wrong with it, among that what it names and is not there. */
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
