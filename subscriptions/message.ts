/** Messages: one text for everybody who is sent the same. Only the cursor is each organization's own. */
import { CURSOR_HOLE } from '../src/kernel/live.ts';

/** The result of one execution, written once. */
export class Message {
  readonly #pieces: readonly string[];
  readonly #texts = new Map<string, string>();

  constructor(result: object) {
    this.#pieces = JSON.stringify(result).split(CURSOR_HOLE);
  }

  /** The text with a cursor in its places. */
  text(organization: string, cursor: () => string): string {
    if (this.#pieces.length === 1) return this.#pieces[0]!;
    let text = this.#texts.get(organization);
    if (text === undefined) this.#texts.set(organization, (text = this.#pieces.join(cursor())));
    return text;
  }
}
