import { ErrorForOperator } from '../config/error.ts';

/** A database that Tierline cannot work with. The message is one line for the person who named it. */
export class DatabaseUnusable extends ErrorForOperator {
  /** The same for whatever went wrong with it. A name that leads to several addresses fails with several errors. */
  static by(error: unknown): DatabaseUnusable {
    if (error instanceof DatabaseUnusable) return error;
    const { message, errors = [], code } = error as Error & { errors?: Error[]; code?: string };
    return new DatabaseUnusable(`the database cannot be used: ${message || errors[0]?.message || code}`, { cause: error });
  }
}
