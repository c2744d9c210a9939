/** What waits for one reader: messages in order, and not without bound. They are those of all who are told the same, so a message that waits costs little more than its place. */
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { RenderedMessage } from './rendered-message.ts';

/** A message, and the place of what it tells. */
export type Numbered = readonly [place: EventPosition, message: RenderedMessage];

const MOST_MESSAGES = 2_000;
const MOST_BYTES = 4 * 1024 * 1024;

/** Messages that wait. */
export class Backlog {
  readonly messages: Numbered[] = [];
  #bytes = 0;

  /** Lets another one wait; false where there is no room for it. */
  add(numbered: Numbered): boolean {
    this.#bytes += numbered[1].size;
    if (this.messages.length >= MOST_MESSAGES || this.#bytes > MOST_BYTES) return false;
    this.messages.push(numbered);
    return true;
  }
}
