/** Who may see an escalation: whoever is on the ticket, but the customer, to whom the partner speaks (rule R14). Who acts on it: partners and the vendor. */
import { by, deed, me, policy } from '../../kernel/access/policy.ts';

const ticket = '(select true from ticket t where t.id = escalation.ticket_id)';
const escalation = '(select true from escalation e where e.id = escalation_ticket.escalation_id)';
const agent = by('PARTNER', 'HELPDESK_AGENT', 'ADMIN_AGENT');

export const escalationPolicy = policy('escalation', {
  see: `${me.kind} <> 'CUSTOMER' and ${ticket}`,
  insert: `${me.kind} = 'PARTNER' and filed_by_id = ${me.organization} and ${ticket}`,
  update: `${me.kind} <> 'CUSTOMER' and ${ticket}`,
  parties: ['filedById', 'providerId', 'handedOverById'],
  deeds: {
    accept: deed(agent, { role: 'R01', kind: 'R05' }),
    return: deed([agent, by('VENDOR')], { role: 'R01' }),
    handOver: deed(agent, { role: 'R01', kind: 'R18' }),
    answer: deed(by('VENDOR'), { kind: 'R14' }),
  },
});

export const evidencePolicy = policy('escalation_ticket', { see: escalation, insert: `${me.kind} = 'PARTNER' and ${escalation}` });
