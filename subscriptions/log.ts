/** The connection to the event log: listens for what is new in it, and reads it. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { LoggedEvent } from '../src/kernel/event.ts';

const BATCH = 500;
const CONNECT_WITHIN_MS = 10_000;
/** A connection on which nothing is answered for so long is half open: its other end is gone. */
const ANSWER_WITHIN_MS = 30_000;
const END_WITHIN_MS = 1_000;

/** An open connection to the event log. */
export interface LogConnection {
  readonly isOpen: boolean;
  /** The key of the log's cursors, 32 bytes. */
  key(): Promise<Buffer>;
  /** Gives positions to what was committed, and answers the last one. */
  head(): Promise<number>;
  /** The next events behind a position, as many as one reads at once. */
  behind(position: number): Promise<LoggedEvent[]>;
  end(): Promise<void>;
}

/** Connects. `onNews` is called when something may have happened: with each notification, and when the connection is lost. */
export async function connectLog(config: pg.ClientConfig, onNews: () => void): Promise<LogConnection> {
  const client = new pg.Client({ keepAlive: true, connectionTimeoutMillis: CONNECT_WITHIN_MS, query_timeout: ANSWER_WITHIN_MS, ...config });
  let isOpen = true;
  const lost = () => {
    isOpen = false;
    onNews();
  };
  client.on('error', lost).on('end', lost).on('notification', onNews);
  const end = async () => {
    isOpen = false;
    await Promise.race([client.end().catch(() => {}), delay(END_WITHIN_MS, undefined, { ref: false })]);
  };
  try {
    await client.connect();
    await client.query('listen tierline_event');
  } catch (error) {
    await end();
    throw error;
  }
  return {
    get isOpen() {
      return isOpen;
    },
    async key() {
      const { rows } = await client.query<{ key: Buffer }>('select key from event_head');
      return rows[0]!.key;
    },
    async head() {
      const { rows } = await client.query<{ head: string }>('select event_sequence() as head');
      return Number(rows[0]!.head);
    },
    async behind(position) {
      const { rows } = await client.query<Record<string, string> & { at: Date }>('select * from event_since($1, $2)', [position, BATCH]);
      return rows.map((row) => ({
        position: Number(row.position),
        id: row.id!,
        kind: row.kind!,
        at: row.at,
        streamType: row.stream_type!,
        streamId: row.stream_id!,
        subjectType: row.subject_type!,
        subjectId: row.subject_id!,
      }));
    },
    end,
  };
}
