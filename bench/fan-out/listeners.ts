/** The listeners' process, as the one that measures speaks with it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Heard, Order, Subscription } from './listener.ts';

/** Very many sockets in a process of their own. */
export class Listeners {
  readonly #child = fork(fileURLToPath(new URL('./listener.ts', import.meta.url)), { execArgv: process.execArgv });

  async #ask<K extends Heard['kind']>(order: Order, kind: K): Promise<Extract<Heard, { kind: K }>> {
    const answer = this.#hear(kind);
    this.#child.send(order);
    return answer;
  }

  async #hear<K extends Heard['kind']>(kind: K): Promise<Extract<Heard, { kind: K }>> {
    const [heard] = (await once(this.#child, 'message')) as [Heard];
    if (heard.kind !== kind) throw new Error(`the listeners answered ${heard.kind}`);
    return heard as Extract<Heard, { kind: K }>;
  }

  /** Subscribes all; so many at the same time. */
  open(port: number, sockets: readonly Subscription[], atOnce = 200) {
    return this.#ask({ kind: 'open', port, sockets, atOnce }, 'opened');
  }
  /** Resolves when frames are counted from now on, with what resolves when so many have come. */
  async expect(frames: number) {
    await this.#ask({ kind: 'await', frames }, 'waiting');
    return { reached: this.#hear('reached') };
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
