/** A real NATS server with JetStream, on a port that it chooses. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OptionError } from '../options.ts';

/** A server that takes connections. */
export interface NatsServer {
  readonly pid: number;
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one that keeps its streams in this folder. */
export async function startNats(folder: string): Promise<NatsServer> {
  await mkdir(folder, { recursive: true });
  const binary = process.env.NATS_SERVER || 'nats-server';
  const child = spawn(binary, ['-js', '-sd', folder, '-a', '127.0.0.1', '-p', '-1', '--ports_file_dir', folder], { stdio: 'ignore' });
  let why: string | null = null;
  child.once('error', ({ message }) => (why = message));
  child.once('exit', (code) => (why ??= `exit code ${code}`));
  for (;;) {
    if (why !== null) throw new OptionError(`--feeds needs ${binary}, or NATS_SERVER to say where another is: ${why}`);
    const ports = await readFile(join(folder, `${binary.split('/').at(-1)}_${child.pid}.ports`), 'utf8').catch(() => '');
    if (ports) {
      return {
        pid: child.pid!,
        url: (JSON.parse(ports) as { nats: string[] }).nats[0]!,
        async stop() {
          if (why !== null) return;
          const gone = once(child, 'exit');
          child.kill();
          await gone;
          await rm(folder, { recursive: true, force: true });
        },
      };
    }
    await delay(20);
  }
}
