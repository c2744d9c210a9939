/** Who may read a note: those of its audience who see the ticket. Who may write one for whom. */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';
import type { ViewerKind } from '../../kernel/access/viewer.ts';
import type { NoteAudience } from './audience.ts';

const ticket = '(select true from ticket t where t.id = note.ticket_id)';
// What customers write is for their partners, and does not speak to the vendor (rule R18).
const heard = `(select true from ticket t where t.id = note.ticket_id and (${viewerSql.kind} <> 'VENDOR' or t.customer_id <> note.author_organization))`;
const audience = `(author_organization = ${viewerSql.organization} or audience = 'CUSTOMER' or (audience = 'PARTNERS' and ${viewerSql.kind} = 'PARTNER'))`;

// What MAY_ADDRESS says, where no code can forget it.
const address = `(${viewerSql.kind} = 'PARTNER' or (${viewerSql.kind} = 'CUSTOMER' and audience <> 'PARTNERS') or (${viewerSql.kind} = 'VENDOR' and audience <> 'CUSTOMER'))`;

export const notePolicy = policy('note', {
  see: `${audience} and ${heard}`,
  permissions: { publish: permission(roles('PARTNER', 'HELPDESK_AGENT', 'ADMIN_AGENT'), { role: 'R01', kind: 'R14' }) },
  insert: `author_organization = ${viewerSql.organization} and ${address} and ${ticket}`,
});

/** The audiences that each kind of organization may write for: what the vendor says reaches a customer only through its partner (rule R14). */
export const MAY_ADDRESS: Record<ViewerKind, readonly NoteAudience[]> = {
  PARTNER: ['AUTHOR_ORGANIZATION', 'PARTNERS', 'CUSTOMER'],
  CUSTOMER: ['AUTHOR_ORGANIZATION', 'CUSTOMER'],
  VENDOR: ['AUTHOR_ORGANIZATION', 'PARTNERS'],
};
