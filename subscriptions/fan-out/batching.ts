/**
 * Batches deliveries: ready messages go out at once, unless more are on their way. Then a batch waits a moment, so that one write carries
 * many.
 */

/** The size of a batch and the time it waits. While other batches are being delivered, only the longest wait counts. */
const MAX_SIZE = 16;
const MAX_DELAY_MS = 40;
const MAX_BUSY_DELAY_MS = 100;

/** A recipient with messages to deliver. */
export interface Batch {
  readonly ready: readonly unknown[];
  /** Whether more messages are on their way. */
  readonly isMoreComing: boolean;
}

/** Decides when each recipient gets its batch. */
export class Batching<T extends Batch> {
  readonly #deliver: (to: T) => Promise<void> | void;
  readonly #due = new Set<T>();
  readonly #held = new Set<T>();
  #heldSince = 0;
  #isDelivering = false;
  #timer: NodeJS.Timeout | undefined;

  /** `deliver` returns nothing when it finished synchronously, and a promise when it yields to other work. */
  constructor(deliver: (to: T) => Promise<void> | void) {
    this.#deliver = deliver;
  }

  /** Notes that a recipient has ready messages. */
  add(to: T): void {
    if (to.ready.length >= MAX_SIZE || !to.isMoreComing) {
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
      if (this.#held.size > 0 && performance.now() - this.#heldSince > MAX_BUSY_DELAY_MS) this.#release();
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
    }, MAX_DELAY_MS);
  }

  #release(): void {
    for (const to of this.#held) this.#due.add(to);
    this.#held.clear();
  }
}
