/** Serving: what every contender's process is told, and how it says that it is there. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How many connections to PostgreSQL each contender may hold: the standard of `pg`, and so of all of them. */
export const POOL = 10;

/** The database, as the role that row level security holds. */
export const databaseUrl = (): string => process.env.DATABASE_URL!;

/** Says where the server is, which is when the runner goes on. */
export function announce(server: Server, path: string): void {
  process.stdout.write(`at http://127.0.0.1:${(server.address() as AddressInfo).port}${path}\n`);
}
