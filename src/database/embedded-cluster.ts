import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { chown, mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ErrorForOperator } from '../config/error.ts';
import { runAs, type EmbeddedPaths } from './embedded-place.ts';

/** The superuser of every embedded database. */
export const OWNER = 'tierline';

/** The name of the database itself. */
export const DATABASE = 'tierline';

/** Creates the database at `place.cluster`, whole or not at all: the folder appears there when it is complete. */
export async function createCluster(place: EmbeddedPaths, password: string): Promise<void> {
  const { cluster, user } = place;
  await removeDrafts(cluster);
  const draft = await mkdtemp(`${cluster}.new-`);
  try {
    if (user) await chown(draft, user.uid, user.gid);
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    // Nobody may come in until the owner has a password and pg_hba.conf says how.
    await run(place, 'initdb', [`--pgdata=${draft}`, `--username=${OWNER}`, '--auth=reject', ...locale]);
    await runAlone(place, draft, [
      `alter role ${OWNER} password '${password}'`,
      `create database ${DATABASE}`,
      // The detail of a refused row is its values, and the log is no place for them.
      `alter database ${DATABASE} set log_error_verbosity = terse`,
    ]);
    await writeFile(join(draft, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n', { flush: true });
    await rename(draft, cluster);
    await syncFolder(dirname(cluster));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Gives the owner of a database that is not running a new password, for when the old one is lost. */
export async function setOwnerPassword(place: EmbeddedPaths, password: string): Promise<void> {
  await runAlone(place, place.cluster, [`alter role ${OWNER} password '${password}'`]);
}

/** What killed starts left. Their initdb may still be writing there; it gives up when its folder is gone. */
async function removeDrafts(cluster: string): Promise<void> {
  const drafts = (await readdir(dirname(cluster))).filter((name) => name.startsWith(`${basename(cluster)}.new-`));
  for (const name of drafts) await rm(join(dirname(cluster), name), { recursive: true, force: true, maxRetries: 10 });
}

/** Runs statements in a server for just that, which listens nowhere. */
async function runAlone(place: EmbeddedPaths, cluster: string, statements: string[]): Promise<void> {
  const strict = ['-c', 'exit_on_error=on', '-c', 'log_min_error_statement=panic'];
  await run(place, 'postgres', ['--single', '-D', cluster, ...strict, 'template1'], statements.join('\n'));
}

async function run(place: EmbeddedPaths, program: string, args: string[], input = ''): Promise<void> {
  const child = spawn(join(place.bin, program), args, { ...runAs(place.user), stdio: ['pipe', 'ignore', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  // It may end before it has read everything; then its exit code says why.
  child.stdin.on('error', () => {}).end(`${input}\n`);
  const [code, complaint] = await Promise.all([ended, text(child.stderr)]);
  if (code !== 0) throw new ErrorForOperator(`PostgreSQL's ${program} failed: ${complaint.trim() || `it ended with ${code}`}`);
}

/** Makes the names in a folder survive a power cut, as PostgreSQL does for what is in the files. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}

/** What PostgreSQL notes in its data folder while it runs there. After a crash that may be an old note. */
export function stateOf(cluster: string): { text: string; pid: number; port: number; ready: boolean } {
  const text = contents(join(cluster, 'postmaster.pid')) ?? '';
  const lines = text.split('\n');
  // The pid is negative while a server runs alone.
  return { text, pid: Math.abs(Number(lines[0])), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * The pid of the server that works on this data, if there is one. A note whose pid by now belongs to another program
 * is removed: PostgreSQL would believe it and refuse to start, and it has a second check of its own (shared memory).
 */
export function serverIn(cluster: string): number | undefined {
  const { pid } = stateOf(cluster);
  const command = pid ? commandOf(pid) : undefined;
  if (!command) return undefined;
  if (basename(command[0] ?? '') === 'postgres' && !worksElsewhere(command, cluster)) return pid;
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return undefined;
}

function commandOf(pid: number): string[] | undefined {
  if (process.platform === 'linux') return contents(`/proc/${pid}/cmdline`)?.split('\0');
  const { status, stdout } = spawnSync('ps', ['-o', 'comm=', '-p', `${pid}`], { encoding: 'utf8' });
  return status === 0 ? [stdout.trim()] : undefined;
}

/** Folders are compared by inode: the same one may have been given by another name. In doubt, it works here. */
function worksElsewhere(command: string[], cluster: string): boolean {
  const flag = command.indexOf('-D');
  const folder = flag > 0 ? statSync(command[flag + 1] ?? '', { throwIfNoEntry: false }) : undefined;
  const ours = statSync(cluster, { throwIfNoEntry: false });
  return folder !== undefined && ours !== undefined && (folder.ino !== ours.ino || folder.dev !== ours.dev);
}

function contents(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
