/**
 * A bounded, ordered backlog of one subscriber. Messages are shared by all subscribers with the same shape, so each entry costs little more
 * than a reference.
 */
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { RenderedMessage } from './rendered-message.ts';

/** A message and the log position of its event. */
export type Numbered = readonly [place: EventPosition, message: RenderedMessage];

const MAX_MESSAGES = 2_000;
const MAX_BYTES = 4 * 1024 * 1024;

/** The messages that one subscriber has not been sent yet. */
export class Backlog {
  readonly messages: Numbered[] = [];
  #bytes = 0;

  /** Appends a message; returns false when the backlog is full. */
  add(numbered: Numbered): boolean {
    this.#bytes += numbered[1].size;
    if (this.messages.length >= MAX_MESSAGES || this.#bytes > MAX_BYTES) return false;
    this.messages.push(numbered);
    return true;
  }
}
