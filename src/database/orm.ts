/** MikroORM over every table of Tierline. */
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options, type SessionContext } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { currentEntityManager } from '../kernel/access/request-context.ts';
import { Event, eventPolicy } from '../kernel/write/event.ts';
import { IdempotencyRecord } from '../kernel/write/idempotency.ts';
import { subgraphs } from '../subgraphs.ts';
import { connecting, type Login } from './connection.ts';
import { migrations } from './migrations/index.ts';
import { watchedPool, type TurnsByLane } from './pool.ts';
import type { Settings } from './session.ts';

/** How a pool of connections is made: as whom, what its sessions are told, and who comes first where all connections are in use. */
export interface Connection extends Login {
  readonly settings?: Settings;
  readonly lanes?: TurnsByLane;
}

/** The classes of all tables, the kernel's own included. */
export const entities: readonly Function[] = [...subgraphs.flatMap((subgraph) => subgraph.entities), Event, IdempotencyRecord];

eventPolicy(subgraphs.flatMap(({ types, unchanging = [] }) => types.filter((cls) => !unchanging.includes(cls))));

/** Connects to the database. On the program's own role no row is visible to a statement that does not say who asks. */
export async function connect({ lanes, settings, ...login }: Connection, options: Options = {}): Promise<MikroORM> {
  const { database, ...address } = connecting(login, settings ? 'changes' : 'owner', settings);
  const orm = await MikroORM.init({
    dbName: database,
    entities: entities as never,
    extensions: [Migrator],
    sessionContext: 'connection',
    context: currentEntityManager,
    ensureDatabase: false, // a mistyped name must not become a new database
    forceUtcTimezone: true,
    logger: () => {}, // failures reach the caller as errors
    // All of the address goes here: MikroORM would take a URL apart and leave out what it says of TLS.
    driverOptions: { ...address, database, onPoolCreated: (pool: pg.Pool) => watchedPool(pool, lanes) },
    migrations: { migrationsList: migrations, snapshot: false },
    ...options,
  });
  Object.assign(orm.em.getConnection(), { buildConnectionSessionStatements: viewerOnly });
  // A pooler may call the database by another name. By its own the migrator would not find it, and make a new one.
  Object.assign(orm.driver.getPlatform().getSchemaHelper()!, { databaseExists: async () => true });
  return orm;
}

/**
 * What is said on a connection before it is used: as whom. MikroORM by itself would also reset every other setting of the session and its
 * role, in two more journeys, and with that undo what the session was set to when it began.
 */
function viewerOnly(context?: SessionContext | null): { sql: string; params: unknown[] }[] {
  const { 'tierline.viewer': viewer = '', ...others } = context?.variables ?? {};
  if (context?.role || Object.keys(others).length > 0) throw new Error('a session is set to its viewer alone');
  return [{ sql: `select set_config('tierline.viewer', $1, false)`, params: [viewer] }];
}
