/** Gathering: what is ready is delivered at once, unless more is on its way; then it waits for that a moment, so that many are written together. */

/** So many are gathered at most, and for so long. While others are delivered it is not counted, but for the longest. */
const MOST = 16;
const WITHIN_MS = 40;
const LONGEST_MS = 100;

/** Who has something to deliver. */
export interface Batch {
  readonly ready: readonly unknown[];
  /** Whether more is on its way. */
  readonly isMoreComing: boolean;
}

/** When to deliver to whom. */
export class Batching<T extends Batch> {
  readonly #deliver: (to: T) => Promise<void> | void;
  readonly #due = new Set<T>();
  readonly #held = new Set<T>();
  #heldSince = 0;
  #isDelivering = false;
  #timer: NodeJS.Timeout | undefined;

  /** `deliver` answers at once, unless there is so much that others get their turn meanwhile. */
  constructor(deliver: (to: T) => Promise<void> | void) {
    this.#deliver = deliver;
  }

  /** Something of it is ready. */
  add(to: T): void {
    if (to.ready.length >= MOST || !to.isMoreComing) {
      this.#held.delete(to);
      this.#due.add(to);
      if (!this.#isDelivering) void this.#work();
    } else if (!this.#due.has(to)) {
      if (this.#held.size === 0) this.#heldSince = performance.now();
      this.#held.add(to);
      if (!this.#isDelivering) this.#wait();
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#due.clear();
    this.#held.clear();
  }

  async #work(): Promise<void> {
    this.#isDelivering = true;
    for (const to of this.#due) {
      this.#due.delete(to);
      const delivering = this.#deliver(to);
      if (delivering) await delivering;
      if (this.#held.size > 0 && performance.now() - this.#heldSince > LONGEST_MS) this.#release();
    }
    this.#isDelivering = false;
    if (this.#held.size > 0) this.#wait();
  }

  #wait(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#isDelivering) return;
      this.#release();
      void this.#work();
    }, WITHIN_MS);
  }

  #release(): void {
    for (const to of this.#held) this.#due.add(to);
    this.#held.clear();
  }
}
