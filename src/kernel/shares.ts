/** Shares: who may use how much at the same time of what all use together, so that whoever asks for much waits for itself. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** That something counts under a name, and how much of that name is in use at most. */
export type Limit = readonly [name: string, most: number];

/** Somebody who waits, under its limits. */
interface Waiter {
  readonly limits: readonly Limit[];
  readonly go: () => void;
}

/** So many places that are used for a while. Those of different names take turns; those of one are served in order. */
export class Shares {
  readonly #most: number;
  readonly #used = new Map<string, number>();
  readonly #waiting = new Map<string, Waiter[]>();
  #inUse = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Waits for a place within all limits; the answer gives it back, once. */
  async take(limits: readonly Limit[]): Promise<() => void> {
    const group = limits.map(([name]) => name).join('\n');
    if (this.#waiting.has(group) || !this.#fits(limits)) {
      await new Promise<void>((go) => {
        const waiters = this.#waiting.get(group);
        if (waiters) waiters.push({ limits, go });
        else this.#waiting.set(group, [{ limits, go }]);
      });
    } else this.#count(limits, 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#count(limits, -1);
      this.#serve();
    };
  }

  #fits(limits: readonly Limit[]): boolean {
    return this.#inUse < this.#most && limits.every(([name, most]) => (this.#used.get(name) ?? 0) < most);
  }

  #count(limits: readonly Limit[], by: 1 | -1): void {
    this.#inUse += by;
    for (const [name] of limits) {
      const used = (this.#used.get(name) ?? 0) + by;
      if (used === 0) this.#used.delete(name);
      else this.#used.set(name, used);
    }
  }

  #serve(): void {
    for (const [group, waiters] of [...this.#waiting]) {
      if (this.#inUse >= this.#most) return;
      if (!this.#fits(waiters[0]!.limits)) continue;
      const { limits, go } = waiters.shift()!;
      this.#waiting.delete(group);
      // Behind the others: they are next.
      if (waiters.length > 0) this.#waiting.set(group, waiters);
      this.#count(limits, 1);
      go();
    }
  }
}

const limited = new AsyncLocalStorage<readonly Limit[]>();

/** Does some work whose connections to the database are those of the live layer, within these limits. */
export const within = <T>(limits: readonly Limit[], work: () => Promise<T>): Promise<T> => limited.run(limits, work);

/** The limits of the work that this is part of; undefined for what is no work of the live layer. */
export const limitsHere = (): readonly Limit[] | undefined => limited.getStore();
