/** The connection to the event log in PostgreSQL: listens for new events and reads them. */
import { setTimeout as delay } from 'node:timers/promises';
import { begin, clientOf, type Connecting } from '../../src/kernel/read/connection.ts';
import type { EventPosition } from '../../src/kernel/live/event-cursor.ts';
import type { LoggedEvent } from '../../src/kernel/write/event.ts';

/** The number of events in one read. */
export const BATCH_SIZE = 500;
const CONNECT_WITHIN_MS = 10_000;
/** A connection without an answer for this long is half open: its other end is gone. */
const ANSWER_WITHIN_MS = 30_000;
const END_WITHIN_MS = 1_000;

/** The last access revocation of an organization and type, and its position. */
export interface AccessRevocation {
  readonly organization: string;
  readonly type: string;
  readonly position: number;
}

/** How much of the log is retained. */
export interface Retention {
  /** An age, in milliseconds. */
  readonly ageMs: number;
  readonly bytes: number;
}

/** A position after which the log is read. Without a stamp, the event there is not checked. */
export type LogStart = Pick<EventPosition, 'position'> & { readonly stamp: number | null };

/**
 * Why nothing can be read after a position: the next events were dropped, the log does not reach so far, or another event is there. The
 * last two follow from a restore, a fail-over that lost the tail, or a diverging copy.
 */
export type CursorExpired = 'NO_LONGER_KEPT' | 'NOT_REACHED' | 'LOG_DIVERGED';

/** An open connection to the event log. */
export interface LogConnection {
  readonly isOpen: boolean;
  /** The key of the log's cursors, 32 bytes. */
  key(): Promise<Buffer>;
  /** The position before the oldest retained event. */
  floor(): Promise<number>;
  /** Assigns positions to committed events; returns the last position that can be read here. */
  head(): Promise<EventPosition>;
  /** The last position that the database assigned, whether it can be read here yet or not. */
  reached(): Promise<EventPosition>;
  /** The next events after a position, one batch at most, or why there are none. */
  behind(from: LogStart): Promise<LoggedEvent[] | CursorExpired>;
  /** Whether the database has this position; if not, why nothing can be read after it. */
  check(place: EventPosition): Promise<CursorExpired | null>;
  /** Records that the log went back to an older state, unless that is recorded. `places` are the last positions that were read here. */
  diverged(places: readonly EventPosition[]): Promise<void>;
  /** The last access revocations, for each organization and type in the log. */
  accessEnds(): Promise<AccessRevocation[]>;
  /** Drops events beyond the retention. */
  retain(keep: Retention, now: Date): Promise<void>;
  end(): Promise<void>;
}

/** Connects. `onNews` is called with each notification, and when the connection is lost. */
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
    await client.query('select event_arrive(null)');
  } catch (error) {
    await end();
    throw error;
  }
  const rows = async <T extends object>(text: string, values: unknown[] = []) => (await client.query<T>(text, values)).rows;
  const place = async (): Promise<EventPosition> => {
    const [{ position, stamp }] = (await rows('select position, stamp from event_place()')) as [Record<keyof EventPosition, string>];
    return { position: Number(position), stamp: Number(stamp) };
  };
  const behind = async ({ position, stamp }: LogStart, most: number): Promise<LoggedEvent[] | CursorExpired> => {
    // The event at the position itself is included, unless it was dropped.
    const found = (await rows<Row>('select * from event_since($1, $2)', [position - 1, most + 1])).map(eventOf);
    const at = found[0]?.position === position ? found.shift()! : null;
    if (at) return stamp === null || at.stamp === stamp ? found : 'LOG_DIVERGED';
    const [known] = (await rows('select position, floor, event_stamp($1) as stamp from event_head', [position])) as [Known];
    if (Number(known.position) < position) return 'NOT_REACHED';
    if (known.stamp === null) return 'NO_LONGER_KEPT';
    if (stamp !== null && Number(known.stamp) !== stamp) return 'LOG_DIVERGED';
    // Positions have no gaps: a missing one was dropped.
    const isWhole = found.length > 0 ? found[0]!.position === position + 1 : Number(known.floor) <= position;
    return isWhole ? found : 'NO_LONGER_KEPT';
  };
  return {
    get isOpen() {
      return isOpen;
    },
    key: async () => (await rows<{ key: Buffer }>('select key from event_head'))[0]!.key,
    floor: async () => Number((await rows<{ floor: string }>('select floor from event_head'))[0]!.floor),
    head: place,
    reached: place,
    behind: (from) => behind(from, BATCH_SIZE),
    async check(place) {
      const found = await behind(place, 0);
      return typeof found === 'string' ? found : null;
    },
    diverged: async (places) =>
      void (await rows('select event_diverged($1, $2)', [places.map(({ position }) => position), places.map(({ stamp }) => stamp)])),
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

type Known = Record<'position' | 'floor' | 'stamp', string | null>;
type Row = Record<string, string | null> & { at: Date };

const eventOf = (row: Row): LoggedEvent => ({
  position: Number(row.position),
  stamp: Number(row.stamp),
  id: row.id ?? null,
  kind: row.kind!,
  at: row.at,
  streamType: row.stream_type!,
  streamId: row.stream_id!,
  subjectType: row.subject_type!,
  subjectId: row.subject_id!,
});
