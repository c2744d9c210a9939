/** Notes: what is written on a ticket, and for whom. */
import { defineEntity, p } from '@mikro-orm/core';
import { reference } from '../../kernel/schema/edge.ts';
import { field, idColumn, timestampColumn } from '../../kernel/schema/field.ts';
import { defineList } from '../../kernel/schema/list.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { publishType } from '../../kernel/schema/type.ts';
import type { Viewer } from '../../kernel/access/viewer.ts';
import { Ticket } from '../ticket/entity.ts';
import { NoteAudience } from './audience.ts';
import { noteMessages } from './messages.ts';
import { MAY_ADDRESS, notePolicy } from './policy.ts';

const schema = defineEntity({
  name: 'Note',
  tableName: 'note',
  policies: notePolicy.rows,
  indexes: [{ properties: ['ticketId', 'createdAt', 'id'] }],
  properties: {
    id: idColumn(),
    ticketId: () => p.manyToOne(Ticket).name('ticket_id').mapToPk().deleteRule('cascade'),
    author: field(p.text(), 'The name of the person who wrote it.'),
    authorSubject: p.text(),
    authorOrganization: p.uuid(),
    audience: field(p.enum(Object.values(NoteAudience)), 'For whom it is meant.', () => NoteAudience),
    text: field(p.text(), 'What was written: plain text.', null, { characters: 20_000 }),
    createdAt: field(timestampColumn(), 'When it was written.'),
  },
});

/** Something written on a ticket. */
export class Note extends schema.class {
  /** A note by a viewer, if it may write for that audience. */
  static by({ subject, name, organization, kind }: Viewer, ticket: Ticket, text: string, audience: NoteAudience, createdAt: Date): Note {
    if (!MAY_ADDRESS[kind].includes(audience)) {
      const said = noteMessages.otherAudience({ kind, audiences: MAY_ADDRESS[kind] });
      throw new Problem('FORBIDDEN', said, { field: 'audience', rule: kind === 'VENDOR' ? 'R14' : null });
    }
    const author = { author: name, authorSubject: subject, authorOrganization: organization };
    return Object.assign(new Note(), { ticketId: ticket.id, ...author, audience, text, createdAt });
  }
}

export const noteList = defineList('Note', () => Note, {
  order: {
    CREATED_AT: { property: 'createdAt', column: 'created_at', type: 'instant', direction: 'ASC', description: 'When it was written.' },
  },
});

publishType(Note, schema, {
  description: 'Something written on a ticket.',
  edges: { ticket: reference(() => Ticket, 'ticketId', 'The ticket it was written on.') },
});
