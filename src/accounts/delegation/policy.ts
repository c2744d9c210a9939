/** Who may see a delegation: those between whom it is, and the provider behind the partner. Who may do what about it. */
import { roles, permission, viewerSql, policy } from '../../kernel/access/policy.ts';

const partner = `partner_id = ${viewerSql.organization} and ${viewerSql.kind} = 'PARTNER' and ${viewerSql.role} = 'ADMIN_AGENT'`;
const customer = `customer_id = ${viewerSql.organization} and ${viewerSql.kind} = 'CUSTOMER'`;

/** At a partner only admin agents ask for rights in a customer's tenant and hand them on (rule R01). */
const byPartner = permission(roles('PARTNER', 'ADMIN_AGENT'), { role: 'R01' });
const byCustomer = permission(roles('CUSTOMER'));

export const delegationPolicy = policy('delegation', {
  see: `customer_id = ${viewerSql.organization} or partner_id = ${viewerSql.organization} or provider_id = ${viewerSql.organization}`,
  insert: partner,
  update: `(${partner}) or (${customer})`,
  parties: ['customerId', 'partnerId', 'providerId'],
  permissions: {
    draft: byPartner,
    request: byPartner,
    approve: byCustomer,
    reject: byCustomer,
    terminate: permission([roles('PARTNER', 'ADMIN_AGENT'), roles('CUSTOMER')], { role: 'R01' }),
    setAutoExtend: byPartner,
    assign: byPartner,
  },
});

/** Notices go to the partner and to the customer, and to nobody else. */
export const delegationNoticePolicy = policy('delegation_notice', {
  see: `partner_id = ${viewerSql.organization} or customer_id = ${viewerSql.organization}`,
  insert: partner,
});
