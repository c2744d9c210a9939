/** The results of an operation over a WebSocket, as graphql-ws takes them. */
import type { ExecutionResult } from 'graphql';

/** That there are no more. */
export const END = { value: undefined, done: true } as const;

/**
 * The results of an operation, for graphql-ws. When its client has ended it, nothing more is ever answered: what graphql-ws does at an end
 * it does under the id, and that may be another operation's by then.
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
