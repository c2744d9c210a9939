/** An ordered queue works on several items at once and emits the results in order. A slow item delays only its own queue. */

/** The result of an item, or its error. */
export type Done<I, O> = { readonly item: I } & ({ readonly result: O } | { readonly error: unknown });

interface Turn<I, O> {
  readonly item: I;
  done: Done<I, O> | null;
}

/** How many items of a queue are worked on at the same time. */
const CONCURRENCY = 16;
/** The maximum number of waiting items. They are references to items that all queues share. */
const MAX_WAITING = 10_000;
/** From this many waiting items on, the queue asks its producer to slow down. At half of it, it no longer does. */
const CROWDED = 256;

/** A queue with concurrent work and ordered results. */
export class OrderedQueue<I, O> {
  readonly #work: (item: I) => Promise<O> | O;
  readonly #out: (done: Done<I, O>[]) => void;
  readonly #crowded: Set<OrderedQueue<any, any>>;
  readonly #turns: Turn<I, O>[] = [];
  #waiting: I[] = [];
  #next = 0;
  #isOver = false;
  /** Whether the producer has already waited for this queue, and waits no more until the queue has caught up. */
  isSlow = false;

  /** The queue adds itself to `crowded` while it is behind. */
  constructor(work: (item: I) => Promise<O> | O, out: (done: Done<I, O>[]) => void, crowded: Set<OrderedQueue<any, any>>) {
    this.#work = work;
    this.#out = out;
    this.#crowded = crowded;
  }

  /** Whether all items have come out. */
  get isIdle(): boolean {
    return this.#turns.length === 0 && this.#waiting.length === this.#next;
  }

  /** Adds an item; returns false when the queue is full. */
  push(item: I): boolean {
    if (this.#isOver) return true;
    if (this.#waiting.length - this.#next >= MAX_WAITING) return false;
    this.#waiting.push(item);
    this.#begin();
    if (this.#waiting.length - this.#next >= CROWDED) this.#crowded.add(this);
    return true;
  }

  /** Drops all items; no more results come out. */
  end(): void {
    this.#isOver = true;
    this.#waiting = [];
    this.#turns.length = 0;
    this.#crowded.delete(this);
  }

  #begin(): void {
    while (this.#turns.length < CONCURRENCY && this.#next < this.#waiting.length) {
      const item = this.#waiting[this.#next++]!;
      const turn: Turn<I, O> = { item, done: null };
      this.#turns.push(turn);
      void this.#take(turn);
    }
    if (this.#next > CROWDED || this.#next === this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
    if (this.#waiting.length - this.#next > CROWDED / 2) return;
    this.isSlow = false;
    this.#crowded.delete(this);
  }

  async #take(turn: Turn<I, O>): Promise<void> {
    const { item } = turn;
    let done: Done<I, O>;
    try {
      done = { item, result: await this.#work(item) };
    } catch (error) {
      done = { item, error };
    }
    this.#settle(turn, done);
  }

  #settle(turn: Turn<I, O>, done: Done<I, O>): void {
    turn.done = done;
    if (this.#isOver || this.#turns[0] !== turn) return;
    const ready: Done<I, O>[] = [];
    while (this.#turns[0]?.done) ready.push(this.#turns.shift()!.done!);
    this.#begin();
    this.#out(ready);
  }
}
