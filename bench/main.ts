/** The bench: everything on one embedded PostgreSQL, contenders in turns, a table, a file and a plot. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { bench } from './bench.ts';
import { fanOut } from './fan-out/fan-out.ts';
import { feeds } from './feeds/feeds.ts';
import { webhooks } from './webhooks/webhooks.ts';
import { HELP, OptionError, options, type Options } from './options.ts';
import { startEmbedded } from '../src/database/embedded.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Undoes in reverse order what was begun, once. */
const undo: (() => unknown)[] = [];
async function stop(): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

async function run(asked: Options): Promise<void> {
  if (asked.fanOut) return fanOut({ rounds: asked.rounds, deliveries: 200_000, counts: asked.fanOut });
  if (asked.webhooks) return webhooks({ ...asked, counts: asked.webhooks }, say, (step) => undo.push(step));
  if (asked.feeds) return feeds({ ...asked, counts: asked.feeds }, say, (step) => undo.push(step));
  const folder = asked.keep ? resolve(asked.keep) : await mkdtemp(join(tmpdir(), 'tierline-bench-'));
  await mkdir(folder, { recursive: true });
  if (!asked.keep) undo.push(() => rm(folder, { recursive: true, force: true }));
  const database = await startEmbedded({ dataDir: join(folder, 'data'), log: say });
  undo.push(() => database.stop());
  await bench(asked, { database, folder, say, undo: (step) => undo.push(step) });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop().finally(() => process.exit(1)));
try {
  const asked = options(process.argv.slice(2));
  if (asked) await run(asked);
  else say(HELP);
} catch (error) {
  process.stderr.write(error instanceof OptionError ? `bench: ${error.message}\n\n${HELP}` : `bench: ${inspect(error)}\n`);
  process.exitCode = 1;
} finally {
  await stop();
}
