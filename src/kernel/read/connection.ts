/** Connections to PostgreSQL: what a session sets is set once it is there, for a pooler takes nothing of it when it begins. */
import pg from 'pg';

/** How to connect: the settings of a client, and what is done with each connection before anybody uses it. A pool does that by itself. */
export interface Connecting extends pg.ClientConfig {
  readonly onConnect?: (client: pg.ClientBase) => Promise<unknown>;
}

/** A client that is not connected yet. {@link begin} connects it. */
export const clientOf = (config: Connecting): pg.Client => new pg.Client({ keepAlive: true, ...config });

/** Connects a client, and sets its session. */
export async function begin(client: pg.Client, { onConnect }: Connecting): Promise<void> {
  await client.connect();
  await onConnect?.(client);
}
