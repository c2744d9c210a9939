/** The runner's side of the load generator. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Shot } from '../kinds/kind.ts';
import type { Job, Outcome } from './job.ts';

/** The load generator, one job at a time. */
export class Load {
  readonly #child: ChildProcess;

  constructor() {
    const module = fileURLToPath(new URL('./generator.ts', import.meta.url));
    this.#child = fork(module, { serialization: 'advanced' });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Does a job; a bad answer is an error. */
  async run(job: Job): Promise<Shot> {
    const over = new AbortController();
    const { signal } = over;
    const gone = once(this.#child, 'exit', { signal }).then(([code, by]) => [{ error: `the load generator has ended (${by ?? code})` }]);
    const answer = Promise.race([once(this.#child, 'message', { signal }), gone]);
    this.#child.send(job);
    const [outcome] = (await answer.finally(() => over.abort())) as [Outcome];
    if ('error' in outcome) throw new Error(outcome.error);
    return outcome.shot;
  }

  stop(): void {
    this.#child.kill();
  }
}
