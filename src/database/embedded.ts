import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { ErrorForOperator } from '../config/error.ts';
import { DATABASE, OWNER, createCluster, serverIn, setOwnerPassword } from './embedded-cluster.ts';
import { USE_EXTERNAL_HINT, findPaths } from './embedded-place.ts';
import { startServer } from './embedded-server.ts';
import type { LogLine } from '../telemetry/log-events.ts';

/** A PostgreSQL server of our own: it lives in the data folder and ends with this process, however that ends. */
export interface EmbeddedDatabase {
  /** The address for the owner, a superuser of this server: for migrations and roles, not for requests. */
  url: string;
  /** Tells the folder of the data from a copy of it. */
  folder: string;
  /** The address of the same database for a role that the owner created. */
  appUrl(role: string, password: string): string;
  /** Cancels what runs, loses nothing that was committed, resolves once the server is gone. May be called again. */
  stop(): Promise<void>;
}

/** What {@link startEmbedded} is told. */
export interface EmbeddedOptions {
  /** The folder for all that must survive; created when it is not there. */
  dataDir: string;
  /** Hears what an operator should know, one line at a time. */
  log: LogLine;
  /** Hears why, once, when a server that nobody stopped has ended. */
  onExit?: (why: string) => void;
}

/** Somebody else works in this data folder. The message is one line: which folder, who, what to do. */
export class DataDirInUse extends ErrorForOperator {
  override name = 'DataDirInUse';

  constructor(dataDir: string, holder: string) {
    super(`The data folder ${dataDir} is in use by ${holder}. Stop that one first, or set DATA_DIR to another folder.`);
  }
}

/** A data folder that cannot be worked in. The message says which file is at fault, and the cure. */
export class DataDirUnusable extends ErrorForOperator {
  override name = 'DataDirUnusable';
}

/** Starts PostgreSQL in `dataDir`, after creating the database if there is none. Resolves when it takes connections. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  if (process.platform === 'win32') throw new ErrorForOperator(`There is no embedded database on Windows. ${USE_EXTERNAL_HINT}`);
  await mkdir(options.dataDir, { recursive: true }).catch(({ code }: NodeJS.ErrnoException) => {
    throw new DataDirUnusable(
      `The data folder ${options.dataDir} cannot be made (${code}). Make it writable for this user, or set DATA_DIR.`,
    );
  });
  const dataDir = await realpath(options.dataDir);
  const release = claim(dataDir);
  try {
    const place = await findPaths(dataDir, options.log);
    await predecessorGone(dataDir, place.cluster);

    const passwordFile = join(dataDir, 'postgres.password');
    const saved = contents(passwordFile);
    const password = saved || randomBytes(24).toString('base64url');
    demandWhole(place.cluster);
    if (!existsSync(join(place.cluster, 'PG_VERSION'))) await createCluster(place, password);
    else if (!saved) await setOwnerPassword(place, password);
    // Saved last: a start killed before this line leaves no password, and then the next start sets a new one.
    if (!saved) savePrivately(passwordFile, password);

    const server = await startServer(place, join(dataDir, 'postgres.log'), options.log);
    let stopping: Promise<void> | undefined;
    void server.ended.then((why) => {
      if (stopping) return;
      release();
      options.onExit?.(why);
    });
    const address = (role: string, secret: string) =>
      `postgres://${encodeURIComponent(role)}:${encodeURIComponent(secret)}@127.0.0.1:${server.port}/${DATABASE}`;
    return {
      url: address(OWNER, password),
      folder: folderOf(place.cluster),
      appUrl: address,
      stop: () => (stopping ??= server.stop().then(release)),
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** A copy of a folder is another file, which began to be at another time. */
function folderOf(cluster: string): string {
  const { ino, birthtimeNs } = statSync(cluster, { bigint: true });
  return `${ino} ${birthtimeNs}`;
}

/** A lock object that is garbage collected is a lock that is lifted, so ours are kept here. */
const claims = new Set<DatabaseSync>();
const SQLITE_BUSY = 5;

/**
 * Makes this process the only one in the folder, or throws {@link DataDirInUse}. The lock is SQLite's write lock on an
 * empty file: the one lock within Node's reach that the kernel lifts when its process dies. It cannot go stale and
 * needs no pid to be believed; the pid noted beside it is only for the message.
 */
function claim(dataDir: string): () => void {
  const file = join(dataDir, 'tierline.lock');
  const note = join(dataDir, 'tierline.pid');
  let lock: DatabaseSync | undefined;
  try {
    // The wait is for two starts in the same moment: the winner has noted its pid before the loser reads it.
    lock = new DatabaseSync(file, { timeout: 200 });
    // SQLite would be content to read, and then lock nothing.
    accessSync(file, constants.W_OK);
    lock.exec('pragma journal_mode = memory; begin immediate');
    writeFileSync(note, `${process.pid}\n`);
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) {
      throw new DataDirInUse(dataDir, `another Tierline process (pid ${contents(note) || 'unknown'})`);
    }
    throw new DataDirUnusable(
      `Cannot write to the data folder ${dataDir}: ${(error as Error).message}. Does it belong to another user, or is it read-only?`,
    );
  }
  const held = lock;
  claims.add(held);
  return () => {
    if (!claims.delete(held)) return;
    rmSync(note, { force: true });
    held.close();
  };
}

/** A folder that holds something, but no whole cluster, is neither started nor overwritten. */
function demandWhole(cluster: string): void {
  if (!existsSync(cluster) || existsSync(join(cluster, 'PG_VERSION')) || readdirSync(cluster).length === 0) return;
  throw new DataDirUnusable(
    `${cluster} is no whole PostgreSQL data folder: its file PG_VERSION is missing. Put a whole copy in its place, or move it away to begin anew.`,
  );
}

/** After a kill -9 the server of the killed process is still shutting down; that takes a moment, not an operator. */
async function predecessorGone(dataDir: string, cluster: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (let pid = serverIn(cluster); pid; pid = serverIn(cluster)) {
    if (Date.now() > deadline) throw new DataDirInUse(dataDir, `a PostgreSQL server (pid ${pid})`);
    await delay(20);
  }
}

function contents(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

function savePrivately(file: string, text: string): void {
  writeFileSync(`${file}.new`, `${text}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
