/** Ticket access: who sees a ticket, and why. Sharing adds a row, revoking removes it. */
import { defineEntity, p } from '@mikro-orm/core';
import { timestampColumn } from '../../kernel/schema/field.ts';
import { viewerSql, policy } from '../../kernel/access/policy.ts';

// A sales agent sees no ticket: said here too, so that a list does not look at each of them to find that out.
const schema = defineEntity({
  name: 'TicketAccess',
  tableName: 'ticket_access',
  policies: policy('ticket_access', { see: `organization_id = ${viewerSql.organization} and ${viewerSql.role} <> 'SALES_AGENT'` }).rows,
  // Whether a ticket may be seen is asked for every row of every list: the index alone answers it.
  uniques: [{ properties: ['ticketId', 'organizationId'], include: 'expiresAt' }],
  indexes: [
    { properties: ['organizationId', 'createdAt', 'ticketId'] },
    { properties: ['organizationId', 'updatedAt', 'ticketId'] },
    { properties: ['organizationId', 'number', 'ticketId'] },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    ticketId: p.uuid(),
    organizationId: p.uuid(),
    reason: p.enum(['PARTNER', 'PROVIDER', 'CUSTOMER', 'HANDED_OVER']),
    expiresAt: timestampColumn().nullable(),
    /** Copies of what lists of tickets sort by: a list is read from here in its order. */
    createdAt: timestampColumn(),
    updatedAt: timestampColumn(),
    number: p.integer(),
  },
});

/** That an organization sees a ticket. Kept by a trigger on the ticket, so that no way of writing one can forget it. */
export class TicketAccess extends schema.class {}
schema.setClass(TicketAccess);
