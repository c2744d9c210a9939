/** The event log, written by hand: transactions that overlap as a test wants them to. */
import pg from 'pg';
import { VENDOR } from '../../src/kernel/access/viewer.ts';
import { cursorsOf, organizationOf } from '../kit/cursors.ts';
import type { TestDatabase } from '../kit/database.ts';

/** A transaction under way. */
export interface Writing {
  /** Writes an event, told apart from others by its time. */
  write(at: Date): Promise<void>;
  run(statement: string): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Writes to the event log as something that happened to one incident. */
export interface Log {
  readonly incidentId: string;
  /** A moment of its own for each call: what tells events apart. */
  moment(): Date;
  /** Begins a transaction on a connection of its own. */
  begin(): Promise<Writing>;
  /** Writes an event in a transaction of its own. */
  write(at: Date): Promise<void>;
  /** Writes so many events that are nobody's. */
  fill(events: number): Promise<void>;
  /** Where the log ends now, as a cursor of a persona: the sample customer unless another is named. */
  end(persona?: string): Promise<string>;
  /** The moments of all events behind a cursor of the sample customer, as the log has them. */
  behind(cursor: string): Promise<string[]>;
  close(): Promise<void>;
}

const INSERT = `insert into event (at, kind, stream_type, stream_id, subject_type, subject_id, actor_subject, actor_organization, actor, data)
  values ($1, 'incident.changed', 'ServiceIncident', $2, 'ServiceIncident', $2, 'test', '${VENDOR}', 'Test', '{}')`;

let moments = Date.parse('2026-01-01T00:00:00Z');

/** Opens the log of a database. */
export async function logOf(database: TestDatabase): Promise<Log> {
  const { url, sql } = database;
  const cursors = await cursorsOf(database);
  const customer = organizationOf('customer');
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  pool.on('error', () => {}); // a test may end every connection
  const [{ id: incidentId }] = (await sql<{ id: string }>('select id from service_incident order by id limit 1')) as [{ id: string }];
  return {
    incidentId,
    moment: () => new Date((moments += 1_000)),
    async begin() {
      const client = await pool.connect();
      await client.query('begin');
      const end = async (statement: string) => {
        await client.query(statement);
        client.release();
      };
      return {
        write: async (at) => void (await client.query(INSERT, [at, incidentId])),
        run: async (statement) => void (await client.query(statement)),
        commit: () => end('commit'),
        rollback: () => end('rollback'),
      };
    },
    write: async (at) => void (await pool.query(INSERT, [at, incidentId])),
    fill: async (events) =>
      void (await pool.query(
        `insert into event (at, kind, stream_type, stream_id, subject_type, subject_id, actor_subject, actor_organization, actor, data)
        select now(), 'x', 'Other', uuidv7(), 'Other', uuidv7(), 'x', uuidv7(), 'x', '{}' from generate_series(1, $1::int)`,
        [events],
      )),
    async end(persona = 'customer') {
      const { rows } = await pool.query<Record<'position' | 'stamp', string>>('select * from event_place()');
      const place = { position: Number(rows[0]!.position), stamp: Number(rows[0]!.stamp) };
      return cursors.encode(place, organizationOf(persona) ?? VENDOR);
    },
    async behind(cursor) {
      await pool.query('select event_sequence()');
      const { rows } = await pool.query<{ at: Date }>('select at from event_log where position > $1 order by position', [
        cursors.decode(cursor, customer).position,
      ]);
      return rows.map(({ at }) => at.toISOString());
    },
    close: () => pool.end(),
  };
}
