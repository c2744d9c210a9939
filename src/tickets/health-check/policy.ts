/** Who may see a comparison with service health: everybody on the ticket. Who makes one: the partners on it. */
import { viewerSql, policy } from '../../kernel/access/policy.ts';

const ticket = '(select true from ticket t where t.id = health_check.ticket_id)';

export const healthCheckPolicy = policy('health_check', {
  see: ticket,
  insert: `${viewerSql.kind} = 'PARTNER' and organization_id = ${viewerSql.organization} and ${ticket}`,
});

const check = '(select true from health_check c where c.id = health_check_incident.health_check_id)';

export const matchPolicy = policy('health_check_incident', { see: check, insert: `${viewerSql.kind} = 'PARTNER' and ${check}` });
