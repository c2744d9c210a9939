/** Stopped operations: an operation that is ended before its answer, or not begun. Such an error is the whole answer. */

/** The code of an operation, or a document, that is refused before it begins because it could cost more than a limit says. */
export const OPERATION_TOO_LARGE = 'OPERATION_TOO_LARGE';

/** Why an operation was stopped, for programs. */
export type StopCode = 'TIMEOUT' | 'ANSWER_TOO_LARGE' | 'TOO_MANY_REQUESTS' | 'OVERLOADED' | 'CANCELLED';

/** The HTTP status of each, and after how many seconds it is worth to try again. */
const HTTP: Readonly<Record<StopCode, { status: number; retryAfter: number | null }>> = {
  TIMEOUT: { status: 504, retryAfter: null },
  ANSWER_TOO_LARGE: { status: 400, retryAfter: null },
  TOO_MANY_REQUESTS: { status: 429, retryAfter: 1 },
  OVERLOADED: { status: 503, retryAfter: 1 },
  // Nobody reads the answer: the status is for the log.
  CANCELLED: { status: 499, retryAfter: null },
};

/** An operation that was ended, or not begun. The message may be shown. */
export class OperationStopped extends Error {
  readonly code: StopCode;

  constructor(code: StopCode, message: string) {
    super(message);
    this.name = 'OperationStopped';
    this.code = code;
  }

  /** How it is answered over HTTP. */
  get http(): { status: number; headers: Map<string, string> } {
    const { status, retryAfter } = HTTP[this.code];
    return { status, headers: new Map(retryAfter === null ? [] : [['retry-after', String(retryAfter)]]) };
  }
}

/** It took longer than it may. */
export const timedOut = (seconds?: number) =>
  new OperationStopped(
    'TIMEOUT',
    `The operation took longer than ${seconds === undefined ? 'it may' : `${seconds} seconds`} and was stopped: ask for less.`,
  );

/** It waited too long for a lock. */
export const lockedOut = () =>
  new OperationStopped('TIMEOUT', 'The operation waited too long for what another one was changing: try again.');

/** Its answer is larger than one may be. */
export const tooLarge = (what: string) =>
  new OperationStopped('ANSWER_TOO_LARGE', `The answer holds more than ${what}: ask for less. What a change was to do is done.`);

/** Its caller has more operations waiting than one may. */
export const tooMany = (who: string) =>
  new OperationStopped('TOO_MANY_REQUESTS', `Too many operations of your ${who} are waiting for their turn: try again in a moment.`);

/** The program has more to do than it can. */
export const overloaded = () => new OperationStopped('OVERLOADED', 'There is too much to do right now: try again in a moment.');

/** Its caller has gone. */
export const cancelled = () => new OperationStopped('CANCELLED', 'The caller has gone.');

interface Cause {
  readonly code?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly originalError?: unknown;
}

/** The reason why an operation was stopped, from any error that it caused; null for other errors, which belong in the answer. */
export function stopOf(error: unknown): OperationStopped | null {
  for (let cause = error; cause && typeof cause === 'object'; cause = (cause as Cause).originalError ?? (cause as Cause).cause) {
    if (cause instanceof OperationStopped) return cause;
    const { code = '', message } = cause as Cause;
    const made = MADE[code];
    if (made) return made();
    if (cause instanceof RangeError && message === 'Invalid string length') return tooLarge('one text can');
  }
  return null;
}

/** By SQLSTATE. */
const MADE: Readonly<Record<string, () => OperationStopped>> = {
  '57014': timedOut,
  '55P03': lockedOut,
  '25P03': timedOut,
  '25P04': timedOut,
  '54000': () => tooLarge('the database can make'),
};
