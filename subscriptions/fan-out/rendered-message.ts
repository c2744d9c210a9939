/** A rendered message: one text for all subscribers that are sent the same. Only the cursor differs by organization. */
import { CURSOR_PLACEHOLDER } from '../../src/kernel/live/subscription-field.ts';

/** A text as it goes over the wire: UTF-8, encoded once for all recipients. */
export type Text = Buffer;

/** The maximum size of the cached texts of one message, in bytes. They differ in their cursors. */
const MAX_CACHED_BYTES = 32 * 1024 * 1024;

/** The result of one execution, serialized once. */
export class RenderedMessage {
  readonly #pieces: readonly string[];
  readonly #texts = new Map<string, Text>();
  /** Whether no message can follow, because the operation itself is wrong. */
  readonly isLast: boolean;

  /** The kind for metrics: an update, or the type of a control message. */
  readonly kind: string;

  constructor(result: object, isLast = false, kind = 'update') {
    this.isLast = isLast;
    this.kind = kind;
    this.#pieces = JSON.stringify(result).split(CURSOR_PLACEHOLDER);
  }

  /** The length of the text without its cursors. */
  get size(): number {
    return this.#pieces.reduce((size, piece) => size + piece.length, 0);
  }

  /** The text with this cursor in its placeholders. */
  text(cursor: () => string): Text {
    const written = this.#pieces.length === 1 ? '' : cursor();
    let text = this.#texts.get(written);
    if (text === undefined) {
      text = Buffer.from(this.#pieces.join(written));
      if (this.#texts.size * text.length > MAX_CACHED_BYTES) this.#texts.clear();
      this.#texts.set(written, text);
    }
    return text;
  }
}
