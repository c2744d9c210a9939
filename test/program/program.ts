/** The program as an operator runs it: a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach } from '@jest/globals';

const ROOT = new URL('../../', import.meta.url).pathname;

/** A process that was started. */
export interface Program {
  readonly process: ChildProcess;
  /** The first line on stdout, or null when it ends without one. */
  readonly line: Promise<string | null>;
  /** How it ended: its code, or the signal that ended it, and everything it wrote. */
  readonly ended: Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>;
}

/** A folder with a space in its name, and programs that are gone when the test is. */
export interface Programs {
  /** A folder below the one with the space. */
  folder(name: string): string;
  run(env: Record<string, string>, ...args: string[]): Program;
  /** Starts one that is expected to serve, and answers its URL too. */
  serve(env: Record<string, string>, ...args: string[]): Promise<Program & { url: string }>;
}

/** Prepares for programs of a test file. */
export async function programs(): Promise<Programs> {
  const root = await mkdtemp(join(await realpath(tmpdir()), 'tierline program '));
  // As root the embedded server runs as another user, who must get this far.
  await chmod(root, 0o711);
  const running = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
    running.clear();
  });
  afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));

  const run: Programs['run'] = (env, ...args) => {
    const clean = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', LOG_LEVEL: 'warn', ...env };
    const child = spawn(process.execPath, ['--import', './src/run.mjs', 'src/main.ts', ...args], {
      cwd: ROOT,
      env: clean,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const [stdout, stderr] = [text(child.stdout!), text(child.stderr!)];
    const line = Promise.race([
      once(createInterface(child.stdout!), 'line').then(([first]) => first as string),
      once(child, 'exit').then(() => null),
    ]);
    const ended = once(child, 'close').then(async ([code, signal]) => ({ code, signal, stdout: await stdout, stderr: await stderr }));
    return { process: child, line, ended };
  };
  return {
    folder: (name) => join(root, name),
    run,
    async serve(env, ...args) {
      const program = run(env, ...args);
      const line = await program.line;
      if (!line) throw new Error(`it did not start: ${(await program.ended).stderr}`);
      return { ...program, url: /^Tierline is at (http:\/\/\S+)$/.exec(line)![1]! };
    },
  };
}

/** The pid of the PostgreSQL server of a data folder. */
export const serverIn = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** Whether there is such a process. */
export function isAlive(pid: number): boolean {
  // A process that has ended and that nobody has asked about yet is still listed, as a zombie.
  if (existsSync(`/proc/${pid}/stat`) && / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Resolves as soon as it is so. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(10);
}

/** Asks a program as one of its sample personas. */
export async function ask(url: string, persona: string, query: string, variables?: object): Promise<any> {
  const { token } = (await (await fetch(new URL(`/sample/token/${persona}`, url))).json()) as { token: string };
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: any; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
