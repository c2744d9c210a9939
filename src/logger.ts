/** The log of the program: JSON lines on standard error, and nothing secret in them. */
import { pino, type Logger } from 'pino';

/** A log from some level on. */
export const logger = (level: string): Logger =>
  pino({ level, redact: ['authorization', '*.authorization', '*.password', '*.token'] }, pino.destination({ fd: 2, sync: false }));

/** Has what the runtime warns of logged: by itself it writes text among the lines of JSON. */
export function logWarnings({ logLevel }: { readonly logLevel: string }): void {
  const log = logger(logLevel);
  process.removeAllListeners('warning').on('warning', (warning) => log.warn({ err: warning }, 'the runtime warns'));
}
