/** A line: what is worked on several at once, and comes out in the order in which it went in. What holds it up holds up nothing else. */

/** What came of an item: a result, or why there is none. */
export type Done<I, O> = { readonly item: I } & ({ readonly result: O } | { readonly error: unknown });

interface Turn<I, O> {
  readonly item: I;
  done: Done<I, O> | null;
}

/** How many items of a line are worked on at the same time. */
const AT_ONCE = 16;
/** So many wait at most. They are references to what all lines share. */
const MOST_WAITING = 10_000;
/** Behind so many whoever puts items in is asked to wait a little; from half of it on no more. */
const CROWDED = 256;

/** Works on items in order. */
export class OrderedQueue<I, O> {
  readonly #work: (item: I) => Promise<O> | O;
  readonly #out: (done: Done<I, O>[]) => void;
  readonly #crowded: Set<OrderedQueue<any, any>>;
  readonly #turns: Turn<I, O>[] = [];
  #waiting: I[] = [];
  #next = 0;
  #isOver = false;
  /** Whether it has kept others waiting, and does so no more until it has caught up. */
  isSlow = false;

  /** Lines that are behind are in `crowded` as long as they are. */
  constructor(work: (item: I) => Promise<O> | O, out: (done: Done<I, O>[]) => void, crowded: Set<OrderedQueue<any, any>>) {
    this.#work = work;
    this.#out = out;
    this.#crowded = crowded;
  }

  /** Whether everything that went in has come out. */
  get isIdle(): boolean {
    return this.#turns.length === 0 && this.#waiting.length === this.#next;
  }

  /** Puts one in; false where no more wait. */
  push(item: I): boolean {
    if (this.#isOver) return true;
    if (this.#waiting.length - this.#next >= MOST_WAITING) return false;
    this.#waiting.push(item);
    this.#begin();
    if (this.#waiting.length - this.#next >= CROWDED) this.#crowded.add(this);
    return true;
  }

  /** Forgets everything; nothing comes out any more. */
  end(): void {
    this.#isOver = true;
    this.#waiting = [];
    this.#turns.length = 0;
    this.#crowded.delete(this);
  }

  #begin(): void {
    while (this.#turns.length < AT_ONCE && this.#next < this.#waiting.length) {
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
