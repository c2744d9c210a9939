/** What can be done about notes. */
import { action } from '../../kernel/action.ts';
import { choice, id, optional, text } from '../../kernel/input.ts';
import { Ticket } from '../ticket/entity.ts';
import { ticketPolicy } from '../ticket/policy.ts';
import { NoteAudience } from './audience.ts';
import { Note } from './entity.ts';

const TicketNoteAddInput = {
  name: 'TicketNoteAddInput',
  description: 'A note on a ticket.',
  fields: {
    ticketId: id('Which ticket.'),
    text: text('What to write: plain text.'),
    audience: optional(choice(NoteAudience, 'For whom it is meant; AUTHOR_ORGANIZATION when left out.')),
  },
};

export const ticketNoteAdd = action(
  {
    description: 'Writes a note on a ticket, for the narrowest audience unless another is named.',
    input: TicketNoteAddInput,
    answers: { ticket: () => Ticket, note: () => Note },
  },
  async ({ ticketId, text: written, audience }, act) => {
    const ticket = await act.find(Ticket, ticketPolicy, 'addNote', ticketId, 'ticketId');
    const note = Note.by(act.viewer, ticket, written, audience ?? 'AUTHOR_ORGANIZATION', act.now);
    act.em.persist(note);
    // A note that not everybody may read must not show itself by the time of the ticket either.
    if (note.audience === 'CUSTOMER') ticket.touch(act.now);
    act.raise('ticket.note_added', note, { stream: ticket });
    return { ticket, note };
  },
);
