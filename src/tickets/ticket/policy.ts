/** Who may see a ticket: whoever has an access row. Who may work on it: support agents of the partners, and the customer a little. */
import { anyOf, by, me, policy } from '../../kernel/policy.ts';

const access = `(select true from ticket_access a where a.ticket_id = ticket.id and a.organization_id = ${me.organization} and (a.expires_at is null or a.expires_at > now()) limit 1)`;
const party = ['customer_id', 'partner_id', 'provider_id'].map((column) => `${column} = ${me.organization}`).join(' or ');
const mayOpen = `${me.kind} <> 'VENDOR' and (${party})`;
const notSales = `${me.role} <> 'SALES_AGENT'`;

const agent = by('PARTNER', 'HELPDESK_AGENT', 'ADMIN_AGENT');
const customer = by('CUSTOMER');

export const ticketPolicy = policy('ticket', {
  see: `${notSales} and ${access}`,
  insert: `${notSales} and ${mayOpen}`,
  update: `${notSales} and ${access}`,
  deeds: {
    open: anyOf(agent, customer),
    addNote: anyOf(agent, customer, by('VENDOR')),
    assign: agent,
    resolve: agent,
    reopen: anyOf(agent, customer),
    linkIncident: agent,
  },
});
