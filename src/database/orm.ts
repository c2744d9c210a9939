/** MikroORM over every table of Tierline. */
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import { AuditEntry } from '../kernel/audit.ts';
import { managerHere } from '../kernel/context.ts';
import { Event, eventPolicy } from '../kernel/event.ts';
import { Receipt } from '../kernel/receipt.ts';
import { subgraphs } from '../subgraphs.ts';
import { migrations } from './migrations/index.ts';
import type pg from 'pg';
import { shareOut, takeBackEnded, type SharedOut } from './pool.ts';

/** How to connect: the URL, and the role to act as when the URL's own user may do more than the program should. */
export interface Connection {
  readonly url: string;
  readonly role?: string;
}

/** The classes of all tables, the kernel's own included. */
export const entities: readonly Function[] = [...subgraphs.flatMap((subgraph) => subgraph.entities), Event, Receipt];

// Nothing happens to an entry of the audit trail: it stays as it is.
eventPolicy(subgraphs.flatMap(({ types }) => types).filter((cls) => cls !== AuditEntry));

/** Connects to the database, and shares the connections out where that is said. On the program's own role no row is visible to a statement that does not say who asks. */
export function connect({ url, role }: Connection, options: Options = {}, shares?: SharedOut): Promise<MikroORM> {
  const onPoolCreated = (pool: pg.Pool) => {
    takeBackEnded(pool);
    if (shares) shareOut(pool, shares);
  };
  return MikroORM.init({
    clientUrl: url,
    entities: entities as never,
    extensions: [Migrator],
    sessionContext: 'connection',
    context: managerHere,
    ensureDatabase: false, // a mistyped name must not become a new database
    forceUtcTimezone: true,
    logger: () => {}, // failures reach the caller as errors
    driverOptions: { application_name: 'tierline', onPoolCreated, ...(role ? { options: `-c role=${role}` } : {}) },
    migrations: { migrationsList: migrations, snapshot: false },
    ...options,
  });
}
