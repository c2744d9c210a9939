/** Messages: one text for everybody who is sent the same. Only the cursor is each organization's own. */
import { CURSOR_PLACEHOLDER } from '../../src/kernel/live/subscription-field.ts';

/** A text as it goes over the wire: in UTF-8, once for all who are sent it. */
export type Text = Buffer;

/** How many bytes of texts with different cursors are kept. */
const MOST_KEPT = 32 * 1024 * 1024;

/** The result of one execution, written once. */
export class RenderedMessage {
  readonly #pieces: readonly string[];
  readonly #texts = new Map<string, Text>();
  /** Whether nothing can be told behind it: what was asked is wrong. */
  readonly isLast: boolean;

  /** What it is, for who measures: an update, or the type of a mark. */
  readonly kind: string;

  constructor(result: object, isLast = false, kind = 'update') {
    this.isLast = isLast;
    this.kind = kind;
    this.#pieces = JSON.stringify(result).split(CURSOR_PLACEHOLDER);
  }

  /** How long it is, but for the cursors. */
  get size(): number {
    return this.#pieces.reduce((size, piece) => size + piece.length, 0);
  }

  /** The text with a cursor in its places. */
  text(cursor: () => string): Text {
    const written = this.#pieces.length === 1 ? '' : cursor();
    let text = this.#texts.get(written);
    if (text === undefined) {
      text = Buffer.from(this.#pieces.join(written));
      if (this.#texts.size * text.length > MOST_KEPT) this.#texts.clear();
      this.#texts.set(written, text);
    }
    return text;
  }
}
