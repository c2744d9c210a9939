/** Taking in what the feed reads. */
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';
import type { CursorExpired } from './postgres-log.ts';

/** Who takes events in, in order, and is waited for. */
export interface EventIntake {
  take(events: readonly LoggedEvent[]): Promise<void>;
  /**
   * What came next is not to be had: it is no longer kept, because this process was away for longer than the log is, or the log went back
   * to an older state. It goes on from here.
   */
  skip(head: EventPosition, why: CursorExpired): void;
}
