/** A sink takes the messages of one subscription. Each transport has its own. */
import type { EventEmitter } from 'node:events';
import type { Text } from './rendered-message.ts';

/** One subscription as its transport sees it. */
export interface Sink {
  /** The number of bytes that were written and not yet taken by the client. */
  readonly bufferedBytes: number;
  /** Writes a message: the text of an execution result, and the cursor in it. */
  write(text: Text, cursor: () => string): void;
  /** Sends everything that `work` writes in one go. */
  batch(work: () => void): void;
  /** Resolves with true when the client has taken everything. Resolves with false after `withinMs`, or when it never will. */
  drained(withinMs: number): Promise<boolean>;
  /** Ends the subscription and tells the client, with the reconnect delay if there is one. */
  complete(retryAfterMs?: number): void;
  /** Ends the connection of a client that does not read at all. */
  cut(): void;
}

/** Wraps a sink: `over` is called when its subscription or its connection ends. */
export function endingWith(sink: Sink, over: () => void): Sink {
  return {
    get bufferedBytes() {
      return sink.bufferedBytes;
    },
    write: (text, cursor) => sink.write(text, cursor),
    batch: (work) => sink.batch(work),
    drained: (withinMs) => sink.drained(withinMs),
    complete: (retryAfterMs) => {
      over();
      sink.complete(retryAfterMs);
    },
    cut: () => {
      over();
      sink.cut();
    },
  };
}

/** The maximum number of bytes that are written ahead of a reader. */
export const MAX_BUFFERED_BYTES = 512 * 1024;
/** A client that reads nothing for this long is gone. */
export const STUCK_AFTER_MS = 10_000;

/** The callbacks for the end of each connection. They share one listener, however many there are. */
const closing = new WeakMap<EventEmitter, Set<() => void>>();

function closingOf(connection: EventEmitter): Set<() => void> {
  let found = closing.get(connection);
  if (found) return found;
  const all = (found = new Set());
  closing.set(connection, all);
  connection.once('close', () => all.forEach((lost) => lost()));
  return all;
}

/**
 * Writes something after everything else: when the client has taken it, it has taken all. Resolves with false after `withinMs`, or when the
 * connection closes.
 */
export function flushed(
  connection: EventEmitter,
  withinMs: number,
  write: (taken: (error?: Error | null) => void) => void,
): Promise<boolean> {
  return new Promise((resolve) => {
    const waiting = closingOf(connection);
    const done = (isTaken: boolean) => {
      clearTimeout(timer);
      waiting.delete(lost);
      resolve(isTaken);
    };
    const lost = () => done(false);
    const timer = setTimeout(lost, withinMs);
    waiting.add(lost);
    write((error) => done(!error));
  });
}
