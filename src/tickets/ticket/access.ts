/** Ticket access: who sees a ticket, and why. Sharing adds a row, revoking removes it. */
import { defineEntity, p } from '@mikro-orm/core';
import { instant } from '../../kernel/field.ts';
import { me, policy } from '../../kernel/policy.ts';

const schema = defineEntity({
  name: 'TicketAccess',
  tableName: 'ticket_access',
  policies: policy('ticket_access', { see: `organization_id = ${me.organization}` }).rows,
  uniques: [{ properties: ['ticketId', 'organizationId', 'reason'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    ticketId: p.uuid(),
    organizationId: p.uuid().index(),
    reason: p.enum(['PARTNER', 'PROVIDER', 'CUSTOMER', 'HANDED_OVER']),
    expiresAt: instant().nullable(),
  },
});

/** That an organization sees a ticket. Kept by a trigger on the ticket, so that no way of writing one can forget it. */
export class TicketAccess extends schema.class {}
schema.setClass(TicketAccess);
