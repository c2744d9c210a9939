/** Notes on tickets, as they come in. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../kernel/read/rows.ts';
import { Note } from '../../tickets/note/entity.ts';
import type { Ticket } from '../../tickets/ticket/entity.ts';
import { merged } from '../merge.ts';
import { insert, newId, type Upserted } from '../upsert.ts';
import type { NoteRecord } from '../records/index.ts';

type Said = NoteRecord & { organization: string };

/** Writes the notes that are new: notes have no ids of their own outside, so one is known by its time, author and text. Answers them for each ticket. */
export async function writeNotes(
  em: SqlEntityManager,
  said: readonly { ticket: Upserted<Ticket>; notes: readonly Said[] }[],
): Promise<Note[][]> {
  const known = await knownNotes(
    em,
    said.flatMap(({ ticket: { before, row }, notes }) => (before && notes.length > 0 ? [row.id] : [])),
  );
  const fresh = said.map(({ ticket: { row }, notes }) => {
    const all = notes.map(({ author, authorSubject, organization, audience, text, createdAt }) => ({
      ticketId: row.id,
      author,
      authorSubject,
      authorOrganization: organization,
      audience,
      text,
      createdAt,
    }));
    return [...merged(all, keyOf)].filter(([key]) => !known.has(key)).map(([, note]) => note);
  });
  const ids = (await newId(em, fresh.flat().length)).values();
  const notes = fresh.map((each) => each.map((note) => ({ id: ids.next().value, ...note }) as unknown as Note));
  await insert(em, Note, notes.flat());
  return notes;
}

async function knownNotes(em: SqlEntityManager, ticketIds: readonly string[]): Promise<Set<string>> {
  if (ticketIds.length === 0) return new Set();
  const rows = await rowsOf(em, Note, (query) => query.where(sql<boolean>`t.ticket_id = any(${ticketIds}::uuid[])`));
  return new Set((rows as unknown as Parameters<typeof keyOf>[0][]).map(keyOf));
}

const keyOf = ({
  ticketId,
  createdAt,
  authorSubject,
  text,
}: {
  ticketId: string;
  createdAt: Date;
  authorSubject: string;
  text: string;
}): string => [ticketId, createdAt.getTime(), authorSubject, text].join('\n');
