/** Releasing: what an import left behind, because its process was ended before it had told its news, is told by the program. */
import type { MikroORM } from '@mikro-orm/postgresql';
import { longTimeout } from '../kernel/scheduler/long-timeout.ts';
import type { Log } from '../telemetry/log-events.ts';

/** So many news at a time, and so long in between: as an import does it. */
const [CHUNK, PAUSE_MS] = [10, 200];
/** So often it is looked whether there is anything. */
const LOOK_EVERY_MS = 5_000;

/** The work of this process on news that are left behind. Several processes may do it on one database: one at a time has its turn. */
export class Releasing {
  readonly #orm: MikroORM;
  readonly #log: Log<'warn'>;
  #callOff = () => {};
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(orm: MikroORM, log: Log<'warn'>) {
    this.#orm = orm;
    this.#log = log;
    this.#wait(0);
  }

  /** Ends after what is being done. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#callOff();
    await this.#running;
  }

  #wait(ms: number): void {
    this.#callOff = longTimeout(ms, () => void (this.#running = this.#some()));
  }

  /** Releases some, unless an import runs: that releases what there is by itself. */
  async #some(): Promise<void> {
    let released = 0;
    try {
      const [row] = await this.#orm.em.fork().execute<[{ released: number }]>('select import_release(?) as released', [CHUNK]);
      released = row.released;
    } catch (error) {
      if (!this.#isStopped)
        this.#log.warn({ event: 'import.release_failed', err: error }, 'the program cannot release the news of an import; it tries again');
    }
    if (!this.#isStopped) this.#wait(released > 0 ? PAUSE_MS : LOOK_EVERY_MS);
  }
}
