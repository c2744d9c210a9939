/** Who may see a version of an offering: its partner all of them; whoever sees the offering the present one; a customer those it has acknowledged. */
import { viewerSql, policy } from '../../kernel/access/policy.ts';

const offering = (which: string) =>
  `(select true from support_offering o where o.id = support_offering_version.offering_id and ${which} limit 1)`;
const acknowledged = `(select true from offering_acknowledgement a where a.offering_id = support_offering_version.offering_id and a.number = support_offering_version.number and a.customer_id = ${viewerSql.organization} limit 1)`;

export const versionPolicy = policy('support_offering_version', {
  see: `${offering(`(o.partner_id = ${viewerSql.organization} or o.version = support_offering_version.number)`)} or ${acknowledged}`,
  insert: offering(`o.partner_id = ${viewerSql.organization} and ${viewerSql.role} = 'ADMIN_AGENT'`),
});
