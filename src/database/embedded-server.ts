import { spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ErrorForOperator } from '../config/error.ts';
import { serverIn, stateOf } from './embedded-cluster.ts';
import { runAs, type EmbeddedPaths } from './embedded-place.ts';
import type { LogLine } from '../telemetry/log-events.ts';

/** A running server, watched. */
export interface Server {
  port: number;
  /** Resolves with the reason once the server has ended, whatever the reason. */
  ended: Promise<string>;
  /** Ends it and resolves when it is gone. */
  stop(): Promise<void>;
}

/** On top of PostgreSQL's defaults, which suit a small machine and lose nothing (fsync, synchronous_commit). */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // The path of a socket may have 107 bytes; that of a data folder may have more.
  unix_socket_directories: '',
  max_connections: 100,
  // The other core is for Node, and parallel workers want more /dev/shm than a container has.
  max_parallel_workers_per_gather: 0,
  // Any page of today's disks is as near as the next.
  random_page_cost: 1.1,
  timezone: 'UTC',
  log_timezone: 'UTC',
  cluster_name: 'tierline',
  log_checkpoints: 'off',
  // Statements carry what customers wrote. The program hears of the error anyway and logs it its own way.
  log_min_error_statement: 'panic',
};

/**
 * The shell between us and the server. Its stdin is a pipe from our process, so the kernel tells it when we end, even
 * by kill -9, and then it asks the server for a fast shutdown. Ctrl-C and other signals meant for us do not reach it.
 */
const KEEPER = `
trap '' HUP INT TERM
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
(while read -r line; do :; done; kill -INT "$server") <&3 3<&- &
reader=$!
exec 3<&-
wait "$server"
code=$?
kill -KILL "$reader" 2>/dev/null
exit "$code"`;

/** How long a shutdown may take, and then how long a quicker one. */
const STOP_WITHIN_MS = 6_000;
const QUIT_WITHIN_MS = 2_000;

/** What a moment's patience cures: a port somebody else took first, or the last breath of a server that was killed. */
const PASSING = /could not bind|lock file "postmaster.pid" already exists|pre-existing shared memory block/;

/** Starts the server on a free port and resolves when it takes connections; its own messages go to `logFile`. */
export async function startServer(place: EmbeddedPaths, logFile: string, log: LogLine): Promise<Server> {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) renameSync(logFile, `${logFile}.1`);
  for (const deadline = Date.now() + 10_000; ; await delay(100)) {
    try {
      return await launch(place, await freePort(), logFile, log);
    } catch (error) {
      if (Date.now() > deadline || !PASSING.test((error as Error).message)) throw error;
    }
  }
}

async function launch(place: EmbeddedPaths, port: number, logFile: string, log: LogLine): Promise<Server> {
  const { bin, cluster, user } = place;
  const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = ['-c', KEEPER, 'tierline-keeper', join(bin, 'postgres'), '-D', cluster, ...settings];
  const formerState = stateOf(cluster).text;
  const logFd = openSync(logFile, 'a', 0o600);
  const logStart = fstatSync(logFd).size;
  const keeper = spawn('/bin/sh', command, { ...runAs(user), detached: true, stdio: ['pipe', logFd, logFd] });
  closeSync(logFd);

  const isReady = () => {
    const now = stateOf(cluster);
    return now.text !== formerState && now.port === port && now.ready;
  };
  let over = false;
  const keeperEnded = new Promise<string>((resolve) => {
    keeper.once('error', (error) => resolve(error.message));
    keeper.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const ended = keeperEnded.then(async (how) => {
    await endOrphan(cluster, port);
    over = true;
    return `PostgreSQL has ended (${how}). Its last messages, from ${logFile}:\n${lastLines(logFile, logStart)}`;
  });

  const slow = setTimeout(() => log(`PostgreSQL takes long to start; ${logFile} tells why.`, 'database.embedded_slow'), 5_000);
  while (!over && !isReady()) await delay(10);
  clearTimeout(slow);
  if (over) throw new ErrorForOperator(await ended);
  // A program that has nothing left to do may end, and the database with it.
  keeper.unref();
  const stop = async () => {
    keeper.ref();
    keeper.stdin?.destroy();
    // A server that hangs is ended by force. What was committed is safe; the next start takes a moment longer.
    const force = [
      setTimeout(() => signal(serverIn(cluster), 'SIGQUIT'), STOP_WITHIN_MS),
      setTimeout(() => signal(serverIn(cluster), 'SIGKILL'), STOP_WITHIN_MS + QUIT_WITHIN_MS),
    ];
    await ended;
    force.forEach(clearTimeout);
  };
  return { port, ended, stop };
}

/** Somebody may kill the keeper alone; then it is for us to end the server. It is ours if it has our port. */
async function endOrphan(cluster: string, port: number): Promise<void> {
  for (let asked = false; stateOf(cluster).port === port; asked = true) {
    const pid = serverIn(cluster);
    if (!pid) return;
    if (!asked) signal(pid, 'SIGINT');
    await delay(20);
  }
}

function signal(pid: number | undefined, which: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void {
  try {
    if (pid) process.kill(pid, which);
  } catch {
    // It has just ended by itself.
  }
}

function lastLines(logFile: string, from: number): string {
  if (!existsSync(logFile)) return '  (the file is gone)';
  const lines = readFileSync(logFile).subarray(from).toString().trim().split('\n').slice(-8);
  return lines.map((line) => `  ${line.replace(/^\S+ \S+ \S+ \[\d+\] /, '')}`).join('\n');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
