/** Messages: one text for everybody who is sent the same. Only the cursor is each organization's own. */
import { CURSOR_HOLE } from '../src/kernel/live.ts';

/** A text as it goes over the wire: in UTF-8, once for all who are sent it. */
export type Text = Buffer;

/** How many texts with different cursors are kept. */
const MOST_TEXTS = 10_000;

/** The result of one execution, written once. */
export class Message {
  readonly #pieces: readonly string[];
  readonly #texts = new Map<string, Text>();

  constructor(result: object) {
    this.#pieces = JSON.stringify(result).split(CURSOR_HOLE);
  }

  /** The text with a cursor in its places. */
  text(cursor: () => string): Text {
    const written = this.#pieces.length === 1 ? '' : cursor();
    let text = this.#texts.get(written);
    if (text === undefined) {
      if (this.#texts.size >= MOST_TEXTS) this.#texts.clear();
      this.#texts.set(written, (text = Buffer.from(this.#pieces.join(written))));
    }
    return text;
  }
}
