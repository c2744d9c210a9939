/** The log of the program: JSON lines on standard error, and nothing secret in them. */
import { pino, type Logger } from 'pino';

/** A log from some level on. */
export const logger = (level: string): Logger =>
  pino({ level, redact: ['authorization', '*.authorization', '*.password', '*.token'] }, pino.destination({ fd: 2, sync: false }));
