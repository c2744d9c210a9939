/** The probe: asks the database whether it is there, over a connection of its own, so that the answer does not wait behind what is being done. */
import type pg from 'pg';
import { begin, clientOf, type Connecting } from '../kernel/read/connection.ts';

/** Whether the database answers. */
export class Probe {
  readonly #config: Connecting;
  readonly #withinMs: number;
  #client: pg.Client | null = null;
  #asking: Promise<boolean> | null = null;

  /** A database that takes longer than `withinMs` to say a word is not ready. */
  constructor(config: Connecting, withinMs: number) {
    this.#config = config;
    this.#withinMs = withinMs;
  }

  /** Asks. Those who ask meanwhile get the same answer. */
  ask(): Promise<boolean> {
    return (this.#asking ??= this.#ask().finally(() => (this.#asking = null)));
  }

  async end(): Promise<void> {
    await this.#client?.end().catch(() => {});
  }

  async #ask(): Promise<boolean> {
    try {
      // A connection that was idle for long may be gone without a word: then a new one says whether the database is.
      const known = this.#client;
      if (known && (await answered(known))) return true;
      this.#drop();
      return await answered(await this.#connect());
    } catch {
      this.#drop();
      return false;
    }
  }

  async #connect(): Promise<pg.Client> {
    const within = this.#withinMs / 2;
    const client = clientOf({ ...this.#config, connectionTimeoutMillis: within, query_timeout: within });
    client.on('error', () => this.#client === client && (this.#client = null));
    await begin(client, this.#config);
    return (this.#client = client);
  }

  #drop(): void {
    const client = this.#client;
    this.#client = null;
    void client?.end().catch(() => {});
  }
}

const answered = (client: pg.Client): Promise<boolean> =>
  client.query('select 1').then(
    () => true,
    () => false,
  );
