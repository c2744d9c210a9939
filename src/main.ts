/** The program. */
import { setTimeout as delay } from 'node:timers/promises';
import { config } from './config.ts';
import { lineOf } from './config/error.ts';
import { logWarnings, start, type Platform } from './app.ts';

const fail = (why: string): never => {
  process.stderr.write(`Tierline: ${why}\n`);
  process.exit(1);
};

let platform: Platform | null = null;
let stoppingSince: number | null = null;

/** A terminal sends an interrupt to npm and to the program, and npm hands it on: within this time they are one. */
const SAME_SIGNAL_MS = 1_000;

async function stop(code: number, delayMs = 0): Promise<void> {
  if (stoppingSince !== null) {
    if (code === 0 && performance.now() - stoppingSince < SAME_SIGNAL_MS) return;
    process.exit(code || 1); // asked twice: at once
  }
  stoppingSince = performance.now();
  // Should nothing be left to wait for before the end, it ends with this code all the same.
  process.exitCode = code;
  if (platform && delayMs > 0) {
    platform.drain();
    await delay(delayMs);
  }
  await platform?.stop().catch((error: unknown) => fail(`could not stop cleanly: ${String(error)}`));
  process.exit(code);
}

try {
  const settings = config();
  // A person at a terminal does not wait for load balancers to look at `/readyz`.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  process.on('SIGTERM', () => void stop(0, settings.shutdownDelayMs));
  logWarnings(settings);
  platform = await start(settings, {
    onFatal(why) {
      process.stderr.write(`Tierline: the database has ended: ${why}\n`);
      void stop(1);
    },
  });
  process.stdout.write(`Tierline is at ${platform.url}\n`);
} catch (error) {
  fail(lineOf(error));
}
