/** The results of an operation as an async iterator for graphql-ws. */
import type { ExecutionResult } from 'graphql';

/** The end of the results. */
export const END = { value: undefined, done: true } as const;

/**
 * The results of an operation, for graphql-ws. After the client has ended it, the iterator never resolves. Otherwise graphql-ws would
 * complete the id, which may belong to another operation by then.
 */
export function results(next: () => Promise<IteratorResult<ExecutionResult>>, leave = () => {}): AsyncIterableIterator<ExecutionResult> {
  let isLeft = false;
  const never = new Promise<never>(() => {});
  const all: AsyncIterableIterator<ExecutionResult> = {
    [Symbol.asyncIterator]: () => all,
    next: () =>
      next().then(
        (result) => (isLeft ? never : result),
        (error: unknown) => (isLeft ? never : Promise.reject(error as Error)),
      ),
    async return() {
      isLeft = true;
      leave();
      return END;
    },
  };
  return all;
}
