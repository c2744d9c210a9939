/** The program. */
import { config, ConfigError } from './config.ts';
import { DataDirInUse } from './database/embedded.ts';
import { DatabaseUnusable } from './database/prepare.ts';
import { logger } from './log.ts';
import { start, type Platform } from './platform.ts';

const fail = (why: string): never => {
  process.stderr.write(`Tierline: ${why}\n`);
  process.exit(1);
};

let platform: Platform | null = null;
let stopping = false;

async function stop(code: number): Promise<void> {
  if (stopping) process.exit(code || 1); // asked twice: at once
  stopping = true;
  await platform?.stop().catch((error: unknown) => fail(`could not stop cleanly: ${String(error)}`));
  process.exit(code);
}

try {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
  const settings = config();
  const log = logger(settings.logLevel);
  // Node would write its warnings as text among the lines of JSON.
  process.removeAllListeners('warning').on('warning', (warning) => log.warn({ err: warning }, 'the runtime warns'));
  platform = await start(settings, {
    log,
    onFatal(why) {
      process.stderr.write(`Tierline: the database has ended: ${why}\n`);
      void stop(1);
    },
  });
  process.stdout.write(`Tierline is at ${platform.url}\n`);
} catch (error) {
  if ([ConfigError, DataDirInUse, DatabaseUnusable].some((expected) => error instanceof expected)) fail((error as Error).message);
  fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
