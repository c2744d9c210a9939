/** The connection to the event log: listens for what is new in it, and reads it. */
import { setTimeout as delay } from 'node:timers/promises';
import { begin, clientOf, type Connecting } from '../src/kernel/connection.ts';
import type { LoggedEvent } from '../src/kernel/event.ts';

/** How many events are read at once. */
export const BATCH = 500;
const CONNECT_WITHIN_MS = 10_000;
/** A connection on which nothing is answered for so long is half open: its other end is gone. */
const ANSWER_WITHIN_MS = 30_000;
const END_WITHIN_MS = 1_000;

/** When access last ended: of whom, to what type of thing, and where the log says so. */
export interface AccessEnd {
  readonly organization: string;
  readonly type: string;
  readonly position: number;
}

/** How much of the log is kept. */
export interface Keep {
  /** An age, in milliseconds. */
  readonly ageMs: number;
  readonly bytes: number;
}

/** An open connection to the event log. */
export interface LogConnection {
  readonly isOpen: boolean;
  /** The key of the log's cursors, 32 bytes. */
  key(): Promise<Buffer>;
  /** The position before the oldest event that is kept. */
  floor(): Promise<number>;
  /** Gives positions to what was committed, and answers the last one that can be read here. */
  head(): Promise<number>;
  /** The last position that was given, whether it can be read here by now or not. */
  reached(): Promise<number>;
  /** The next events behind a position, as many as one reads at once; null where some of them are no longer kept. */
  behind(position: number): Promise<LoggedEvent[] | null>;
  /** When access last ended, for each organization and type that the log knows of. */
  accessEnds(): Promise<AccessEnd[]>;
  /** Drops what is no longer to be kept. */
  retain(keep: Keep, now: Date): Promise<void>;
  end(): Promise<void>;
}

/** Connects. `onNews` is called when something may have happened: with each notification, and when the connection is lost. */
export async function connectLog(config: Connecting, onNews: () => void): Promise<LogConnection> {
  const client = clientOf({ connectionTimeoutMillis: CONNECT_WITHIN_MS, query_timeout: ANSWER_WITHIN_MS, ...config });
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
    await begin(client, config);
    await client.query('listen tierline_event');
  } catch (error) {
    await end();
    throw error;
  }
  const rows = async <T extends object>(text: string, values: unknown[] = []) => (await client.query<T>(text, values)).rows;
  return {
    get isOpen() {
      return isOpen;
    },
    key: async () => (await rows<{ key: Buffer }>('select key from event_head'))[0]!.key,
    floor: async () => Number((await rows<{ floor: string }>('select floor from event_head'))[0]!.floor),
    head: async () => Number((await rows<{ head: string }>('select event_sequence() as head'))[0]!.head),
    reached: async () => Number((await rows<{ head: string }>('select event_sequence() as head'))[0]!.head),
    async behind(position) {
      const found = await rows<Record<string, string> & { at: Date }>('select * from event_since($1, $2)', [position, BATCH]);
      const events = found.map((row) => ({
        position: Number(row.position),
        id: row.id ?? null,
        kind: row.kind!,
        at: row.at,
        streamType: row.stream_type!,
        streamId: row.stream_id!,
        subjectType: row.subject_type!,
        subjectId: row.subject_id!,
      }));
      // Positions have no gaps: where one is missing, it was dropped.
      if (events.length > 0) return events[0]!.position === position + 1 ? events : null;
      const [head] = await rows<{ position: string }>('select position from event_head');
      return Number(head!.position) > position ? null : [];
    },
    accessEnds: async () =>
      (await rows<Record<string, string>>('select * from event_access_ends()')).map(({ organization, type, position }) => ({
        organization: organization!,
        type: type!,
        position: Number(position),
      })),
    retain: async ({ ageMs, bytes }, now) =>
      void (await rows(`select event_retain($1, $2 * interval '1 millisecond', $3)`, [now, ageMs, bytes])),
    end,
  };
}
