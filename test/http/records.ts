/** A log that can be read: what the program would have written, line by line. */
import { Writable } from 'node:stream';
import { pino, type Logger } from 'pino';

/** A line of the log. */
export type LogRecord = Record<string, any>;

/** A logger, and everything that was logged with it at whatever level. */
export function recorder(): { log: Logger; records: LogRecord[] } {
  const records: LogRecord[] = [];
  const lines = new Writable({
    write(line, _encoding, done) {
      records.push(JSON.parse(String(line)));
      done();
    },
  });
  return { log: pino({ level: 'trace' }, lines), records };
}
