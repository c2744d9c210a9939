/** Processes: each contender in one of its own, on a port of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import type { Ask, Contender, Place } from './contender.ts';

/** A contender that answers. */
export interface Running {
  readonly contender: Contender;
  readonly pid: number;
  /** Its origin, such as `http://127.0.0.1:4711`. */
  readonly origin: string;
  /** Why it has ended although nobody stopped it; null as long as it runs. */
  ended(): string | null;
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PATIENCE = 60_000;

/** Starts a contender; resolves when it says where it is. */
export async function start(contender: Contender, place: Place): Promise<Running> {
  const { name, module } = contender;
  const { PATH, HOME, TMPDIR } = process.env;
  const env = {
    PATH,
    HOME,
    TMPDIR,
    NODE_ENV: 'production',
    GRAPHILE_ENV: 'production',
    ...(process.env.CONTENDER_NODE_OPTIONS ? { NODE_OPTIONS: process.env.CONTENDER_NODE_OPTIONS } : {}),
    ...contender.env(place),
  };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', './src/run.mjs', module], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let last = '';
  const gone = () => child.exitCode !== null || child.signalCode !== null;
  const ended = () => (gone() ? `${name} has ended (${child.signalCode ?? child.exitCode}):\n${said}${last}` : null);
  child.stderr.on('data', (chunk: Buffer) => (last = (last + chunk).slice(-4000)));
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said = (said + chunk).slice(-4000);
      const found = /\bat http:\/\/[\w.]+:(\d+)/.exec(said);
      if (found) resolve(`http://127.0.0.1:${found[1]}`);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(ended()!)));
    setTimeout(() => reject(new Error(`${name} was not ready within ${PATIENCE / 1000} s:\n${said}${last}`)), PATIENCE).unref();
  });
  const stop = async () => {
    if (gone()) return;
    const over = once(child, 'exit');
    child.kill('SIGTERM');
    const forced = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await over;
    clearTimeout(forced);
  };
  try {
    return { contender, pid: child.pid!, origin: await address, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Asks a contender by hand, as somebody, on a connection for this one question. */
export function asking({ contender, origin, ended }: Running, headers: Record<string, string>): Ask {
  return async ({ path, body }) => {
    const failed = (why: string) => new Error(`${ended() ?? `${contender.name} ${why}`}\nIt was asked ${body.slice(0, 2000)}`);
    const all = { 'content-type': 'application/json', ...headers };
    const sent = request(origin + path, { method: 'POST', headers: all, body, reset: true, headersTimeout: PATIENCE });
    const response = await sent.catch((error: Error) => {
      throw failed(`did not answer: ${error.message}`);
    });
    const text = await response.body.text();
    const answer = response.statusCode === 200 ? JSON.parse(text) : null;
    if (!answer?.data || answer.errors) throw failed(`answered ${response.statusCode}: ${text.slice(0, 2000)}`);
    return answer.data;
  };
}
