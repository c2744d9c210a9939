/** The log of the program: JSON lines on standard error, and nothing secret in them. */
import { pino, type Logger } from 'pino';
import type { Log } from './telemetry/log-events.ts';

/** A log from some level on. */
export const logger = (level: string): Logger =>
  pino({ level, redact: ['authorization', '*.authorization', '*.password', '*.token'] }, pino.destination({ fd: 2, sync: false }));

/** Has what the runtime warns of logged: by itself it writes text among the lines of JSON. */
export function logWarnings({ logLevel }: { readonly logLevel: string }): void {
  const log: Log<'warn'> = logger(logLevel);
  process.removeAllListeners('warning').on('warning', (warning) => log.warn({ event: 'runtime.warning', err: warning }, 'Node.js warns'));
}
