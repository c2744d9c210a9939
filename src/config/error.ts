/** Errors that are words for the person who started the program or a command: one line that says what is wrong, and the cure. */

/** An error of which that person is told the message alone. */
export class ErrorForOperator extends Error {}

/** A value that the program cannot run with. */
export class ConfigError extends ErrorForOperator {}

/**
 * What is written of an error that ends the program: its message where that says all, as it does of what the system refuses; of a bug the
 * stack as well.
 */
export function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isOfSystem = typeof (error as NodeJS.ErrnoException).syscall === 'string';
  return error instanceof ErrorForOperator || isOfSystem ? error.message : (error.stack ?? error.message);
}
