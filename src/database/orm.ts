/** MikroORM over every table of Tierline. */
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { Import } from '../audit/import/entity.ts';
import { AuditEntry } from '../kernel/audit.ts';
import { managerHere } from '../kernel/context.ts';
import { Event, eventPolicy } from '../kernel/event.ts';
import { Receipt } from '../kernel/receipt.ts';
import { subgraphs } from '../subgraphs.ts';
import { migrations } from './migrations/index.ts';
import { watchedPool, type Lanes } from './pool.ts';
import { optionsOf, type Settings } from './session.ts';

/** How to connect: the URL, and the role to act as when the URL's own user may do more than the program should. */
export interface Connection {
  readonly url: string;
  readonly role?: string;
  /** What PostgreSQL is told of each connection. */
  readonly settings?: Settings;
  /** Who comes first where all connections are in use. */
  readonly lanes?: Lanes;
}

/** The classes of all tables, the kernel's own included. */
export const entities: readonly Function[] = [...subgraphs.flatMap((subgraph) => subgraph.entities), Event, Receipt];

// Nothing happens to an entry of the audit trail, nor to the record of an import.
eventPolicy(subgraphs.flatMap(({ types }) => types).filter((cls) => cls !== AuditEntry && cls !== Import));

/** Connects to the database. On the program's own role no row is visible to a statement that does not say who asks. */
export function connect({ url, role, settings = {}, lanes }: Connection, options: Options = {}): Promise<MikroORM> {
  return MikroORM.init({
    clientUrl: url,
    entities: entities as never,
    extensions: [Migrator],
    sessionContext: 'connection',
    context: managerHere,
    ensureDatabase: false, // a mistyped name must not become a new database
    forceUtcTimezone: true,
    logger: () => {}, // failures reach the caller as errors
    driverOptions: {
      application_name: 'tierline',
      onPoolCreated: (pool: pg.Pool) => watchedPool(pool, lanes),
      options: optionsOf(settings, role) || undefined,
    },
    migrations: { migrationsList: migrations, snapshot: false },
    ...options,
  });
}
