/** Poolers: one that lends a server connection for a session is fine; one that lends it for a transaction would mix up viewers. */
import pg from 'pg';
import { connecting, type Login } from './connection.ts';
import { DatabaseUnusable } from './unusable.ts';

/** How often each of two sessions is asked who answers it. */
const ROUNDS = 3;

/**
 * Refuses a pooler that works by transaction or by statement. Two sessions that are open at once then share a backend, or one of them
 * meets another backend from one statement to the next; neither can be where each session has its own.
 */
export async function requireSessionPooling(login: Login): Promise<void> {
  const clients = [0, 1].map(() => new pg.Client(connecting(login, 'changes')));
  try {
    for (const client of clients) await client.on('error', () => {}).connect();
    const seen = clients.map(() => new Set<number>());
    for (let round = 0; round < ROUNDS; round++)
      for (const [at, client] of clients.entries())
        seen[at]!.add((await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid);
    const [one, other] = seen as [Set<number>, Set<number>];
    if (one.size > 1 || other.size > 1 || [...one].some((pid) => other.has(pid)))
      throw new DatabaseUnusable(
        'a pooler before the database lends a connection for a transaction: set it to work by session (PgBouncer: pool_mode = session), for each connection of Tierline carries who asks',
      );
  } catch (error) {
    throw DatabaseUnusable.by(error);
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => {})));
  }
}
