/** The cursors of a test's event log, made and read as the program does it. */
import { EventCursors, type EventPosition } from '../../src/kernel/live/event-cursor.ts';
import { VENDOR } from '../../src/kernel/access/viewer.ts';
import { personas } from '../../src/sample/personas.ts';
import type { TestDatabase } from './database.ts';

/** The cursors of a database's event log. */
export async function cursorsOf({ sql }: TestDatabase): Promise<EventCursors> {
  const [{ key }] = (await sql<{ key: Buffer }>('select key from event_head')) as [{ key: Buffer }];
  return new EventCursors(key);
}

/** The place of a position in a database's event log. */
export async function placeOf({ sql }: TestDatabase, position: number): Promise<EventPosition> {
  const [{ stamp }] = (await sql<{ stamp: string | null }>('select event_stamp($1) as stamp', [position])) as [{ stamp: string | null }];
  return { position, stamp: Number(stamp ?? 0) };
}

/** The organization of a sample persona. */
export const organizationOf = (persona: string): string => personas.find(({ name }) => name === persona)!.claims.organization ?? VENDOR;
