/** Who may read a note: those of its audience who see the ticket. Who may write one for whom. */
import { by, deed, me, policy } from '../../kernel/access/policy.ts';
import type { ViewerKind } from '../../kernel/access/viewer.ts';
import type { NoteAudience } from './audience.ts';

const ticket = '(select true from ticket t where t.id = note.ticket_id)';
// What customers write is for their partners, and does not speak to the vendor (rule R18).
const heard = `(select true from ticket t where t.id = note.ticket_id and (${me.kind} <> 'VENDOR' or t.customer_id <> note.author_organization))`;
const audience = `(author_organization = ${me.organization} or audience = 'CUSTOMER' or (audience = 'PARTNERS' and ${me.kind} = 'PARTNER'))`;

// What MAY_ADDRESS says, where no code can forget it.
const address = `(${me.kind} = 'PARTNER' or (${me.kind} = 'CUSTOMER' and audience <> 'PARTNERS') or (${me.kind} = 'VENDOR' and audience <> 'CUSTOMER'))`;

export const notePolicy = policy('note', {
  see: `${audience} and ${heard}`,
  deeds: { publish: deed(by('PARTNER', 'HELPDESK_AGENT', 'ADMIN_AGENT'), { role: 'R01', kind: 'R14' }) },
  insert: `author_organization = ${me.organization} and ${address} and ${ticket}`,
});

/** The audiences that each kind of organization may write for: what the vendor says reaches a customer only through its partner (rule R14). */
export const MAY_ADDRESS: Record<ViewerKind, readonly NoteAudience[]> = {
  PARTNER: ['AUTHOR_ORGANIZATION', 'PARTNERS', 'CUSTOMER'],
  CUSTOMER: ['AUTHOR_ORGANIZATION', 'CUSTOMER'],
  VENDOR: ['AUTHOR_ORGANIZATION', 'PARTNERS'],
};
