/** Who may see an escalation: whoever is on the ticket, but the customer, to whom the partner speaks (rule R14). Who acts on it: partners and the vendor. */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';

const ticket = '(select true from ticket t where t.id = escalation.ticket_id)';
const escalation = '(select true from escalation e where e.id = escalation_ticket.escalation_id)';
const agent = roles('PARTNER', 'HELPDESK_AGENT', 'ADMIN_AGENT');

export const escalationPolicy = policy('escalation', {
  see: `${viewerSql.kind} <> 'CUSTOMER' and ${ticket}`,
  insert: `${viewerSql.kind} = 'PARTNER' and filed_by_id = ${viewerSql.organization} and ${ticket}`,
  update: `${viewerSql.kind} <> 'CUSTOMER' and ${ticket}`,
  parties: ['filedById', 'providerId', 'handedOverById'],
  permissions: {
    accept: permission(agent, { role: 'R01', kind: 'R05' }),
    return: permission([agent, roles('VENDOR')], { role: 'R01' }),
    handOver: permission(agent, { role: 'R01', kind: 'R18' }),
    answer: permission(roles('VENDOR'), { kind: 'R14' }),
  },
});

export const evidencePolicy = policy('escalation_ticket', { see: escalation, insert: `${viewerSql.kind} = 'PARTNER' and ${escalation}` });
