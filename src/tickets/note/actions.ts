/** What can be done about notes. */
import { action } from '../../kernel/write/mutation-action.ts';
import { enumOf, id, optional, longText } from '../../kernel/schema/input.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { VENDOR } from '../../kernel/access/viewer.ts';
import { Ticket } from '../ticket/entity.ts';
import { ticketPolicy } from '../ticket/policy.ts';
import { NoteAudience } from './audience.ts';
import { Note } from './entity.ts';
import { noteMessages } from './messages.ts';
import { notePolicy } from './policy.ts';

const TicketNoteAddInput = {
  name: 'TicketNoteAddInput',
  description: 'A note on a ticket.',
  fields: {
    ticketId: id('Which ticket.'),
    text: longText('What to write: plain text.'),
    audience: optional(enumOf(NoteAudience, 'For whom it is meant; AUTHOR_ORGANIZATION when left out.')),
  },
};

export const ticketNoteAdd = action(
  {
    description: 'Writes a note on a ticket, for the narrowest audience unless another is named.',
    input: TicketNoteAddInput,
    returns: { ticket: () => Ticket, note: () => Note },
  },
  async ({ ticketId, text: written, audience }, act) => {
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'addNote', ticketId, 'ticketId');
    const note = Note.by(act.viewer, ticket, written, audience ?? 'AUTHOR_ORGANIZATION', act.now);
    act.em.persist(note);
    // A note that not everybody may read must not show itself by the time of the ticket either.
    if (note.audience === 'CUSTOMER') ticket.touch(act.now);
    act.emitEvent('ticket.note_added', note, { stream: ticket });
    return { ticket, note };
  },
);

const TicketNotePublishInput = {
  name: 'TicketNotePublishInput',
  description: 'What of an answer of the vendor the customer is told.',
  fields: {
    noteId: id('The note in which the vendor answered.'),
    text: optional(longText('What to tell the customer, in your words; as the vendor wrote it when left out.')),
  },
};

export const ticketNotePublish = action(
  {
    description:
      'Tells the customer what the vendor has answered (rule R14): a note of your own for everybody on the ticket. The note of the vendor stays among the partners.',
    input: TicketNotePublishInput,
    returns: { ticket: () => Ticket, note: () => Note },
  },
  async ({ noteId, text: said }, act) => {
    const answer = await act.findForUpdate(Note, notePolicy, 'publish', noteId, 'noteId');
    const ticket = await act.findForUpdate(Ticket, ticketPolicy, 'addNote', answer.ticketId as string, 'noteId');
    if (answer.authorOrganization !== VENDOR) throw new Problem('STATE', noteMessages.notOfVendor(), { field: 'noteId', rule: 'R14' });
    const note = Note.by(act.viewer, ticket, said ?? answer.text, 'CUSTOMER', act.now);
    act.em.persist(note);
    ticket.touch(act.now);
    act.emitEvent('ticket.answer_published', note, { stream: ticket, data: { noteId } });
    return { ticket, note };
  },
);
