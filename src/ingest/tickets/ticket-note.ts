/** Notes that come in by themselves, on tickets that came before. */
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Ticket } from '../../tickets/ticket/entity.ts';
import { isOpen } from '../../tickets/ticket/state.ts';
import { IMPORT, isRecent, emitEvent } from '../events.ts';
import { writeNotes } from './note.ts';
import { loadForUpdate, type Counts, type Upserted } from '../upsert.ts';
import { ticketHistoryOf } from './ticket-history.ts';
import type { TicketNoteRecord } from '../records/index.ts';

/** Writes notes by the id of their ticket. */
export async function writeTicketNotes(em: SqlEntityManager, records: TicketNoteRecord[]): Promise<Counts> {
  const rows = await loadForUpdate(
    em,
    Ticket,
    'externalId',
    records.map(({ ticketExternalId }) => ticketExternalId),
  );
  const said = [...rows].map(([externalId, row]) => ({
    ticket: { row, was: 'unchanged', before: row } as Upserted<Ticket>,
    notes: records
      .filter(({ ticketExternalId }) => ticketExternalId === externalId)
      .map(({ ticketExternalId: _ticket, by, ...note }) => {
        const organization = (by === 'CUSTOMER' ? row.customerId : row.partnerId) as string;
        return { ...note, organization, authorTenantId: organization };
      }),
  }));
  const written = await writeNotes(em, said);
  await emitEvent(
    em,
    written.flatMap((notes, index) => {
      const { ticket } = said[index]!;
      // Notes that were written long ago, or on what is over, are history.
      return ticketHistoryOf(ticket, IMPORT, notes, []).map((each) => ({
        ...each,
        isNews: isOpen(ticket.row.state) && isRecent(em, each.at),
      }));
    }),
  );
  const created = written.flat().length;
  return { created, changed: 0, unchanged: records.length - created };
}
