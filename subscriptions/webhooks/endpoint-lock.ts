/**
 * Endpoint locks: one process at a time works on an endpoint. A lock ends with its connection, so the lock of a dead process is free at
 * once.
 */
import type pg from 'pg';
import { begin, clientOf, type Connecting } from '../../src/kernel/read/connection.ts';
import { LOCK } from '../../src/kernel/write/advisory-locks.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/** The endpoint locks of this process. */
export class EndpointLocks {
  readonly #config: Connecting;
  #client: Promise<pg.Client> | null = null;
  /** Statements on the connection run one after another. */
  #asked: Promise<unknown> = Promise.resolve();

  constructor(config: Connecting) {
    this.#config = config;
  }

  /** Locks an endpoint; returns false when another process holds the lock. */
  async take(id: string): Promise<boolean> {
    const { rows } = await this.#ask<{ held: boolean }>(
      `select pg_try_advisory_lock(hashtextextended($1, ${LOCK.WEBHOOK_ENDPOINT})) as held`,
      id,
    );
    return rows[0]!.held;
  }

  /** Unlocks an endpoint. A lost connection holds no lock. */
  async release(id: string): Promise<void> {
    if (this.#client) await this.#ask(`select pg_advisory_unlock(hashtextextended($1, ${LOCK.WEBHOOK_ENDPOINT}))`, id).catch(() => {});
  }

  async stop(): Promise<void> {
    const client = await this.#client?.catch(() => null);
    await client?.end().catch(() => {});
  }

  #ask<T extends pg.QueryResultRow>(text: string, id: string): Promise<pg.QueryResult<T>> {
    const answer = this.#asked.then(async () => (await (this.#client ??= this.#connect())).query<T>(text, [id]));
    this.#asked = answer.catch(() => {});
    return answer;
  }

  async #connect(): Promise<pg.Client> {
    const client = clientOf({ connectionTimeoutMillis: CONNECT_TIMEOUT_MS, ...this.#config });
    const lost = () => (this.#client = null);
    client.on('error', lost).on('end', lost);
    try {
      await begin(client, this.#config);
      return client;
    } catch (error) {
      lost();
      throw error;
    }
  }
}
