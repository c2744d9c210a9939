/** The readers, shared out among a few processes. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Order, Place } from './reader.ts';

const MODULE = fileURLToPath(new URL('./reader.ts', import.meta.url));

/** All readers. */
export class Readers {
  readonly #children: readonly ChildProcess[];
  #used: readonly ChildProcess[] = [];

  constructor(processes: number) {
    this.#children = Array.from({ length: processes }, () => fork(MODULE, { execArgv: process.execArgv }));
  }

  get pids(): number[] {
    return this.#children.map(({ pid }) => pid!);
  }

  /** Opens so many. */
  async open(readers: number, place: Place): Promise<void> {
    this.#used = this.#children.slice(0, readers);
    const share = (n: number) => Math.floor((readers + n) / this.#used.length);
    await Promise.all(this.#used.map((child, n) => ask(child, { kind: 'open', readers: share(n), place })));
  }

  /** Resolves when every reader has so many events, with the time when the last of them had each. */
  async heard(events: number): Promise<number[]> {
    const all = await Promise.all(this.#used.map((child) => ask(child, { kind: 'await', events })));
    return Array.from({ length: events }, (_, index) => Math.max(...all.map((each) => (each.kind === 'heard' ? each.at[index]! : NaN))));
  }

  async close(): Promise<void> {
    await Promise.all(this.#used.map((child) => ask(child, { kind: 'close' })));
    this.#used = [];
  }

  stop(): void {
    for (const child of this.#children) child.kill();
  }
}

async function ask(child: ChildProcess, order: Order): Promise<Answer> {
  const ended = new AbortController();
  const answer = once(child, 'message', { signal: ended.signal });
  const gone = (code: number | null) => ended.abort(new Error(`a process of readers has ended with ${code}`));
  child.once('exit', gone);
  child.send(order);
  try {
    return ((await answer) as [Answer])[0];
  } finally {
    child.off('exit', gone);
  }
}
