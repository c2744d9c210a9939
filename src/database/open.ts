/** Opens the database that the program was told of, or the embedded one. */
import { join } from 'node:path';
import { untilAvailable } from './available.ts';
import { addressAt, type Login } from './connection.ts';
import { DataDirUnusable, startEmbedded } from './embedded.ts';
import { programLogin } from './login.ts';
import { requireSessionPooling } from './pooler.ts';
import { migrateAndGrant, usersOf } from './prepare.ts';
import { requireCurrentMigrations, isOwner } from './standing.ts';
import { DatabaseUnusable } from './unusable.ts';
import type { Log } from '../telemetry/log-events.ts';

const WRONG_PASSWORD = '28P01';

/** Which database: that of a URL, or the embedded one in a folder. */
export interface DatabaseLocation {
  readonly databaseUrl: string | null;
  /** The owner's URL, where `databaseUrl` is of somebody else. */
  readonly migrateUrl: string | null;
  /** The role that the program acts as; null for the usual one. */
  readonly databaseRole: string | null;
  readonly dataDir: string;
  readonly databaseWaitMs: number;
  readonly allowNewerDatabase: boolean;
}

/** A database that is up to date. */
export interface OpenDatabase {
  /** How the program connects. */
  readonly login: Login;
  /** Whether no statement can bring a session of the program back to what its login may do. */
  readonly isForGood: boolean;
  /** The owner's URL; null where nobody said it. */
  readonly ownerUrl: string | null;
  readonly stop: () => Promise<void>;
}

/** Opens it. As its owner it is brought up to date first. */
export async function openDatabase(
  where: DatabaseLocation,
  log: Log<'info' | 'warn'>,
  onFatal: (why: string) => void,
): Promise<OpenDatabase> {
  const { databaseUrl, dataDir, allowNewerDatabase: allowNewer } = where;
  if (databaseUrl) return { ...(await openOutside({ ...where, databaseUrl }, log)), stop: async () => {} };
  const embedded = await startEmbedded({ dataDir, log: (line, event) => log.info({ event }, line), onExit: onFatal });
  try {
    const { role } = await migrateAndGrant(embedded.url, {}, { allowNewer, folder: embedded.folder });
    // Whoever has made a login there did so before passwords followed from the owner's: this is Tierline's own server.
    const { login, why } = await programLogin(embedded.url, role, { force: true });
    if (why) throw new Error(`the embedded database does not let the program in: ${why}`);
    return { login, isForGood: true, ownerUrl: embedded.url, stop: () => embedded.stop() };
  } catch (error) {
    await embedded.stop();
    if (((error as Error).cause as { code?: string } | undefined)?.code === WRONG_PASSWORD)
      throw new DataDirUnusable(
        `The password in ${join(dataDir, 'postgres.password')} is not that of the database beside it. Delete the file: the next start sets a new one.`,
      );
    throw error;
  }
}

async function openOutside(
  where: DatabaseLocation & { databaseUrl: string },
  log: Log<'info' | 'warn'>,
): Promise<Omit<OpenDatabase, 'stop'>> {
  const { databaseUrl, migrateUrl, allowNewerDatabase: allowNewer } = where;
  await untilAvailable(migrateUrl ?? databaseUrl, where.databaseWaitMs, (line, event) => log.warn({ event }, line));
  await requireSessionPooling({ url: databaseUrl });
  if (migrateUrl) {
    if (sameUser(databaseUrl, migrateUrl))
      throw new DatabaseUnusable(
        'DATABASE_URL and MIGRATE_DATABASE_URL name the same user: give the program a login of its own, or set one URL',
      );
    await migrateAndGrant(migrateUrl, usersOf(where), { allowNewer });
    return { login: { url: databaseUrl }, isForGood: true, ownerUrl: migrateUrl };
  }
  if (!(await isOwner(databaseUrl))) {
    await requireCurrentMigrations(databaseUrl, allowNewer);
    return { login: { url: databaseUrl }, isForGood: true, ownerUrl: null };
  }
  const { role } = await migrateAndGrant(databaseUrl, usersOf(where), { allowNewer });
  const { login, why } = await programLogin(databaseUrl, role);
  if (why)
    log.warn(
      { event: 'database.login_is_owner', role, why },
      'the program logs in as the owner of the database: give it a login of its own in DATABASE_URL, and set MIGRATE_DATABASE_URL to the owner’s',
    );
  return { login, isForGood: why === undefined, ownerUrl: databaseUrl };
}

const sameUser = (one: string, other: string): boolean => addressAt(one).user === addressAt(other).user;
