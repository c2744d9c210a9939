/** Who may see a ticket: whoever has an access row. Who may work on it: support agents of the partners, and the customer a little. */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';

const access = `(select true from ticket_access a where a.ticket_id = ticket.id and a.organization_id = ${viewerSql.organization} and (a.expires_at is null or a.expires_at > now()) limit 1)`;
const party = ['customer_id', 'partner_id', 'provider_id'].map((column) => `${column} = ${viewerSql.organization}`).join(' or ');
const mayOpen = `${viewerSql.kind} <> 'VENDOR' and (${party})`;
const notSales = `${viewerSql.role} <> 'SALES_AGENT'`;

const agent = roles('PARTNER', 'HELPDESK_AGENT', 'ADMIN_AGENT');
const customer = roles('CUSTOMER');

export const ticketPolicy = policy('ticket', {
  see: `${notSales} and ${access}`,
  // Whatever comes in is new: nobody can bring in a ticket that is with the vendor already (rule R18).
  insert: `${notSales} and ${mayOpen} and state = 'NEW'`,
  update: `${notSales} and ${access}`,
  parties: ['customerId', 'partnerId', 'providerId'],
  permissions: {
    request: permission(customer, { kind: 'R18' }),
    open: permission(agent, { role: 'R01', kind: 'R18' }),
    checkHealth: permission(agent, { role: 'R01', kind: 'R06' }),
    diagnose: permission(agent, { role: 'R01', kind: 'R20' }),
    troubleshoot: permission(agent, { role: 'R01', kind: 'R08' }),
    askCustomer: permission(agent, { role: 'R01', kind: 'R14' }),
    answer: permission([agent, customer], { role: 'R01', kind: 'R14' }),
    addNote: permission([agent, customer, roles('VENDOR')], { role: 'R01' }),
    assign: permission(agent, { role: 'R01', kind: 'R06' }),
    escalate: permission(agent, { role: 'R01', kind: 'R18' }),
    resolve: permission(agent, { role: 'R01', kind: 'R21' }),
    close: permission([agent, customer], { role: 'R01' }),
    reopen: permission([agent, customer], { role: 'R01' }),
    linkIncident: permission(agent, { role: 'R01', kind: 'R06' }),
  },
});
