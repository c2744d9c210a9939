/** Sinks: where messages of one subscription go. Each transport has its own. */
import type { EventEmitter } from 'node:events';
import type { Text } from './rendered-message.ts';

/** One subscription as its transport sees it. */
export interface Sink {
  /** How many bytes were written to its connection and not taken by the other side yet. */
  readonly behind: number;
  /** Writes a message: the text of an execution result, and the cursor that stands in it. */
  write(text: Text, cursor: () => string): void;
  /** Lets what the work writes go over the wire together. */
  together(work: () => void): void;
  /** Resolves with true when all was taken, and with false when it was not within some time, or never will be. */
  drained(withinMs: number): Promise<boolean>;
  /** Ends the subscription and says so, and when to come back where that is said. */
  complete(retryAfterMs?: number): void;
  /** Ends the connection of a reader that does not read at all. */
  cut(): void;
}

/** The same sink, that tells when its subscription or its connection ends. */
export function endingWith(sink: Sink, over: () => void): Sink {
  return {
    get behind() {
      return sink.behind;
    },
    write: (text, cursor) => sink.write(text, cursor),
    together: (work) => sink.together(work),
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

/** How many bytes a reader may be behind before nothing more is written to it. */
export const MAX_BUFFERED_BYTES = 512 * 1024;
/** A reader that takes nothing for so long has gone away without a word. */
export const STUCK_AFTER_MS = 10_000;

/** Who is to be told when a connection closes: it has one listener of ours, however many wait. */
const closing = new WeakMap<EventEmitter, Set<() => void>>();

function closingOf(connection: EventEmitter): Set<() => void> {
  let found = closing.get(connection);
  if (found) return found;
  const all = (found = new Set());
  closing.set(connection, all);
  connection.once('close', () => all.forEach((lost) => lost()));
  return all;
}

/** Writes something behind everything else: when it is taken, all was. False when that is not so within some time, or the connection closes before. */
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
