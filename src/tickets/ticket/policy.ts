/** Who may see a ticket: whoever has an access row. Who may work on it: support agents of the partners, and the customer a little. */
import { by, deed, me, policy } from '../../kernel/access/policy.ts';

const access = `(select true from ticket_access a where a.ticket_id = ticket.id and a.organization_id = ${me.organization} and (a.expires_at is null or a.expires_at > now()) limit 1)`;
const party = ['customer_id', 'partner_id', 'provider_id'].map((column) => `${column} = ${me.organization}`).join(' or ');
const mayOpen = `${me.kind} <> 'VENDOR' and (${party})`;
const notSales = `${me.role} <> 'SALES_AGENT'`;

const agent = by('PARTNER', 'HELPDESK_AGENT', 'ADMIN_AGENT');
const customer = by('CUSTOMER');

export const ticketPolicy = policy('ticket', {
  see: `${notSales} and ${access}`,
  // Whatever comes in is new: nobody can bring in a ticket that is with the vendor already (rule R18).
  insert: `${notSales} and ${mayOpen} and state = 'NEW'`,
  update: `${notSales} and ${access}`,
  parties: ['customerId', 'partnerId', 'providerId'],
  deeds: {
    request: deed(customer, { kind: 'R18' }),
    open: deed(agent, { role: 'R01', kind: 'R18' }),
    checkHealth: deed(agent, { role: 'R01', kind: 'R06' }),
    diagnose: deed(agent, { role: 'R01', kind: 'R20' }),
    troubleshoot: deed(agent, { role: 'R01', kind: 'R08' }),
    askCustomer: deed(agent, { role: 'R01', kind: 'R14' }),
    answer: deed([agent, customer], { role: 'R01', kind: 'R14' }),
    addNote: deed([agent, customer, by('VENDOR')], { role: 'R01' }),
    assign: deed(agent, { role: 'R01', kind: 'R06' }),
    escalate: deed(agent, { role: 'R01', kind: 'R18' }),
    resolve: deed(agent, { role: 'R01', kind: 'R21' }),
    close: deed([agent, customer], { role: 'R01' }),
    reopen: deed([agent, customer], { role: 'R01' }),
    linkIncident: deed(agent, { role: 'R01', kind: 'R06' }),
  },
});
