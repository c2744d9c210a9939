/** Who may see what was done in a customer's tenant: everybody on the ticket. Who writes it down: the partners on it. */
import { viewerSql, policy } from '../../kernel/access/policy.ts';

const ticket = '(select true from ticket t where t.id = troubleshooting_step.ticket_id)';

export const troubleshootingPolicy = policy('troubleshooting_step', {
  see: ticket,
  insert: `${viewerSql.kind} = 'PARTNER' and organization_id = ${viewerSql.organization} and ${ticket}`,
});
