/** The listeners' process, as the one that measures speaks with it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Heard, Order, Subscription } from './listener.ts';

/** Very many sockets in a process of their own. */
export class Listeners {
  readonly #child = fork(fileURLToPath(new URL('./listener.ts', import.meta.url)), { execArgv: process.execArgv });

  async #ask<K extends Heard['kind']>(order: Order, kind: K): Promise<Extract<Heard, { kind: K }>> {
    const answer = once(this.#child, 'message');
    this.#child.send(order);
    const [heard] = (await answer) as [Heard];
    if (heard.kind !== kind) throw new Error(`the listeners answered ${heard.kind}`);
    return heard as Extract<Heard, { kind: K }>;
  }

  /** Subscribes all; so many at the same time. */
  open(port: number, sockets: readonly Subscription[], atOnce = 200) {
    return this.#ask({ kind: 'open', port, sockets, atOnce }, 'opened');
  }
  /** Resolves when so many frames have come from now on. */
  reached(frames: number) {
    return this.#ask({ kind: 'await', frames }, 'reached');
  }
  /** Lets some stop reading. */
  stall(sockets: number): void {
    this.#child.send({ kind: 'stall', sockets } satisfies Order);
  }
  /** Lets them read again, and answers how many of them did not get all of so many events. */
  resume(events: number) {
    return this.#ask({ kind: 'resume', events }, 'resumed');
  }
  close() {
    return this.#ask({ kind: 'close' }, 'reached');
  }
  stop(): void {
    this.#child.kill();
  }
}
