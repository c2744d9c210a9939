/** The consumer of the feed. */
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import type { CursorExpired } from './postgres-log.ts';

/** Consumes events in order; the feed waits for each batch. */
export interface EventIntake {
  take(events: readonly LoggedEvent[]): Promise<void>;
  /**
   * Events are missing: this process was away for longer than the log is retained, or the log went back to an older state. The feed
   * continues from `head`.
   */
  skip(head: EventPosition, why: CursorExpired): void;
}
