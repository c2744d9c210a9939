/** Gathering: what is ready is delivered at once, unless more is on its way; then it waits for that a moment, so that many are written together. */

/** So many are gathered at most, and for so long. */
const MOST = 16;
const WITHIN_MS = 20;

/** When to deliver what is ready. */
export class Gathering {
  readonly #deliver: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(deliver: () => void) {
    this.#deliver = deliver;
  }

  /** So many are ready. */
  hold(ready: number, isMoreComing: boolean): void {
    if (ready === 0) return;
    if (ready >= MOST || !isMoreComing) this.#now();
    else this.#timer ??= setTimeout(() => this.#now(), WITHIN_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #now(): void {
    this.end();
    this.#deliver();
  }
}
